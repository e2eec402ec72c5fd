import type { SourceFile } from "../domain/build/source-file.ts";
import type { DiscoveredFile } from "./discovered-file.ts";
import { errorCode } from "../fs/error-code.ts";
import { specialFile, unreadable, vanished } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { readBytes } from "../fs/read-bytes.ts";
import { capOf, sourceOf } from "./source-text.ts";

/** ELOOP: the file has become a symbolic link, which discovery does not follow. */
const goneCodes: readonly (string | null)[] = ["ENOENT", "ENOTDIR", "ELOOP"];

/** The absolute path of what is read: of a followed link its target. */
export function sourcePath({ absolute, link }: Pick<DiscoveredFile, "absolute" | "link">): string {
  return link?.target ?? absolute;
}

/** Reads a discovered file, which can have changed since its directory was listed. */
export function readSource(file: Omit<DiscoveredFile, "folder">): SourceFile | Problem {
  const { path, kind, named, link } = file;
  try {
    const read = readBytes(sourcePath(file), capOf(kind), { follow: named && !link });
    if (read.kind === "not-a-file") return specialFile(path, named);
    if (read.kind === "too-large") return { kind: "unread", path, why: "size", text: null };
    return sourceOf(path, read.bytes, capOf(kind));
  } catch (error) {
    return !named && goneCodes.includes(errorCode(error))
      ? vanished(path)
      : unreadable(path, error);
  }
}

/**
 * The bytes of a discovered file; null where it cannot be read, or is larger than files of its kind are read.
 * @param space as of `readBytes`
 */
export function readSourceBytes(
  file: Omit<DiscoveredFile, "folder">,
  space: Buffer,
): Buffer | null {
  try {
    const read = readBytes(sourcePath(file), capOf(file.kind), {
      follow: file.named && !file.link,
      space,
    });
    return read.kind === "bytes" ? read.bytes : null;
  } catch {
    return null;
  }
}
