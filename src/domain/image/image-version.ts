import type { ImageReference } from "./image-reference.ts";

/** Which version of a repository a reference names. Facts differ by version. */
export interface ImageVersion {
  /** `latest` for what moves: no tag, a template. Null for a digest alone, and where a build argument in the tag has no value. */
  readonly tag: string | null;
  readonly digest: string | null;
}

/** The version that a tag which moves names at the moment. */
export const latestVersion: ImageVersion = { tag: "latest", digest: null };

export function versionOf({
  tag,
  digest,
  templated,
  tagUnresolved,
}: Pick<ImageReference, "tag" | "digest" | "templated" | "tagUnresolved">): ImageVersion {
  if (templated) return latestVersion;
  return tagUnresolved ? { tag: null, digest: null } : { tag, digest };
}
