import { createHash } from "node:crypto";
import { isDigest } from "../../domain/image/distribution-grammar.ts";

/** The SHA-256 digest of content, the kind that registries use by default. */
export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Whether a digest, of any supported algorithm, is that of these bytes. */
export function isDigestOf(digest: string, bytes: Buffer): boolean {
  if (!isDigest(digest)) return false;
  const [algorithm = ""] = digest.split(":", 1);
  return digest === `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
}
