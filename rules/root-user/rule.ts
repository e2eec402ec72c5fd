import type { RelatedLocation } from "../../src/domain/build/build.ts";
import type {
  EnrichedBuild,
  EnrichedImage,
  EnrichedStage,
} from "../../src/domain/build/enriched-build.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { unresolvedPart } from "../../src/shell/unresolved.ts";
import {
  evidenceOf,
  isInferenceImage,
  referenceText,
  stageLabel,
  targetLineage,
} from "../../src/domain/build/inference-images.ts";
import { valueOf } from "../../src/domain/image/known.ts";
import { message } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import { isRootUser } from "../../src/domain/build/user.ts";
import { userFix } from "../support/user-fix.ts";
import page from "./README.md";

const messages = {
  stated: "The target stage '{0}' runs as root: its user is '{1}'.",
  empty: "The target stage '{0}' runs as root: USER '{1}' names no user, which means root.",
  inherited: "The target stage '{0}' runs as root: no USER is set, and '{1}' starts as '{2}'.",
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
  needs: ["user"],
  queries: ["user"],
  *check(build): Iterable<RuleFinding> {
    const stages = targetLineage(build);
    const [target, foundation] = [stages[0], stages.at(-1)];
    const image = foundation ? imageOf(foundation) : null;
    if (!target || image?.inference !== "yes") return;
    const finding =
      target.user.kind === "explicit" ? stated(target, image) : inherited(target, image);
    if (!finding) return;
    const user = ownUser(image);
    yield {
      ...finding,
      related: [...finding.related, ...wayTo(build, stages, image)],
      fix: user === null ? null : userFix(target, user),
    };
  },
});

function imageOf({ base }: EnrichedStage): EnrichedImage | null {
  return base.kind === "image" || base.kind === "unresolved" ? base.image : null;
}

function stated(target: EnrichedStage, image: EnrichedImage): RuleFinding | null {
  const { user } = target;
  if (user.kind !== "explicit") return null;
  const { expansion, region, written } = user;
  const [name = ""] = expansion.text.split(":", 1);
  if (name.includes(unresolvedPart) || !isRootUser(expansion.text)) return null;
  const isEmpty = name === "";
  const args = [stageLabel(target), isEmpty ? written : expansion.text];
  return {
    message: message(messages, isEmpty ? "empty" : "stated", args, remedy(image)),
    // A variable that nothing in the file sets can still be set by the base image's ENV.
    confidence: expansion.undeclared.length > 0 ? "medium" : "high",
    region,
    image: referenceText(image),
    subject: `${image.canonical ?? image.written}|${stageLabel(target)}`,
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
    message: message(messages, "inherited", [stageLabel(target), reference, user], remedy(image)),
    confidence: "high",
    region: target.region,
    image: reference,
    subject: `${image.canonical ?? image.written}|${stageLabel(target)}`,
    related: [],
    evidence: evidenceOf("default user of the image", image.facts.defaultUser),
    fix: null,
  };
}

/** The user of the image, if it is known and not root. */
function ownUser({ facts }: EnrichedImage): string | null {
  const user = facts ? valueOf(facts.defaultUser) : null;
  return user !== null && !isRootUser(user) ? user : null;
}

function remedy(image: EnrichedImage): string {
  const user = ownUser(image);
  return user !== null
    ? `End the stage with USER ${user}, the user that the image brings along.`
    : "Create a user and end the stage with USER and its name.";
}

/** The stages between the target and the image, and the USER on the way where it stands in one of them. */
function wayTo(
  build: EnrichedBuild,
  stages: readonly EnrichedStage[],
  image: EnrichedImage,
): readonly RelatedLocation[] {
  const [target] = stages;
  const parents = stages.slice(1).map((stage) => ({
    message: `stage ${stageLabel(stage)}, which the target is built on`,
    region: stage.region,
  }));
  const hasExplicitUser = target?.user.kind === "explicit";
  const base = { message: `the base image ${referenceText(image)}`, region: image.region };
  const shown = build.stages[image.stage] === target && !hasExplicitUser ? [] : [base];
  return [...parents.slice(0, maxKeyLength), ...(parents.length > 0 ? [] : shown)];
}

/** Places a reader follows; a chain of thousands of stages is not read to its end. */
const maxKeyLength = 8;
