import type { ExplicitUser } from "../../src/domain/build/build.ts";
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
import type { Message, Remedy } from "../../src/domain/rule/message.ts";
import { advice, defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { unresolvedPart } from "../../src/shell/unresolved.ts";
import { fileStart } from "../../src/domain/build/region.ts";
import { joinList } from "../../src/text/list.ts";
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
  unset: defineMessage(
    "unset",
    ["stage", "written", "names"],
    short,
    ({ stage, written, names }) =>
      `The image runs as root: USER '${written}' of stage ${stage} names no user, since no ENV of the name ${names} is known.`,
  ),
  global: defineMessage(
    "global",
    ["stage", "written", "names"],
    short,
    ({ stage, written, names }) =>
      `The image runs as root: USER '${written}' of stage ${stage} names no user, since ARG ${names} before the first FROM is not set in a stage.`,
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
      target.user.kind === "explicit"
        ? explicit(target, image, build.globalArguments)
        : inherited(target, image);
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

function explicit(
  target: EnrichedStage,
  image: EnrichedImage,
  globalArguments: readonly string[],
): RuleFinding | null {
  const { user } = target;
  if (user.kind !== "explicit") return null;
  const { expansion, region } = user;
  const stage = stageLabel(target);
  const [name = ""] = expansion.text.split(":", 1);
  if (name.includes(unresolvedPart) || !isRootUser(expansion.text)) return null;
  return {
    message:
      name === ""
        ? emptyMessage(user, stage, image, globalArguments)
        : messages.stated({ stage, user: expansion.text }, remedy(image)),
    confidence: user.withImageEnv ? "medium" : "high",
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

/** Why a user is empty: a variable is not set in the stage, or the text itself is. */
function emptyMessage(
  { withImageEnv, expansion, written }: ExplicitUser,
  stage: string,
  image: EnrichedImage,
  globalArguments: readonly string[],
): Message {
  if (!withImageEnv) return messages.empty({ stage, written }, remedy(image));
  const unset = expansion.undeclared.filter((name) => !expansion.omitted.includes(name));
  const [global] = unset.filter((name) => globalArguments.includes(name));
  if (global !== undefined) {
    const repeat = advice(`Repeat ARG ${global} in the stage, above this USER`);
    return messages.global({ stage, written, names: global }, repeat);
  }
  const names = joinList(unset, "or");
  return unset.length === 0
    ? messages.empty({ stage, written }, remedy(image))
    : messages.unset({ stage, written, names }, remedy(image));
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
