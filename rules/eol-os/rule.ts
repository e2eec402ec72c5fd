import { imageText, runtimeImages } from "../../src/domain/build/inference-images.ts";
import { endEvidence, evidenceOf } from "../../src/domain/rule/evidence.ts";
import { confidenceOf } from "../../src/domain/image/known.ts";
import { canAct, cycleEnded, cycleName, lastDay } from "../../src/domain/image/lifecycle.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { imageFinding } from "../support/image-finding.ts";
import { successorFix } from "../support/image-fix.ts";
import { imageQuestions, releaseQuestion } from "../support/questions.ts";
import { recommend } from "../support/recommendation.ts";
import page from "./README.md";

type Options = {
  readonly support: "standard" | "extended";
  readonly withoutReplacement: "error" | "note";
};

const messages = {
  standard: defineMessage(
    "standard",
    ["reference", "release", "ended"],
    ({ release, ended }) => `${release} support ended on ${ended}`,
    ({ reference, release, ended }) =>
      `'${reference}' uses ${release}, whose standard support ended on ${ended}.`,
  ),
  extended: defineMessage(
    "extended",
    ["reference", "release", "ended"],
    ({ release, ended }) => `${release} extended support ended on ${ended}`,
    ({ reference, release, ended }) =>
      `'${reference}' uses ${release}, whose extended support ended on ${ended}.`,
  ),
};

export const rule: Rule<Options> = defineRule<Options>({
  id: "eol-os",
  since: "0.1.0",
  status: "stable",
  level: "error",
  precision: "very-high",
  securitySeverity: "7.0",
  tags: ["security", "docker", "end-of-life", "external/cwe/cwe-1104"],
  summary: "The operating system of an azureml inference image is past its end of life.",
  page,
  messages,
  options: { support: "standard", withoutReplacement: "note" },
  optionKinds: {
    support: {
      kind: "choice",
      choices: ["extended", "standard"],
      about:
        "Which end counts: that of standard support, or of paid extended support (Ubuntu ESM).",
    },
    withoutReplacement: {
      kind: "choice",
      choices: ["note", "error"],
      about: "error: report images as well for which Microsoft publishes no replacement yet.",
    },
  },
  looseMatch: "image",
  queries: ["os"],
  *check(build, context): Iterable<RuleFinding | Unresolved> {
    const { asOf, options } = context;
    yield* imageQuestions(build);
    for (const image of runtimeImages(build)) {
      const { osCycle, os } = image.facts;
      yield* releaseQuestion(build, image, "os", asOf);
      if (!osCycle || !cycleEnded(osCycle, asOf, options.support)) continue;
      if (!canAct(image.facts, asOf) && options.withoutReplacement !== "error") continue;
      const ended = lastDay(osCycle, options.support) ?? "";
      const values = { reference: imageText(image), release: cycleName(osCycle), ended };
      const advised = recommend(image, context);
      yield imageFinding(build, image, {
        message: messages[options.support](values, advised.remedy),
        confidence: confidenceOf(os),
        evidence: [...evidenceOf("os", os), ...endEvidence(osCycle, options.support)],
        advised,
        fixing: successorFix(build, image, context),
      });
    }
  },
});
