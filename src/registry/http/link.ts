/** The next page of a list (RFC 8288); `broken`: the header cannot be parsed, so there may be one. */
export type NextPage =
  | { readonly kind: "none" }
  | { readonly kind: "next"; readonly target: string }
  | { readonly kind: "broken" };

const broken: NextPage = { kind: "broken" };
const maxLength = 16 * 1024;

const target = /\s*<([^<>]*)>\s*/y;
const parameter = /\s*;\s*([\w!#$&+.^`|~*-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]+)))?\s*/y;
const separator = /\s*(?:,\s*)*(?:,|$)/y;

/** @param values of the `Link` header, which may be sent several times */
export function readNextPage(values: readonly string[]): NextPage {
  const text = values.join(",");
  if (text.length > maxLength) return broken;
  let next: NextPage = { kind: "none" };
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  while (at < text.length) {
    const link = take(target);
    if (!link) {
      // Empty list elements are allowed.
      if (take(separator)) continue;
      return broken;
    }
    let relations: string | null = null;
    for (let match = take(parameter); match; match = take(parameter)) {
      const [, name = "", quoted, token] = match;
      // Of several `rel` parameters the first counts.
      if (name.toLowerCase() === "rel")
        relations ??= quoted?.replace(/\\(.)/gs, "$1") ?? token ?? "";
    }
    if (!take(separator)) return broken;
    const isNext = (relations ?? "").toLowerCase().split(/\s+/).includes("next");
    if (isNext && next.kind === "none") next = { kind: "next", target: link[1] ?? "" };
  }
  return next;
}
