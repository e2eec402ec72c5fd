import type { ImageUse } from "./build.ts";

/** Where an image keeps its operating system and its Pythons, and a folder above one of them. */
const runtimeFolders =
  /^\/(?:(?:usr|lib[^/]*|bin|sbin|etc|opt|root|home|var\/lib|azureml-envs)(?:\/|$)|var$|$)/;
const runtimeSegment = /conda|venv|python/i;
/** The escape is one of Go's patterns, too. */
const wildcard = /[*?[\\]/;

/**
 * Whether the operating system or the Python of an image may come along: always as a base and where another file names it; with a COPY or a mount unless all that
 * it takes is known and lies elsewhere, such as a script below `/mlflow_resources`.
 */
export function takesRuntime({ via, taken }: Pick<ImageUse, "via" | "taken">): boolean {
  if (via === "from" || via === "reference" || taken === null || taken.length === 0) return true;
  return taken.some(
    (path) => wildcard.test(path) || runtimeFolders.test(path) || runtimeSegment.test(path),
  );
}
