import { errorCode } from "./error-code.ts";
import { readBytes } from "./read-bytes.ts";

/**
 * Reads a file of at most `cap` bytes, links followed; null if there is none.
 * @throws Error with a clause, or the system's error
 */
export function readIfExists(path: string, cap: number): Buffer | null {
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

/** Whether an error of the system says that a path leads nowhere. */
export function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "");
}
