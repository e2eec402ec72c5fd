import type { FoundText } from "../source-reading.ts";
import { writtenKind } from "../written-kind.ts";

/** The file that `%%writefile [-a] PATH` writes. Any can be a Dockerfile; of a `text` without a telling name nothing else is read. */
export function writtenFile(rest: string): Pick<FoundText, "kind" | "path"> {
  const path = rest
    .replace(/^(?:-a|--append)\s+/, "")
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2");
  return { kind: writtenKind(path) ?? "text", path: path === "" ? null : path };
}
