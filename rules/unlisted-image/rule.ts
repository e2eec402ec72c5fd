import type { RuleFinding } from "../../src/domain/finding.ts";
import { evidence, inferenceImages, referenceText, subjectOf } from "../../src/domain/judged.ts";
import { valueOf } from "../../src/domain/known.ts";
import { message } from "../../src/domain/message.ts";
import type { Rule } from "../../src/domain/rule.ts";
import { defineRule } from "../../src/domain/rule.ts";
import { wayOut } from "../../src/domain/way-out.ts";
import page from "./README.md";

const messages = {
  never: "'{0}' was never on the list this catalogue knows ({1}).",
  unheard:
    "'{0}' was never on the list this catalogue knows ({1}), nor is there evidence that it was ever published.",
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
  *check(build, { asOf }): Iterable<RuleFinding> {
    for (const image of inferenceImages(build)) {
      const { support, list, nearest } = image.facts;
      if (valueOf(support) !== "never-listed") continue;
      const reference = referenceText(image);
      const id = nearest.length > 0 ? "unheard" : "never";
      yield {
        message: message(messages, id, [reference, list.asOf ?? ""], wayOut(image.facts, asOf)),
        confidence: "high",
        region: image.region,
        image: reference,
        subject: subjectOf(build, image),
        related: image.expansion.trail,
        evidence: [evidence("current list", "not named", list)],
        fix: null,
      };
    }
  },
});
