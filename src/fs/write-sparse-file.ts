import { closeSync, ftruncateSync, openSync } from "node:fs";

/**
 * Writes a file of a size that takes no space, for what is too large to be read.
 * @param size in bytes
 * @throws the system's error, EEXIST if there is one
 */
export function writeSparseFile(path: string | Buffer, size: number): void {
  const file = openSync(path, "wx", 0o600);
  try {
    ftruncateSync(file, size);
  } finally {
    closeSync(file);
  }
}
