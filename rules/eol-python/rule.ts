import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { successorFix } from "../support/image-fix.ts";
import {
  evidence,
  evidenceOf,
  inferenceImages,
  referenceText,
  subjectOf,
} from "../../src/domain/build/inference-images.ts";
import { valueOf } from "../../src/domain/image/known.ts";
import { canAct, cycleEnded, cycleName, lastDay } from "../../src/domain/image/lifecycle.ts";
import { message } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import { recommend } from "../support/recommendation.ts";
import page from "./README.md";

type Options = { readonly withoutReplacement: "error" | "note" };

const messages = {
  ended: "'{0}' brings {1}, whose support ended on {2}.",
  listed:
    "'{0}' brings {1}, whose support ended on {2}, although Microsoft's list of {3} still names this image.",
};

export const rule: Rule<Options> = defineRule<Options>({
  id: "eol-python",
  level: "error",
  precision: "very-high",
  securitySeverity: "7.0",
  tags: ["security", "docker", "end-of-life"],
  summary: "The Python of an azureml inference image is past its end of life.",
  page,
  messages,
  options: { withoutReplacement: "note" },
  optionKinds: {
    withoutReplacement: {
      kind: "choice",
      choices: ["note", "error"],
      about: "error: fires too where Microsoft publishes no replacement yet.",
    },
  },
  needs: ["python"],
  *check(build, { asOf, wantsFixes, options: { withoutReplacement } }): Iterable<RuleFinding> {
    for (const image of inferenceImages(build)) {
      const { pythonCycle, python, support, list } = image.facts;
      if (!pythonCycle || !cycleEnded(pythonCycle, asOf)) continue;
      if (!canAct(image.facts, asOf) && withoutReplacement !== "error") continue;
      const ended = lastDay(pythonCycle, "standard") ?? "";
      const reference = referenceText(image);
      const isListed = valueOf(support) === "listed";
      const args = [
        reference,
        cycleName(pythonCycle),
        ended,
        ...(isListed ? [list.asOf ?? ""] : []),
      ];
      yield {
        message: message(
          messages,
          isListed ? "listed" : "ended",
          args,
          recommend(image.facts, asOf),
        ),
        confidence: "high",
        region: image.region,
        image: reference,
        subject: subjectOf(build, image),
        related: image.expansion.provenance,
        evidence: [
          ...evidenceOf("python", python),
          evidence("end of support", ended, pythonCycle.source),
        ],
        fix: wantsFixes ? successorFix(build, image, asOf) : null,
      };
    }
  },
});
