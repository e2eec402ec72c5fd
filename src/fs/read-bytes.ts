import type { Stats } from "node:fs";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

type Bytes =
  | {
      readonly kind: "bytes";
      readonly bytes: Buffer;
      /** User id of the file's owner; 0 on Windows. */
      readonly owner: number;
    }
  | { readonly kind: "too-large" }
  | { readonly kind: "not-a-file" };

/**
 * Reads a regular file of at most `cap` bytes. Both the size of the file and the bytes read count, because a file may grow
 * while it is read, and files under /proc report no size.
 * @param options follow: whether a symbolic link is followed; space: what a smaller file is read into, so that its bytes are valid
 * only until the next file is
 * @throws the system's error, ELOOP for a link that is not followed
 */
export function readBytes(
  path: string | Buffer,
  cap: number,
  options: { readonly follow: boolean; readonly space?: Buffer },
): Bytes {
  return withFile(path, options, (file, stat): Bytes => {
    if (!stat.isFile()) return { kind: "not-a-file" };
    if (stat.size > cap) return { kind: "too-large" };
    const { space } = options;
    let buffer = space && stat.size < space.length ? space : Buffer.allocUnsafe(stat.size + 1);
    let length = 0;
    for (;;) {
      const count = readSync(file, buffer, length, buffer.length - length, null);
      if (count === 0) return { kind: "bytes", bytes: buffer.subarray(0, length), owner: stat.uid };
      length += count;
      if (length > cap) return { kind: "too-large" };
      if (length === buffer.length) {
        const larger = Buffer.allocUnsafe(Math.min(2 * length + 4096, cap + 1));
        buffer.copy(larger);
        buffer = larger;
      }
    }
  });
}

/**
 * Reads the first bytes of a regular file, fewer where it is shorter; null for what is not a regular file.
 * @throws as `readBytes`
 */
export function readStart(
  path: string | Buffer,
  maxBytes: number,
  options: { readonly follow: boolean },
): Buffer | null {
  return withFile(path, options, (file, stat) => {
    if (!stat.isFile()) return null;
    const buffer = Buffer.allocUnsafe(maxBytes);
    let length = 0;
    for (let count = -1; count !== 0 && length < maxBytes; length += count)
      count = readSync(file, buffer, length, maxBytes - length, null);
    return buffer.subarray(0, length);
  });
}

const chunkSize = 1024 * 1024;

/**
 * The bytes of a regular file of any size in pieces, which are only valid until the next one; a symbolic link is followed.
 * Nothing for what is not a regular file. @throws as `readBytes`
 */
export function* readChunks(path: string): Generator<Buffer> {
  const file = openSync(path, openFlags(true));
  try {
    if (!fstatSync(file).isFile()) return;
    const buffer = Buffer.allocUnsafe(chunkSize);
    for (;;) {
      const count = readSync(file, buffer, 0, chunkSize, null);
      if (count === 0) return;
      yield buffer.subarray(0, count);
    }
  } finally {
    closeSync(file);
  }
}

/** Opens a path without waiting for it, as a FIFO would make a reader wait, and closes it after the work. */
function withFile<T>(
  path: string | Buffer,
  { follow }: { readonly follow: boolean },
  work: (file: number, stat: Stats) => T,
): T {
  const file = openSync(path, openFlags(follow));
  try {
    return work(file, fstatSync(file));
  } finally {
    closeSync(file);
  }
}

function openFlags(follow: boolean): number {
  // On Windows all flags but the first are undefined, which counts as 0.
  const { O_RDONLY, O_NONBLOCK, O_NOCTTY, O_NOFOLLOW } = constants;
  return O_RDONLY | O_NONBLOCK | O_NOCTTY | (follow ? 0 : O_NOFOLLOW);
}
