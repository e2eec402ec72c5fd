import { errorCode } from "./error-code.ts";
import { readBytes } from "./read-bytes.ts";

/**
 * The bytes of a regular file of at most `cap` bytes, symbolic links followed; null if there is none.
 * @throws Error with a clause, or the system's error
 */
export function readExisting(path: string, cap: number): Buffer | null {
  try {
    const read = readBytes(path, cap, { follow: true });
    if (read.kind === "bytes") return read.bytes;
    const why = read.kind === "too-large" ? `is larger than ${cap} bytes` : "is not a regular file";
    throw new Error(`it ${why}`);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Whether an error of the system says that there is nothing at a path. */
export function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "");
}
