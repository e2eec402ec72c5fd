import type { EnrichedBuild, EnrichedImage } from "../../src/domain/build/enriched-build.ts";
import { referenceText, subjectOf } from "../../src/domain/build/inference-images.ts";
import type { FixOrReason, RuleFinding } from "../../src/domain/rule/finding.ts";
import { notWanted } from "../../src/domain/rule/finding.ts";

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

/** A finding about an image, at its token. Confidence is high and there is no fix by default. */
export function imageFinding(
  build: EnrichedBuild,
  image: EnrichedImage,
  {
    message,
    evidence,
    confidence = "high",
    fixing = notWanted,
  }: Pick<RuleFinding, "message" | "evidence"> &
    Partial<Pick<RuleFinding, "confidence">> & { readonly fixing?: FixOrReason },
): RuleFinding {
  return { message, confidence, ...aboutImage(build, image), evidence, ...fixing };
}
