import type { StageImages } from "../../src/domain/build/built-on.ts";
import type {
  EnrichedBuild,
  EnrichedImage,
  EnrichedStage,
} from "../../src/domain/build/enriched-build.ts";
import {
  baseImageOf,
  isInferenceImage,
  referenceText,
  stageLabel,
  subjectIn,
} from "../../src/domain/build/inference-images.ts";
import {
  isInvalidUser,
  isOutOfRangeUser,
  isRootUser,
  nameOfUser,
} from "../../src/domain/build/user.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { unresolvedPart } from "../../src/shell/unresolved.ts";
import { stageImages, targetQuestions } from "../support/target.ts";
import { userFix } from "../support/user-fix.ts";
import { otherTargetQuestions } from "./other-targets.ts";
import { argumentFix } from "./argument-fix.ts";
import { envAnswer } from "./image-env.ts";
import { anotherUser, ownUser, remedy, usersOf } from "./image-user.ts";
import { argumentToRepeat, emptyMessage, messages } from "./messages.ts";
import { wayToImage } from "./related.ts";
import { userQuestions } from "./questions.ts";
import { runsOfFile } from "./runs.ts";
import page from "./README.md";

export const rule: Rule = defineRule({
  id: "root-user",
  since: "0.1.0",
  status: "stable",
  level: "error",
  precision: "high",
  securitySeverity: "7.5",
  tags: ["security", "docker", "external/cwe/cwe-250"],
  summary: "The image that is built on an azureml inference image runs as root.",
  page,
  messages,
  options: {},
  optionKinds: {},
  looseMatch: "file",
  queries: ["user"],
  *check(build, context): Iterable<RuleFinding | Unresolved> {
    yield* runsOfFile(build, context);
    const target = build.target === null ? undefined : build.stages[build.target];
    yield* targetQuestions(target, context);
    if (!target) return;
    const images = stageImages(build, context);
    yield* userQuestions(build, target, images, context);
    yield* otherTargetQuestions(build, (stage) => findingOf(stage, build, images[stage.index]));
    const finding = findingOf(target, build, images[target.index]);
    if (!finding) return;
    const { related } = finding;
    yield { ...finding, related: [...related, ...wayToImage(build, target, images, related)] };
  },
});

/** The finding about a stage if it ships; null where it is not root or that is not known. */
function findingOf(
  stage: EnrichedStage,
  { globalArguments, isImageAlone = false }: EnrichedBuild,
  { certain, first }: StageImages = { first: stage, certain: null, open: null },
): RuleFinding | null {
  if (!certain) return null;
  return stage.user.kind === "explicit"
    ? explicit(stage, certain.image, baseImageOf(first.base), globalArguments)
    : inherited(stage, certain.image, first, isImageAlone);
}

function explicit(
  target: EnrichedStage,
  image: EnrichedImage,
  base: EnrichedImage | null,
  globalArguments: readonly string[],
): RuleFinding | null {
  const { user } = target;
  if (user.kind !== "explicit") return null;
  const env = envAnswer(user, base);
  // The value of what the image sets is not known, so it is not taken as empty.
  if (env === "set") return null;
  const { expansion, region } = user;
  const { text } = expansion;
  const stage = stageLabel(target);
  const name = nameOfUser(text);
  // With an invalid name nothing runs, which invalid-user reports.
  if (name.includes(unresolvedPart) || isInvalidUser(text)) return null;
  const isOutOfRange = isOutOfRangeUser(text);
  if (!isOutOfRange && !isRootUser(text)) return null;
  const argument = name === "" ? argumentToRepeat(user, globalArguments) : undefined;
  const message = isOutOfRange
    ? messages.number({ stage, user: text }, remedy(image))
    : name === ""
      ? emptyMessage({ user, stage, globalArguments, remedy: remedy(image) })
      : messages.stated({ stage, user: text }, remedy(image));
  return {
    message,
    confidence: isOutOfRange || env === "unknown" ? "medium" : "high",
    region,
    image: referenceText(image),
    subject: subjectIn(image, target),
    related: expansion.provenance,
    ...(user.stage === target.index ? {} : { ofStage: target.region }),
    evidence: [
      { fact: "user", value: text || '""', source: "the Dockerfile", asOf: null },
      ...(isInferenceImage(image) ? usersOf(image.facts) : []),
    ],
    ...(argument === undefined ? userFix(target, ownUser(image)) : argumentFix(user, argument)),
  };
}

/** No USER reaches the stage: the user is that of the image in its FROM, whatever else is copied to it. */
function inherited(
  target: EnrichedStage,
  image: EnrichedImage,
  { base }: EnrichedStage,
  isImageAlone: boolean,
): RuleFinding | null {
  const about = {
    region: target.region,
    image: referenceText(image),
    subject: subjectIn(image, target),
    related: [],
    ...userFix(target, ownUser(image)),
  } as const;
  const stage = stageLabel(target);
  if (base.kind === "scratch")
    return {
      ...{ ...about, confidence: "high", evidence: [] },
      message: messages.scratch({ stage }, remedy(image)),
    };
  const start = baseImageOf(base);
  const user = start?.facts?.defaultUser;
  if (!start?.facts || !user?.known || !isRootUser(user.value)) return null;
  const reference = referenceText(start);
  return {
    ...about,
    confidence: user.confidence,
    message: isImageAlone
      ? messages.alone({ reference, user: user.value }, anotherUser)
      : messages.inherited({ stage, reference, user: user.value }, remedy(image)),
    evidence: usersOf(start.facts),
  };
}
