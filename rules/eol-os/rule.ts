import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { successorFix } from "../support/image-fix.ts";
import {
  evidence,
  evidenceOf,
  inferenceImages,
  referenceText,
  subjectOf,
} from "../../src/domain/build/inference-images.ts";
import { canAct, cycleEnded, cycleName, lastDay } from "../../src/domain/image/lifecycle.ts";
import { message } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import { recommend } from "../support/recommendation.ts";
import page from "./README.md";

type Options = {
  readonly support: "standard" | "extended";
  readonly withoutReplacement: "error" | "note";
};

const messages = {
  standard: "'{0}' is built on {1}, whose standard support ended on {2}.",
  extended: "'{0}' is built on {1}, whose extended support ended on {2}.",
};

export const rule: Rule<Options> = defineRule<Options>({
  id: "eol-os",
  level: "error",
  precision: "very-high",
  securitySeverity: "7.0",
  tags: ["security", "docker", "end-of-life"],
  summary: "The operating system of an azureml inference image is past its end of life.",
  page,
  messages,
  options: { support: "standard", withoutReplacement: "note" },
  optionKinds: {
    support: {
      kind: "choice",
      choices: ["extended", "standard"],
      about: "Whose end counts: standard support, or the paid one behind it (Ubuntu ESM).",
    },
    withoutReplacement: {
      kind: "choice",
      choices: ["note", "error"],
      about: "error: fires too where Microsoft publishes no replacement yet.",
    },
  },
  needs: ["os"],
  *check(
    build,
    { asOf, wantsFixes, options: { support, withoutReplacement } },
  ): Iterable<RuleFinding> {
    for (const image of inferenceImages(build)) {
      const { osCycle, os } = image.facts;
      if (!osCycle || !cycleEnded(osCycle, asOf, support)) continue;
      if (!canAct(image.facts, asOf) && withoutReplacement !== "error") continue;
      const ended = lastDay(osCycle, support) ?? "";
      const reference = referenceText(image);
      yield {
        message: message(
          messages,
          support,
          [reference, cycleName(osCycle), ended],
          recommend(image.facts, asOf),
        ),
        confidence: "high",
        region: image.region,
        image: reference,
        subject: subjectOf(build, image),
        related: image.expansion.provenance,
        evidence: [...evidenceOf("os", os), evidence("end of support", ended, osCycle.source)],
        fix: wantsFixes ? successorFix(build, image, asOf) : null,
      };
    }
  },
});
