/** How a Dockerfile is read where it depends on something that is not known here. */
export interface Reading {
  /** `{{…}}`, `{%…%}` and `{#…#}` are templates, which are opaque; otherwise they are text, as for BuildKit. */
  readonly templates: boolean;
  /** What an ARG without a value is. */
  readonly unset: "unknown" | "empty";
}

/** What holds for any build arguments and any output of a template engine. */
export const openReading: Reading = { templates: true, unset: "unknown" };

/** What `docker build` makes of the file as it stands. */
export const plainReading: Reading = { templates: false, unset: "empty" };
