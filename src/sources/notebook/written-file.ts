import type { SourceKind } from "../../domain/build/file-kind.ts";
import type { FoundText } from "../source-reading.ts";

/** Kinds of written files, by the end of the name; one that is a Dockerfile by its text is read as one. */
const kinds: readonly (readonly [RegExp, SourceKind])[] = [
  [/\.(?:ya?ml|runconfig)$|(?:^|\/)MLmodel$/i, "yaml"],
  [/\.json$/i, "json"],
  [/\.py$/i, "python"],
  [/\.(?:sh|bash|env|conf)$|(?:^|\/)\.env(?:\.|$)|(?:^|\/)Makefile$/i, "shell"],
  [/\.hcl$/i, "hcl"],
];

/** The file that `%%writefile [-a] PATH` writes. */
export function writtenFile(rest: string): Pick<FoundText, "kind" | "path"> {
  const path = rest
    .replace(/^(?:-a|--append)\s+/, "")
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2");
  return {
    kind: kinds.find(([end]) => end.test(path))?.[1] ?? "text",
    path: path === "" ? null : path,
  };
}
