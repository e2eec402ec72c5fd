import type { RelatedLocation } from "../../src/domain/build/build.ts";
import type {
  EnrichedBuild,
  EnrichedImage,
  EnrichedStage,
} from "../../src/domain/build/enriched-build.ts";
import { referenceText, stageLabel } from "../../src/domain/build/inference-images.ts";

/** A chain of thousands of stages is not shown to its end. */
const maxStages = 8;

/** The stages between the target and the image, or the image itself where its stage sets the user. */
export function stagesOnTheWay(
  build: EnrichedBuild,
  stages: readonly EnrichedStage[],
  image: EnrichedImage,
): readonly RelatedLocation[] {
  const [target, ...parents] = stages;
  if (parents.length > 0)
    return parents.slice(0, maxStages).map((stage) => ({
      message: `stage ${stageLabel(stage)}, which the target is built on`,
      region: stage.region,
    }));
  const isPlaceOfFinding = build.stages[image.stage] === target && target?.user.kind !== "explicit";
  return isPlaceOfFinding
    ? []
    : [{ message: `the base image ${referenceText(image)}`, region: image.region }];
}
