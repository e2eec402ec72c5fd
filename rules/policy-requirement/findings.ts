import { checkedReading } from "../../src/domain/build/build.ts";
import type { EnrichedBuild, EnrichedImage } from "../../src/domain/build/enriched-build.ts";
import { imageText } from "../../src/domain/build/inference-images.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { advice, sentenceCase } from "../../src/domain/rule/message.ts";
import type { Requirement } from "../../src/domain/rule/requirement.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import type { ImageQuestion } from "../../src/domain/rule/unresolved.ts";
import { joinList } from "../../src/text/list.ts";
import { imageFinding } from "../support/image-finding.ts";
import { imageQuestion, unknownFact, unknownText } from "../support/questions.ts";
import { digestFix } from "./digest-fix.ts";
import { aboutRequirement, messages } from "./messages.ts";
import type { Unknown, Violated } from "./verdict.ts";

/** An image that does not have what is demanded. */
export function violation(
  build: EnrichedBuild,
  image: EnrichedImage,
  requirement: Requirement,
  { message, action, evidence, confidence, wantsDigest }: Violated,
  context: RuleContext,
): RuleFinding {
  const about = aboutRequirement(requirement);
  return imageFinding(build, image, {
    message: message(about, imageText(image), advice(action)),
    evidence: [
      { fact: "requirement", value: requirement.name, source: "require", asOf: null },
      ...evidence,
    ],
    confidence,
    ...(wantsDigest ? { fixing: digestFix(build, image, context) } : {}),
  });
}

/** An image of which the file leaves open whether it has what is demanded. */
export function openFinding(
  build: EnrichedBuild,
  image: EnrichedImage,
  requirement: Requirement,
  open: readonly string[],
): RuleFinding {
  const { text, unresolved } = checkedReading(image).expansion;
  const { reason, decidedBy } = unknownText(text, unresolved, image.via);
  const values = {
    about: aboutRequirement(requirement),
    reference: imageText(image),
    what: joinList([...new Set(open)]),
    why: reason,
  };
  return imageFinding(build, image, {
    message: messages.open(values, advice(sentenceCase(decidedBy))),
    evidence: [{ fact: "requirement", value: requirement.name, source: "require", asOf: null }],
  });
}

/** An image of which a demanded fact is unknown. */
export function factQuestion(
  build: EnrichedBuild,
  image: EnrichedImage,
  { name, unknown: level }: Requirement,
  { fact, why, required }: Unknown,
): ImageQuestion {
  const question = imageQuestion(build, image, {
    unknown: "fact",
    reason: fact,
    because: null,
    decidedBy: `use an image whose ${fact} is known: requirement ${name} demands ${required}`,
    evidence: [unknownFact(fact, why)],
  });
  return { ...question, level };
}
