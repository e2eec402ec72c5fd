import { checkedReading } from "../../src/domain/build/build.ts";
import { inferenceImages, referenceText } from "../../src/domain/build/inference-images.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { advice, defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { imageFinding } from "../support/image-finding.ts";
import { inconclusive, inconclusiveImages } from "../support/questions.ts";
import page from "./README.md";
import { newestKnownTag } from "../support/newest-tag.ts";

const messages = {
  latest: defineMessage(
    "latest",
    ["reference"],
    () => "latest changes with each release",
    ({ reference }) => `'${reference}' changes with each of Microsoft's releases.`,
  ),
  none: defineMessage(
    "none",
    ["reference"],
    () => "neither tag nor digest, so latest is used",
    ({ reference }) =>
      `'${reference}' has neither tag nor digest, so it means latest, which changes with each of Microsoft's releases.`,
  ),
};

export const rule: Rule = defineRule({
  id: "floating-tag",
  level: "off",
  precision: "very-high",
  securitySeverity: null,
  tags: ["docker", "reproducibility"],
  summary: "An azureml inference image with the tag latest, or without tag and digest.",
  page,
  messages,
  options: {},
  optionKinds: {},
  *check(build): Iterable<RuleFinding | Unresolved> {
    yield* inconclusiveImages(build);
    for (const image of inferenceImages(build)) {
      const { reading } = checkedReading(image);
      if (reading.kind !== "reference") continue;
      const { tag, tagWritten, digest, templated, tagUnresolved } = reading.reference;
      if (templated || tagUnresolved) yield inconclusive(image, { dependsOnRun: false });
      if (tag !== "latest" || digest !== null || templated || tagUnresolved) continue;
      const { newestTag } = image.facts;
      const dated =
        newestTag === null
          ? "a dated tag (YYYYMMDD.vN)"
          : `a dated tag such as ${newestTag.tag}, the newest known`;
      const values = { reference: referenceText(image) };
      const remedy = advice(`Pin ${dated}, or a digest`);
      yield imageFinding(build, image, {
        message: messages[tagWritten ? "latest" : "none"](values, remedy),
        evidence: newestKnownTag(newestTag),
      });
    }
  },
});
