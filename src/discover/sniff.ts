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

interface SniffOptions {
  readonly isDockerfileText: IsDockerfileText;
  /** Whether a text of these bytes matters at all; all do by default. */
  readonly mayMatter?: (bytes: Buffer) => boolean;
  /** Passed by the user: a link is followed, and the file must be there. */
  readonly named?: boolean;
}

/**
 * Whether a file that is not named like a Dockerfile is one.
 * @param shown the path that a problem shows
 */
export async function isDockerfile(
  path: FsPath,
  shown: string,
  { isDockerfileText, mayMatter = () => true, named = false }: SniffOptions,
): Promise<boolean | Problem> {
  try {
    const read = readBytes(path, sourceCap, { follow: named });
    if (read.kind === "not-a-file") return vanished(shown);
    const isWhole = read.kind === "bytes";
    const bytes = isWhole ? read.bytes : readStart(path, sourceCap, { follow: named });
    if (bytes === null || !mayMatter(bytes)) return false;
    const source = sourceOf(shown, bytes);
    // What it stands for may be one: whoever opens it says that it was not read.
    if (source.kind === "lfs-pointer") return true;
    const { text } = source;
    return text !== null && (await isDockerfileText(text, isWhole));
  } catch (error) {
    return !named && ["ENOENT", "ENOTDIR", "ELOOP"].includes(errorCode(error) ?? "")
      ? vanished(shown)
      : unreadable(shown, error);
  }
}
