import type { EnrichedImage, EnrichedStage } from "../../src/domain/build/enriched-build.ts";
import {
  isInferenceImage,
  referenceText,
  stageLabel,
  targetLineage,
} from "../../src/domain/build/inference-images.ts";
import { evidenceOf } from "../../src/domain/rule/evidence.ts";
import { isRootUser } from "../../src/domain/build/user.ts";
import { valueOf } from "../../src/domain/image/known.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import type { Remedy } from "../../src/domain/rule/message.ts";
import { advice, defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { unresolvedPart } from "../../src/shell/unresolved.ts";
import { fileStart } from "../../src/domain/build/region.ts";
import { inconclusive } from "../support/questions.ts";
import { userFix } from "../support/user-fix.ts";
import { stagesOnTheWay } from "./related.ts";
import { userQuestions } from "./questions.ts";
import page from "./README.md";

const short = (): string => "the image runs as root";

const messages = {
  stated: defineMessage(
    "stated",
    ["stage", "user"],
    short,
    ({ stage, user }) => `The image runs as root: the user of stage ${stage} is '${user}'.`,
  ),
  empty: defineMessage(
    "empty",
    ["stage", "written"],
    short,
    ({ stage, written }) =>
      `The image runs as root: USER '${written}' of stage ${stage} names no user, which means root.`,
  ),
  inherited: defineMessage(
    "inherited",
    ["stage", "reference", "user"],
    short,
    ({ stage, reference, user }) =>
      `The image runs as root: stage ${stage} has no USER, and '${reference}' starts as '${user}'.`,
  ),
};

export const rule: Rule = defineRule({
  id: "root-user",
  level: "error",
  precision: "high",
  securitySeverity: "7.5",
  tags: ["security", "docker"],
  summary: "The image that is built on an azureml inference image runs as root.",
  page,
  messages,
  options: {},
  optionKinds: {},
  queries: ["user"],
  *check(build, context): Iterable<RuleFinding | Unresolved> {
    const stages = targetLineage(build);
    const [target, baseStage] = [stages[0], stages.at(-1)];
    if (context.isTargetChosen)
      yield inconclusive(
        { region: target?.region ?? fileStart, canonical: null },
        { dependsOnRun: false, scope: "file" },
      );
    if (!target || !baseStage) return;
    yield* userQuestions(target, baseStage, context);
    const image = baseImage(baseStage);
    if (image?.inference !== "yes") return;
    const finding =
      target.user.kind === "explicit" ? explicit(target, image) : inherited(target, image);
    if (!finding) return;
    const user = ownUser(image);
    yield {
      ...finding,
      related: [...finding.related, ...stagesOnTheWay(build, stages, image)],
      fix: user === null ? null : userFix(target, user),
    };
  },
});

function baseImage({ base }: EnrichedStage): EnrichedImage | null {
  return base.kind === "image" || base.kind === "unresolved" ? base.image : null;
}

function explicit(target: EnrichedStage, image: EnrichedImage): RuleFinding | null {
  const { user } = target;
  if (user.kind !== "explicit") return null;
  const { expansion, region, written } = user;
  const stage = stageLabel(target);
  const [name = ""] = expansion.text.split(":", 1);
  if (name.includes(unresolvedPart) || !isRootUser(expansion.text)) return null;
  return {
    message:
      name === ""
        ? messages.empty({ stage, written }, remedy(image))
        : messages.stated({ stage, user: expansion.text }, remedy(image)),
    // A variable that nothing in the file sets can still be set by the base image's ENV.
    confidence: expansion.undeclared.length > 0 ? "medium" : "high",
    region,
    image: referenceText(image),
    subject: subjectOf(image, target),
    related: expansion.provenance,
    evidence: [
      { fact: "user", value: expansion.text || '""', source: "the Dockerfile", asOf: null },
      ...(isInferenceImage(image)
        ? evidenceOf("default user of the image", image.facts.defaultUser)
        : []),
    ],
    fix: null,
  };
}

function inherited(target: EnrichedStage, image: EnrichedImage): RuleFinding | null {
  if (!isInferenceImage(image)) return null;
  const user = valueOf(image.facts.defaultUser);
  if (user === null || !isRootUser(user)) return null;
  const reference = referenceText(image);
  return {
    message: messages.inherited({ stage: stageLabel(target), reference, user }, remedy(image)),
    confidence: "high",
    region: target.region,
    image: reference,
    subject: subjectOf(image, target),
    related: [],
    evidence: evidenceOf("default user of the image", image.facts.defaultUser),
    fix: null,
  };
}

function subjectOf(image: EnrichedImage, target: EnrichedStage): string {
  return `${image.canonical ?? image.written}|${stageLabel(target)}`;
}

/** The user of the image, if it is known and not root. */
function ownUser({ facts }: EnrichedImage): string | null {
  const user = facts ? valueOf(facts.defaultUser) : null;
  return user !== null && !isRootUser(user) ? user : null;
}

function remedy(image: EnrichedImage): Remedy {
  const user = ownUser(image);
  return user === null
    ? advice("Create a user and end the stage with USER and its name")
    : {
        text: `End the stage with USER ${user}, the image's default user.`,
        action: `USER ${user} at the end of the stage`,
        detail: null,
      };
}
