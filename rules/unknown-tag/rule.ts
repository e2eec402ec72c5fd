import { checkedReading } from "../../src/domain/build/build.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import { imageText, taggedImages } from "../../src/domain/build/inference-images.ts";
import { evidence } from "../../src/domain/rule/evidence.ts";
import type { Existence } from "../../src/domain/image/image-facts.ts";
import { isCurrent } from "../../src/domain/image/lifecycle.ts";
import { withoutDefaultPort } from "../../src/domain/image/registry-host.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import type { Message, Remedy } from "../../src/domain/rule/message.ts";
import { advice, defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule, RuleContext } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { acceptsLatest, successorDestination } from "../support/destination.ts";
import type { Advice } from "../support/advice/advice.ts";
import { plainAdvice } from "../support/advice/advice.ts";
import { imageFinding } from "../support/image-finding.ts";
import { inconclusive, inconclusiveImages } from "../support/questions.ts";
import { recommend } from "../support/recommendation.ts";
import page from "./README.md";
import { rulesAgainst } from "../support/rules-against.ts";

type Absence = Extract<Existence, { kind: "absent" }>;

const messages = {
  tag: defineMessage(
    "tag",
    ["reference", "registry"],
    ({ registry }) => `${registry} has no such tag`,
    ({ reference, registry }) =>
      `'${reference}' does not exist: ${registry} has the repository, but not this tag.`,
  ),
  nearest: defineMessage(
    "nearest",
    ["reference", "registry", "nearest"],
    ({ registry, nearest }) => `${registry} has no such tag, closest '${nearest}'`,
    ({ reference, registry, nearest }) =>
      `'${reference}' does not exist: ${registry} has the repository, but not this tag; the closest tags are '${nearest}'.`,
  ),
  digest: defineMessage(
    "digest",
    ["reference", "registry"],
    ({ registry }) => `${registry} has no image with this digest`,
    ({ reference, registry }) =>
      `'${reference}' does not exist: ${registry} has no image with this digest.`,
  ),
  image: defineMessage(
    "image",
    ["reference", "registry"],
    ({ registry }) => `${registry} does not have this image`,
    ({ reference, registry }) => `'${reference}' does not exist: ${registry} does not have it.`,
  ),
  repository: defineMessage(
    "repository",
    ["reference", "registry"],
    ({ registry }) => `${registry} has no such repository`,
    ({ reference, registry }) =>
      `'${reference}' does not exist: ${registry} has no such repository.`,
  ),
  mirrored: defineMessage(
    "mirrored",
    ["reference", "registry", "what"],
    ({ registry, what }) => `${registry} has no such ${what}, mirror not checked`,
    ({ reference, registry, what }) =>
      `'${reference}' mirrors an image that does not exist: ${registry} has no such ${what}; the mirror was not checked.`,
  ),
};

export const rule: Rule = defineRule({
  id: "unknown-tag",
  since: "0.1.0",
  status: "stable",
  level: "error",
  precision: "very-high",
  securitySeverity: "5.0",
  tags: ["security", "docker"],
  summary: "The registry does not have that tag or repository of an azureml inference image.",
  page,
  messages,
  options: {},
  optionKinds: {},
  looseMatch: "image",
  queries: ["existence"],
  *check(build, context): Iterable<RuleFinding | Unresolved> {
    yield* inconclusiveImages(build);
    for (const image of taggedImages(build)) {
      const { existence } = image.facts;
      if (existence.kind === "unknown") yield inconclusive(image, { dependsOnRun: false });
      if (existence.kind !== "absent") continue;
      const advised = adviceFor(existence, image, context);
      yield imageFinding(build, image, {
        message: describe(image, existence, advised.remedy),
        advised,
        // A mirror can still have what no longer exists at its origin.
        confidence: isQueried(image, existence) ? "high" : "medium",
        evidence: [evidence(existence.what, "absent", existence.source)],
      });
    }
  },
});

function describe(image: InferenceImage, existence: Absence, remedy: Remedy): Message {
  const { what, registry, nearestTags } = existence;
  const values = { reference: imageText(image), registry };
  if (!isQueried(image, existence)) return messages.mirrored({ ...values, what }, remedy);
  return what === "tag" && nearestTags.length > 0
    ? messages.nearest({ ...values, nearest: nearestTags.join("', '") }, remedy)
    : messages[what](values, remedy);
}

function adviceFor(existence: Absence, image: InferenceImage, context: RuleContext): Advice {
  const { what } = existence;
  // No tag of an image helps that the other rules report.
  return (what === "tag" || what === "digest") && rulesAgainst(image, context.asOf).length > 0
    ? recommend(image, context)
    : plainAdvice(correction(existence, image, context));
}

function correction(
  { what, registry, hasLatest }: Absence,
  image: InferenceImage,
  context: RuleContext,
): Remedy {
  if (what === "image") return advice("Correct the name or the tag");
  if (what === "repository") {
    const name = nearestName(image, context);
    return advice(
      name === null
        ? "Correct the name, or use an image on Microsoft's list"
        : `Correct the name: ${name} is the closest known name`,
    );
  }
  const mayBeLatest = acceptsLatest(context);
  if (what === "digest")
    return advice(
      mayBeLatest ? "Use latest, or pin a digest that exists" : "Pin a digest that exists",
    );
  const part = image.environment ? "version" : "tag";
  const fallback = mayBeLatest ? `Use latest, or correct the ${part}` : `Correct the ${part}`;
  return advice(hasLatest ? fallback : `Use a tag that ${registry} has`);
}

/** The closest of the names that can be recommended. */
function nearestName(image: InferenceImage, context: RuleContext): string | null {
  const { nearest, alternatives } = image.facts;
  for (const repository of nearest) {
    const known = alternatives.find((other) => other.repository === repository);
    if (known && isCurrent(known, context.asOf))
      return successorDestination(image, known, context).name;
  }
  return null;
}

/** Whether the registry that was asked is the one in the reference. */
function isQueried(image: InferenceImage, { registry }: Absence): boolean {
  const { reading } = checkedReading(image);
  if (reading.kind !== "reference") return false;
  return withoutDefaultPort(reading.reference.registry ?? "") === registry;
}
