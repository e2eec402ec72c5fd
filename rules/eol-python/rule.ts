import { imageText, runtimeImages } from "../../src/domain/build/inference-images.ts";
import { endEvidence, evidenceOf } from "../../src/domain/rule/evidence.ts";
import { confidenceOf, valueOf } from "../../src/domain/image/known.ts";
import { canAct, cycleEnded, cycleName, lastDay } from "../../src/domain/image/lifecycle.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { condaQuestion } from "../support/conda.ts";
import { imageFinding } from "../support/image-finding.ts";
import { successorFix } from "../support/image-fix.ts";
import { pinFinding, pinRemedy, servingPins } from "../support/pins.ts";
import { imageQuestions, releaseQuestion } from "../support/questions.ts";
import { recommend } from "../support/recommendation.ts";
import page from "./README.md";

type Options = { readonly withoutReplacement: "error" | "note" };

const messages = {
  ended: defineMessage(
    "ended",
    ["reference", "release", "ended"],
    ({ release, ended }) => `${release} support ended on ${ended}`,
    ({ reference, release, ended }) =>
      `'${reference}' uses ${release}, whose support ended on ${ended}.`,
  ),
  listed: defineMessage(
    "listed",
    ["reference", "release", "ended", "list"],
    ({ release, ended }) => `${release} support ended on ${ended} (still on Microsoft's list)`,
    ({ reference, release, ended, list }) =>
      `'${reference}' uses ${release}, whose support ended on ${ended}, although Microsoft's list of ${list} still names this image.`,
  ),
  pinned: defineMessage(
    "pinned",
    ["what", "release", "ended", "uses"],
    ({ release, ended }) => `${release} support ended on ${ended}`,
    ({ what, ended, uses }) => `${what}, whose support ended on ${ended}, and ${uses}.`,
  ),
};

export const rule: Rule<Options> = defineRule<Options>({
  id: "eol-python",
  since: "0.1.0",
  status: "stable",
  level: "error",
  precision: "very-high",
  securitySeverity: "7.0",
  tags: ["security", "docker", "end-of-life", "external/cwe/cwe-1104"],
  summary: "The Python of an azureml inference image is past its end of life.",
  page,
  messages,
  options: { withoutReplacement: "note" },
  optionKinds: {
    withoutReplacement: {
      kind: "choice",
      choices: ["note", "error"],
      about: "error: report images as well for which Microsoft publishes no replacement yet.",
    },
  },
  looseMatch: "image",
  *check(build, context): Iterable<RuleFinding | Unresolved> {
    const { asOf, options } = context;
    yield* imageQuestions(build);
    for (const image of runtimeImages(build)) {
      const { pythonCycle, python, support, list } = image.facts;
      if (image.conda !== null) {
        yield* condaQuestion(build, image, asOf);
        continue;
      }
      yield* releaseQuestion(build, image, "python", asOf);
      if (!pythonCycle || !cycleEnded(pythonCycle, asOf)) continue;
      if (!canAct(image.facts, asOf) && options.withoutReplacement !== "error") continue;
      const ended = lastDay(pythonCycle, "standard") ?? "";
      const values = { reference: imageText(image), release: cycleName(pythonCycle), ended };
      const advised = recommend(image, context);
      const { remedy } = advised;
      yield imageFinding(build, image, {
        message:
          valueOf(support) === "listed"
            ? messages.listed({ ...values, list: list.asOf ?? "" }, remedy)
            : messages.ended(values, remedy),
        confidence: confidenceOf(python),
        evidence: [...evidenceOf("python", python), ...endEvidence(pythonCycle, "standard")],
        advised,
        fixing: successorFix(build, image, context),
      });
    }
    for (const pin of servingPins(build)) {
      const { cycle, what, uses } = pin;
      if (!cycleEnded(cycle, asOf)) continue;
      const ended = lastDay(cycle, "standard") ?? "";
      const values = { what, release: cycleName(cycle), ended, uses };
      yield pinFinding(pin, messages.pinned(values, pinRemedy(pin)), context);
    }
  },
});
