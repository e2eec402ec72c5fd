import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { successorFix } from "../support/image-fix.ts";
import {
  evidence,
  inferenceImages,
  referenceText,
  subjectOf,
} from "../../src/domain/build/inference-images.ts";
import { message } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import { recommend } from "../support/recommendation.ts";
import page from "./README.md";

const messages = {
  dropped:
    "Microsoft no longer supports '{0}': its list of {1} does not name the image, and the last list that did is of {2}.",
  withdrawn: "Microsoft withdrew '{0}' on {1}.",
};

export const rule: Rule = defineRule({
  id: "unsupported-image",
  level: "error",
  precision: "very-high",
  securitySeverity: "7.0",
  tags: ["security", "docker"],
  summary: "An azureml inference image that Microsoft supported once and does not support now.",
  page,
  messages,
  options: {},
  optionKinds: {},
  needs: ["support"],
  *check(build, { asOf, wantsFixes }): Iterable<RuleFinding> {
    for (const image of inferenceImages(build)) {
      const { support, supportEnded, list } = image.facts;
      if (!support.known) continue;
      const state = support.value;
      if (state !== "dropped" && state !== "withdrawn") continue;
      const reference = referenceText(image);
      const since = supportEnded ?? "an unknown day";
      const args = state === "dropped" ? [reference, list.asOf ?? "", since] : [reference, since];
      yield {
        message: message(messages, state, args, recommend(image.facts, asOf)),
        confidence: "high",
        region: image.region,
        image: reference,
        subject: subjectOf(build, image),
        related: image.expansion.provenance,
        evidence: [evidence("support", state, support.source)],
        fix: wantsFixes ? successorFix(build, image, asOf) : null,
      };
    }
  },
});
