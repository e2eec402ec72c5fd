import type { EnrichedBuild, EnrichedImage } from "../../src/domain/build/enriched-build.ts";
import { referenceText, subjectOf } from "../../src/domain/build/inference-images.ts";
import type { FixOrReason, RuleFinding } from "../../src/domain/rule/finding.ts";
import { notWanted } from "../../src/domain/rule/finding.ts";
import type { Advice } from "./advice/advice.ts";
import { condaLocations } from "./advice/conda-lines.ts";

/** What findings and questions about an image share. */
export function aboutImage(
  build: EnrichedBuild,
  image: EnrichedImage,
): Pick<RuleFinding, "region" | "subject" | "related"> & { readonly image: string } {
  return {
    region: image.region,
    image: referenceText(image),
    subject: subjectOf(build, image),
    related: image.expansion.provenance,
  };
}

/** What findings and questions about an image take from the advice that they give. */
export function adviceOn(
  build: EnrichedBuild,
  image: EnrichedImage,
  { evidence, conda }: Advice,
): Pick<RuleFinding, "evidence" | "related"> {
  return { evidence, related: condaLocations(build, image, conda) };
}

/**
 * A finding about an image, at its token. Confidence is high and there is no fix by default.
 * @param advised what its remedy is from
 */
export function imageFinding(
  build: EnrichedBuild,
  image: EnrichedImage,
  {
    message,
    evidence,
    confidence = "high",
    advised,
    fixing = notWanted,
  }: Pick<RuleFinding, "message" | "evidence"> &
    Partial<Pick<RuleFinding, "confidence">> & {
      readonly advised?: Advice;
      readonly fixing?: FixOrReason;
    },
): RuleFinding {
  const about = aboutImage(build, image);
  const more = advised ? adviceOn(build, image, advised) : { evidence: [], related: [] };
  return {
    ...{ message, confidence, ...about },
    related: [...about.related, ...more.related],
    evidence: [...evidence, ...more.evidence],
    ...fixing,
  };
}
