import { createHash } from "node:crypto";

/** The first 128 bits of SHA-256, in hexadecimal. */
export function fingerprintHash(identity: string): string {
  return sha256(identity).slice(0, 32);
}

/** Of a text as UTF-8, in hexadecimal. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
