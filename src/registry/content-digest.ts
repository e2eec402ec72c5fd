import { createHash } from "node:crypto";
import { isDigest } from "./names.ts";

/** The digest that a registry gives to these bytes unless it is asked for another kind. */
export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Whether a digest is that of these bytes; one of a kind that cannot be checked is not. */
export function isDigestOf(digest: string, bytes: Buffer): boolean {
  if (!isDigest(digest)) return false;
  const algorithm = digest.startsWith("sha512:") ? "sha512" : "sha256";
  return digest === `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
}
