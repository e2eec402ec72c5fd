import type { ExplicitUser } from "../../src/domain/build/build.ts";
import type { StageImages } from "../../src/domain/build/built-on.ts";
import { imagesByStage } from "../../src/domain/build/built-on.ts";
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
} from "../../src/domain/build/inference-images.ts";
import { evidenceOf } from "../../src/domain/rule/evidence.ts";
import {
  isInvalidUser,
  isOutOfRangeUser,
  isRootUser,
  maxUserId,
} from "../../src/domain/build/user.ts";
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
import { otherTargetQuestions } from "./other-targets.ts";
import { wayToImage } from "./related.ts";
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
  scratch: defineMessage(
    "scratch",
    ["stage"],
    short,
    ({ stage }) =>
      `The image runs as root: stage ${stage} has no USER, and an image from scratch starts as root.`,
  ),
  number: defineMessage(
    "number",
    ["stage", "user"],
    () => "the image may run as root",
    ({ stage, user }) =>
      `The image may run as root: the user of stage ${stage} is '${user}', which is not between 0 and ${maxUserId}, and some runtimes take it as 0.`,
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
    const target = build.target === null ? undefined : build.stages[build.target];
    if (context.isTargetChosen)
      yield inconclusive(
        { region: target?.region ?? fileStart, canonical: null },
        { dependsOnRun: false, scope: "file" },
      );
    if (!target) return;
    const images = context.memo(build, "images by stage", () => imagesByStage(build));
    yield* userQuestions(build, target, images, context);
    yield* otherTargetQuestions(build, (stage) => findingOf(stage, build, images[stage.index]));
    const finding = findingOf(target, build, images[target.index]);
    const image = images[target.index]?.certain?.image;
    if (!finding || !image) return;
    const user = ownUser(image);
    yield {
      ...finding,
      related: [...finding.related, ...wayToImage(build, target, images)],
      fix: user === null ? null : userFix(target, user),
    };
  },
});

/** The finding about a stage if it ships; null where it is not root or that is not known. */
function findingOf(
  stage: EnrichedStage,
  { globalArguments }: EnrichedBuild,
  { certain, first }: StageImages = { first: stage, certain: null, open: null },
): RuleFinding | null {
  if (!certain) return null;
  return stage.user.kind === "explicit"
    ? explicit(stage, certain.image, globalArguments)
    : inherited(stage, certain.image, first);
}

function explicit(
  target: EnrichedStage,
  image: EnrichedImage,
  globalArguments: readonly string[],
): RuleFinding | null {
  const { user } = target;
  if (user.kind !== "explicit") return null;
  const { expansion, region } = user;
  const { text } = expansion;
  const stage = stageLabel(target);
  const [name = ""] = text.split(":", 1);
  // With an invalid name nothing runs, which invalid-user reports.
  if (name.includes(unresolvedPart) || isInvalidUser(text)) return null;
  const isOutOfRange = isOutOfRangeUser(text);
  if (!isOutOfRange && !isRootUser(text)) return null;
  const message = isOutOfRange
    ? messages.number({ stage, user: text }, remedy(image))
    : name === ""
      ? emptyMessage(user, stage, image, globalArguments)
      : messages.stated({ stage, user: text }, remedy(image));
  return {
    message,
    confidence: isOutOfRange || user.withImageEnv ? "medium" : "high",
    region,
    image: referenceText(image),
    subject: subjectOf(image, target),
    related: expansion.provenance,
    evidence: [
      { fact: "user", value: text || '""', source: "the Dockerfile", asOf: null },
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

/** No USER reaches the stage: the user is that of the image in its FROM, whatever else is copied to it. */
function inherited(
  target: EnrichedStage,
  image: EnrichedImage,
  { base }: EnrichedStage,
): RuleFinding | null {
  const about = {
    confidence: "high",
    region: target.region,
    image: referenceText(image),
    subject: subjectOf(image, target),
    related: [],
    fix: null,
  } as const;
  const stage = stageLabel(target);
  if (base.kind === "scratch")
    return { ...about, message: messages.scratch({ stage }, remedy(image)), evidence: [] };
  const start = baseImageOf(base);
  const user = start?.facts ? valueOf(start.facts.defaultUser) : null;
  if (!start?.facts || user === null || !isRootUser(user)) return null;
  const reference = referenceText(start);
  return {
    ...about,
    message: messages.inherited({ stage, reference, user }, remedy(image)),
    evidence: evidenceOf("default user of the image", start.facts.defaultUser),
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
