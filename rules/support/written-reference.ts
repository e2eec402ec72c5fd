import { checkedReading } from "../../src/domain/build/build.ts";
import type { ImageReference } from "../../src/domain/image/image-reference.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";

/** The reference of an image, its unknown parts shown as such; null where even its name is unknown or invalid. */
export function referenceOf(image: InferenceImage): ImageReference | null {
  const { reading } = checkedReading(image);
  return reading.kind === "reference" ? reading.reference : null;
}

/** Registry and repository, as written. */
export function nameOf({
  text,
  ...tail
}: Pick<ImageReference, "text" | "tag" | "tagWritten" | "digest">): string {
  return text.slice(0, text.length - tailOf(tail).length);
}

/** Tag and digest, as written. */
export function tailOf({
  tag,
  tagWritten,
  digest,
}: Pick<ImageReference, "tag" | "tagWritten" | "digest">): string {
  return `${tagWritten ? `:${tag ?? ""}` : ""}${digest === null ? "" : `@${digest}`}`;
}
