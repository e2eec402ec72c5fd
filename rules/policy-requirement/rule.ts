import { checkedReading } from "../../src/domain/build/build.ts";
import type { EnrichedBuild, EnrichedImage } from "../../src/domain/build/enriched-build.ts";
import { matchReading } from "../../src/domain/image/required-images.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import type { Requirement } from "../../src/domain/rule/requirement.ts";
import { requirementId } from "../../src/domain/rule/requirement.ts";
import type { Query, Rule, RuleContext } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { dependsOnBuildArgs, inconclusive } from "../support/questions.ts";
import { factQuestion, openFinding, violation } from "./findings.ts";
import { factVerdicts } from "./facts.ts";
import { frontendImage } from "./frontend-image.ts";
import { messages } from "./messages.ts";
import { nameVerdicts } from "./names.ts";
import { tagVerdict } from "./tag.ts";
import pageOfAll from "./README.md";

/** The page of every requirement. */
export const page: () => string = pageOfAll;

/** The rule that an entry of `require` is. */
export function requirementRule(requirement: Requirement): Rule {
  const { name, level, allow, until, support, os, python, cuda } = requirement;
  const demandsFacts = [support, os, python, cuda].some((demanded) => demanded !== null);
  return defineRule({
    id: requirementId(name),
    level,
    since: "0.1.0",
    status: "stable",
    precision: "very-high",
    securitySeverity: null,
    tags: ["docker", "policy"],
    summary: `An image does not meet the requirement ${name}.`,
    page,
    messages,
    options: {},
    optionKinds: {},
    // What is said to be a copy of an allowed image is allowed.
    ...(allow === null ? {} : { sharedSettings: ["images.mirrors"] }),
    queries: queriesOf(requirement),
    ...(demandsFacts ? { hasLeveledQuestions: true } : {}),
    ...(until === null ? {} : { until }),
    *check(build, context): Iterable<RuleFinding | Unresolved> {
      if (until !== null && context.asOf > until) return;
      for (const image of build.images) yield* checkImage(build, image, requirement, context);
      const frontend = frontendImage(build, context.images);
      if (frontend) yield* checkNames(build, frontend, requirement, context);
    },
  });
}

function queriesOf({ os, tag }: Requirement): readonly Query[] {
  return [
    ...(os === null ? [] : ["os" as const]),
    ...(tag === "digest" ? ["digest" as const] : []),
  ];
}

function* checkImage(
  build: EnrichedBuild,
  image: EnrichedImage,
  requirement: Requirement,
  context: RuleContext,
): Iterable<RuleFinding | Unresolved> {
  // Another run may pass another build argument, or none.
  if (dependsOnBuildArgs(image)) yield inconclusive(image, { dependsOnRun: true });
  yield* checkNames(build, image, requirement, context);
  const { reading } = checkedReading(image);
  const match = matchReading(reading, requirement.images, context.images);
  if (match === "no") return;
  for (const verdict of factVerdicts(image, match, requirement))
    if (verdict.kind === "violated") yield violation(build, image, requirement, verdict, context);
    else yield factQuestion(build, image, requirement, verdict);
}

/** What the reference itself shows. */
function* checkNames(
  build: EnrichedBuild,
  image: EnrichedImage,
  requirement: Requirement,
  context: RuleContext,
): Iterable<RuleFinding | Unresolved> {
  const { reading } = checkedReading(image);
  const match = matchReading(reading, requirement.images, context.images);
  // What no value of the unknown parts can make a name is not built.
  const isRejected = reading.kind === "open" && (image.via === "copy" || image.via === "mount");
  if (match === "no" || isRejected) return;
  const verdicts = [
    ...nameVerdicts(reading, match, requirement, context.images),
    ...tagVerdict(image, match, requirement),
  ];
  for (const verdict of verdicts)
    if (verdict.kind === "violated") yield violation(build, image, requirement, verdict, context);
  const open = verdicts.flatMap((verdict) => (verdict.kind === "open" ? [verdict.what] : []));
  if (open.length > 0) yield openFinding(build, image, requirement, open);
}
