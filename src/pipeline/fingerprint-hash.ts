import { createHash } from "node:crypto";

/** The first 128 bits of SHA-256, in hexadecimal. */
export function fingerprintHash(identity: string): string {
  return createHash("sha256").update(identity).digest("hex").slice(0, 32);
}
