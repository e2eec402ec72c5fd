import type { Hash } from "node:crypto";
import { createHash } from "node:crypto";

/** How a repository names objects (`extensions.objectformat`): with 40 or 64 hexadecimal digits. */
export type ObjectFormat = "sha1" | "sha256";

/** The digits of an object's name. */
export const idLengths: Readonly<Record<ObjectFormat, number>> = { sha1: 40, sha256: 64 };

/**
 * The name that git gives a blob. A file that git changes on checkout (CRLF, a filter) has other bytes than its blob, so that it
 * counts as changed.
 */
export function blobId(format: ObjectFormat, bytes: Uint8Array): string {
  return blobHash(format, bytes.length).update(bytes).digest("hex");
}

/** As `blobId`, of bytes that are passed in pieces. @param size of all of them */
export function blobHash(format: ObjectFormat, size: number): Hash {
  return createHash(format).update(`blob ${size}\0`);
}
