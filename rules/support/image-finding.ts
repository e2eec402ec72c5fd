import type { EnrichedBuild, EnrichedImage } from "../../src/domain/build/enriched-build.ts";
import { referenceText, subjectOf } from "../../src/domain/build/inference-images.ts";
import { evidence } from "../../src/domain/rule/evidence.ts";
import type { Evidence, FixOrReason, RuleFinding } from "../../src/domain/rule/finding.ts";
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

/** The same with evidence, and with what the advice that is given adds to it. */
export function aboutAdvised(
  build: EnrichedBuild,
  image: EnrichedImage,
  evidence: RuleFinding["evidence"],
  advised: Advice,
): ReturnType<typeof aboutImage> & Pick<RuleFinding, "evidence"> {
  const about = aboutImage(build, image);
  return {
    ...about,
    related: [...about.related, ...condaLocations(build, image, advised.conda)],
    evidence: [...evidence, ...advised.evidence, ...environmentEvidence(image)],
  };
}

/** What says that an environment is the image. */
function environmentEvidence({ environment, facts }: EnrichedImage): readonly Evidence[] {
  if (!environment || !facts?.environment) return [];
  return [
    evidence(`image of environment ${environment.name}`, facts.repository, facts.environment),
  ];
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
  const about = advised
    ? aboutAdvised(build, image, evidence, advised)
    : { ...aboutImage(build, image), evidence };
  return { ...{ message, confidence, ...about }, ...fixing };
}
