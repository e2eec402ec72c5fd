import { errorCode } from "../fs/error-code.ts";
import { readBytes, readStart } from "../fs/read-bytes.ts";
import type { FsPath } from "./fs-path.ts";
import { unreadable, vanished } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { sourceCap, sourceOf } from "./source-text.ts";

/**
 * Whether a text is a Dockerfile. The parser decides, which is another step, so the pipeline passes it.
 * @param isWhole false for the start of a longer text
 */
export type IsDockerfileText = (text: string, isWhole: boolean) => Promise<boolean>;

/**
 * Whether a file that is not named like a Dockerfile is one.
 * @param shown the path that a problem shows
 */
export async function isDockerfile(
  path: FsPath,
  shown: string,
  isDockerfileText: IsDockerfileText,
): Promise<boolean | Problem> {
  try {
    const read = readBytes(path, sourceCap, { follow: false });
    if (read.kind === "not-a-file") return vanished(shown);
    const isWhole = read.kind === "bytes";
    const bytes = isWhole ? read.bytes : readStart(path, sourceCap, { follow: false });
    const text = bytes === null ? null : sourceOf(shown, bytes).text;
    return text !== null && (await isDockerfileText(text, isWhole));
  } catch (error) {
    return ["ENOENT", "ENOTDIR", "ELOOP"].includes(errorCode(error) ?? "")
      ? vanished(shown)
      : unreadable(shown, error);
  }
}
