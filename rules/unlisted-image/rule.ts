import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import {
  evidence,
  inferenceImages,
  referenceText,
  subjectOf,
} from "../../src/domain/build/inference-images.ts";
import { valueOf } from "../../src/domain/image/known.ts";
import { message } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import { recommend } from "../support/recommendation.ts";
import page from "./README.md";

const messages = {
  never:
    "Microsoft does not list '{0}' as supported: it was never on the list this catalogue knows ({1}).",
  unheard:
    "Microsoft does not list '{0}' as supported: it was never on the list this catalogue knows ({1}), nothing shows that it was ever published, and the nearest known names are '{2}'.",
};

export const rule: Rule = defineRule({
  id: "unlisted-image",
  level: "warning",
  precision: "high",
  securitySeverity: "4.0",
  tags: ["security", "docker"],
  summary: "An azureml inference image that Microsoft never listed as supported.",
  page,
  messages,
  options: {},
  optionKinds: {},
  needs: ["support"],
  *check(build, { asOf }): Iterable<RuleFinding> {
    for (const image of inferenceImages(build)) {
      const { support, list, nearest } = image.facts;
      if (valueOf(support) !== "never-listed") continue;
      const reference = referenceText(image);
      const id = nearest.length > 0 ? "unheard" : "never";
      const args = [
        reference,
        list.asOf ?? "",
        ...(nearest.length > 0 ? [nearest.join("', '")] : []),
      ];
      yield {
        message: message(messages, id, args, recommend(image.facts, asOf)),
        confidence: "high",
        region: image.region,
        image: reference,
        subject: subjectOf(build, image),
        related: image.expansion.provenance,
        evidence: [evidence("current list", "not named", list)],
        fix: null,
      };
    }
  },
});
