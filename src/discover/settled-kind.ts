import type { FileKind } from "../domain/build/file-kind.ts";
import { errorCode } from "../fs/error-code.ts";
import { readBytes } from "../fs/read-bytes.ts";
import { mayNameImage } from "./byte-test.ts";
import type { FsPath } from "./fs-path.ts";
import type { Candidate, Search } from "./search.ts";
import { isDockerfile } from "./sniff.ts";
import { capOf } from "./source-text.ts";

/**
 * The kind of a candidate, for which its name or its text counts; null for one that discovery does not take.
 * @param path of the file, for a link that of its target
 */
export async function settledKind(
  { taken, folder }: Candidate,
  path: FsPath,
  search: Search,
): Promise<FileKind | null> {
  if (taken === null) return null;
  const { by, kind } = taken;
  const images = await search.imagesOf(folder);
  const mayMatter = (bytes: Buffer): boolean => mayNameImage(bytes, images);
  const ofName = (): FileKind | null =>
    typeof path === "string" ||
    kind === null ||
    kind === "dockerfile" ||
    bytesMayMatter(path, kind, mayMatter)
      ? kind
      : null;
  if (by === "name") return ofName();
  const { isDockerfileText } = search;
  const answer = await isDockerfile(path, search.show(path), {
    isDockerfileText,
    ...(by === "mention" ? { mayMatter } : {}),
  });
  if (typeof answer === "boolean") return answer ? "dockerfile" : ofName();
  // Nothing says that a file of any other name had to be checked.
  if (by === "text") search.report(answer);
  else if (answer.fatal) search.report({ ...answer, fatal: false });
  return null;
}

/** Whether a file whose name is not valid UTF-8 has to be read: as far as is known, if that cannot be seen. */
function bytesMayMatter(
  path: FsPath,
  kind: FileKind,
  mayMatter: (bytes: Buffer) => boolean,
): boolean {
  try {
    const read = readBytes(path, capOf(kind), { follow: false });
    return read.kind === "too-large" || (read.kind === "bytes" && mayMatter(read.bytes));
  } catch (error) {
    return !["ENOENT", "ENOTDIR", "ELOOP"].includes(errorCode(error) ?? "");
  }
}
