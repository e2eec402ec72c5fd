import { isUnknown } from "../../shell/unresolved.ts";

/** What a named context puts in the place of a stage or an image of the Dockerfile. */
export type ContextSource =
  /** The reference without `docker-image://`; `scratch` for the empty image. */
  | { readonly kind: "image"; readonly reference: string }
  /** The result of another build of the same file: a target of bake, a service of compose. */
  | { readonly kind: "build"; readonly name: string }
  /** A folder, a URL or an image layout: it has no image that is known. */
  | { readonly kind: "files" }
  | { readonly kind: "unknown" };

/**
 * What the named contexts of a build replace, by the name as `contextName` gives it: a stage with that name as a whole, and
 * otherwise an image of that name in `FROM`, `COPY --from` and `--mount=from`. Of one name the last counts.
 */
export function namedContexts(
  contexts: readonly { readonly name: string; readonly value: string }[],
): ReadonlyMap<string, ContextSource> {
  return new Map(contexts.map(({ name, value }) => [contextName(name), sourceOf(value)]));
}

/**
 * The name of a stage or an image as BuildKit compares it with those of contexts: without Docker Hub's host and `:latest`. Case
 * counts: stages are in lower case there, so that a context with upper case replaces none.
 */
export function contextName(name: string): string {
  return name
    .replace(/^(?:(?:index\.)?docker\.io\/)(?:library\/)?/, "")
    .replace(/^library\/(?=[^/]+$)/, "")
    .replace(/:latest$/, "");
}

function sourceOf(value: string): ContextSource {
  const image = /^docker-image:(?:\/\/)?(.*)$/s.exec(value)?.[1];
  // A reference with an unknown part can still be told to be an azureml image.
  if (image !== undefined) return { kind: "image", reference: image };
  const build = /^(?:target|service):(.*)$/s.exec(value)?.[1];
  if (build !== undefined && !isUnknown(build)) return { kind: "build", name: build };
  return isUnknown(value) ? { kind: "unknown" } : { kind: "files" };
}
