import type { RelatedLocation } from "../../src/domain/build/build.ts";
import type { StageImages } from "../../src/domain/build/built-on.ts";
import { wayTo } from "../../src/domain/build/built-on.ts";
import type { EnrichedBuild, EnrichedStage } from "../../src/domain/build/enriched-build.ts";
import { baseImageOf, referenceText } from "../../src/domain/build/inference-images.ts";

/** The stages and copies between the target and the image, or the image itself where its stage sets the user. */
export function wayToImage(
  build: EnrichedBuild,
  target: EnrichedStage,
  images: readonly StageImages[],
): readonly RelatedLocation[] {
  const way = wayTo(build, images, target.index, "certain");
  if (way.length > 0 || target.user.kind !== "explicit") return way;
  const image = baseImageOf(target.base);
  return image ? [{ message: `the base image ${referenceText(image)}`, region: image.region }] : [];
}
