import { checkedReading } from "../../src/domain/build/build.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import type { Existence } from "../../src/domain/image/image-facts.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import {
  evidence,
  inferenceImages,
  referenceText,
  subjectOf,
} from "../../src/domain/build/inference-images.ts";
import { message } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import page from "./README.md";
import { withoutDefaultPort } from "../../src/domain/image/registry-host.ts";

type Absence = Extract<Existence, { kind: "absent" }>;

const messages = {
  tag: "There is no '{0}': {1} has the repository, but not that tag.",
  nearest:
    "There is no '{0}': {1} has the repository, but not that tag, and the nearest tags there are '{2}'.",
  digest: "There is no '{0}': {1} has no image of that digest.",
  image: "There is no '{0}': {1} does not have it.",
  repository: "There is no '{0}': {1} has no such repository.",
  mirrored:
    "'{0}' is a copy of what is not there: {1} has no such {2}, and the mirror itself was not asked.",
};

export const rule: Rule = defineRule({
  id: "unknown-tag",
  level: "error",
  precision: "very-high",
  securitySeverity: "5.0",
  tags: ["security", "docker"],
  summary: "The registry does not have that tag or repository of an azureml inference image.",
  page,
  messages,
  options: {},
  optionKinds: {},
  needs: ["existence"],
  queries: ["existence"],
  *check(build): Iterable<RuleFinding> {
    for (const image of inferenceImages(build)) {
      const { existence } = image.facts;
      if (existence.kind !== "absent") continue;
      const reference = referenceText(image);
      const { what, registry, source, nearestTags } = existence;
      const isAsked = isOwn(image, registry);
      const id = !isAsked
        ? "mirrored"
        : what === "tag" && nearestTags.length > 0
          ? "nearest"
          : what;
      const args = [
        reference,
        registry,
        ...(id === "mirrored" ? [what] : []),
        ...(id === "nearest" ? [nearestTags.join("', '")] : []),
      ];
      yield {
        message: message(messages, id, args, remedy(existence, image)),
        // A mirror can keep what is gone where it came from.
        confidence: isAsked ? "high" : "medium",
        region: image.region,
        image: reference,
        subject: subjectOf(build, image),
        related: image.expansion.provenance,
        evidence: [evidence(what, "absent", source)],
        fix: null,
      };
    }
  },
});

function remedy({ what, registry, hasLatest }: Absence, { facts }: InferenceImage): string {
  switch (what) {
    case "tag":
      return hasLatest
        ? "Use latest, or the tag that was meant."
        : `Use a tag that ${registry} has.`;
    case "image":
      return "Correct the name or the tag.";
    case "digest":
      return "Use latest, or pin a digest that is there.";
    case "repository": {
      const [name] = facts.nearest;
      return name === undefined
        ? "Correct the name, or take an image that Microsoft lists."
        : `Correct the name: ${name} is the nearest that is known.`;
    }
  }
}

/** Whether the registry that was asked is the one that is written. */
function isOwn(image: InferenceImage, registry: string): boolean {
  const { reading } = checkedReading(image);
  if (reading.kind !== "reference") return false;
  return withoutDefaultPort(reading.reference.registry ?? "") === registry;
}
