import { createHash } from "node:crypto";
import { isDigest } from "../../domain/image/distribution-grammar.ts";

/** The digest that a registry gives to these bytes unless it is asked for another kind. */
export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Whether a digest is that of these bytes. */
export function isDigestOf(digest: string, bytes: Buffer): boolean {
  if (!isDigest(digest)) return false;
  const [algorithm = ""] = digest.split(":", 1);
  return digest === `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
}
