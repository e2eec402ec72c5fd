import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

type Bytes =
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  | { readonly kind: "too-large" }
  | { readonly kind: "not-a-file" };

/**
 * Reads a regular file of at most `cap` bytes; the system's errors are thrown. It is opened without waiting
 * (a FIFO would block) and its type is checked before it is read. Both its size and the bytes read count against the cap,
 * because a file may grow while it is read, and files under /proc report no size.
 */
export function readBytes(path: string, cap: number, options: { readonly follow: boolean }): Bytes {
  const file = openSync(path, openFlags(options.follow));
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return { kind: "not-a-file" };
    if (stat.size > cap) return { kind: "too-large" };
    let buffer = Buffer.allocUnsafe(stat.size + 1);
    let length = 0;
    for (;;) {
      const count = readSync(file, buffer, length, buffer.length - length, null);
      if (count === 0) return { kind: "bytes", bytes: buffer.subarray(0, length) };
      length += count;
      if (length > cap) return { kind: "too-large" };
      if (length === buffer.length) {
        const larger = Buffer.allocUnsafe(Math.min(2 * length + 4096, cap + 1));
        buffer.copy(larger);
        buffer = larger;
      }
    }
  } finally {
    closeSync(file);
  }
}

/** On Windows all but the first are undefined, which counts as 0. */
function openFlags(follow: boolean): number {
  const { O_RDONLY, O_NONBLOCK, O_NOCTTY, O_NOFOLLOW } = constants;
  return O_RDONLY | O_NONBLOCK | O_NOCTTY | (follow ? 0 : O_NOFOLLOW);
}
