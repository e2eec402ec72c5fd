import type { RelatedLocation } from "../../src/domain/build/build.ts";
import type { StageImages } from "../../src/domain/build/built-on.ts";
import { wayTo } from "../../src/domain/build/built-on.ts";
import type { EnrichedBuild, EnrichedStage } from "../../src/domain/build/enriched-build.ts";
import { baseImageOf, referenceText, stageLabel } from "../../src/domain/build/inference-images.ts";
import { regionKey } from "../../src/domain/build/region.ts";

/**
 * The stages and copies between the target and the image, and the target where its user is not the image's, or the image itself where its stage sets the user; then where the name
 * of the image comes from.
 * @param before locations that the finding has already
 */
export function wayToImage(
  build: EnrichedBuild,
  target: EnrichedStage,
  images: readonly StageImages[],
  before: readonly RelatedLocation[],
): readonly RelatedLocation[] {
  const known = new Set(before.map(({ region }) => regionKey(region)));
  const values = images[target.index]?.certain?.image.expansion.provenance ?? [];
  const all = [...stepsToImage(build, target, images), ...values];
  return all.filter(({ region }) => !known.has(regionKey(region)));
}

function stepsToImage(
  build: EnrichedBuild,
  target: EnrichedStage,
  images: readonly StageImages[],
): readonly RelatedLocation[] {
  const way = wayTo(build, images, target.index, "certain");
  if (target.user.kind !== "explicit") return way;
  if (way.length > 0)
    return [...way, { message: `stage ${stageLabel(target)}, the target`, region: target.region }];
  const image = baseImageOf(target.base);
  return image ? [{ message: `the base image ${referenceText(image)}`, region: image.region }] : [];
}
