import type { SourceFile } from "../domain/build/source-file.ts";
import type { DiscoveredFile } from "./discover.ts";
import { errorCode, specialFile, unreadable, vanished } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { readBytes } from "../fs/read-bytes.ts";
import { sourceCap, sourceOf } from "./source-text.ts";

/** ELOOP: what was a file is a link by now, and discovery follows none. */
const goneCodes: readonly (string | null)[] = ["ENOENT", "ENOTDIR", "ELOOP"];

/** Opens a file that was discovered. The world may have changed since. */
export function readSource({ path, absolute, named }: DiscoveredFile): SourceFile | Problem {
  try {
    const read = readBytes(absolute, sourceCap, { follow: named });
    if (read.kind === "not-a-file") return specialFile(path, named);
    if (read.kind === "too-large") return { kind: "unread", path, why: "size", text: null };
    return sourceOf(path, read.bytes);
  } catch (error) {
    return !named && goneCodes.includes(errorCode(error))
      ? vanished(path)
      : unreadable(path, error);
  }
}
