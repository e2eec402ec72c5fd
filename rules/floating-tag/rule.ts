import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import {
  evidence,
  inferenceImages,
  referenceText,
  subjectOf,
} from "../../src/domain/build/inference-images.ts";
import { checkedReading } from "../../src/domain/build/build.ts";
import { message } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import page from "./README.md";

const messages = {
  latest: "'{0}' names whatever image is the latest on the day of the build.",
  none: "'{0}' names neither tag nor digest, which means whatever image is the latest on the day of the build.",
};

export const rule: Rule = defineRule({
  id: "floating-tag",
  level: "off",
  precision: "very-high",
  securitySeverity: null,
  tags: ["docker", "reproducibility"],
  summary: "An azureml inference image by latest, or by neither tag nor digest.",
  page,
  messages,
  options: {},
  optionKinds: {},
  needs: ["tag"],
  *check(build): Iterable<RuleFinding> {
    for (const image of inferenceImages(build)) {
      const { reading } = checkedReading(image);
      if (reading.kind !== "reference") continue;
      const { tag, tagWritten, digest, templated, tagUnresolved } = reading.reference;
      if (tag !== "latest" || digest !== null || templated || tagUnresolved) continue;
      const reference = referenceText(image);
      const { newestTag } = image.facts;
      const known =
        newestTag === null
          ? "a dated tag (YYYYMMDD.vN)"
          : `a dated tag such as ${newestTag.tag}, the newest known here`;
      yield {
        message: message(
          messages,
          tagWritten ? "latest" : "none",
          [reference],
          `Pin ${known}, or a digest.`,
        ),
        confidence: "high",
        region: image.region,
        image: reference,
        subject: subjectOf(build, image),
        related: image.expansion.provenance,
        evidence: newestTag
          ? [
              evidence(
                "newest known tag",
                `${newestTag.tag} of ${newestTag.date}`,
                newestTag.source,
              ),
            ]
          : [],
        fix: null,
      };
    }
  },
});
