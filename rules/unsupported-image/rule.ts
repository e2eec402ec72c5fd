import { imageText, inferenceImages } from "../../src/domain/build/inference-images.ts";
import { evidence } from "../../src/domain/rule/evidence.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { imageFinding } from "../support/image-finding.ts";
import { successorFix } from "../support/image-fix.ts";
import { imageQuestions, inconclusive } from "../support/questions.ts";
import { recommend } from "../support/recommendation.ts";
import page from "./README.md";

const messages = {
  dropped: defineMessage(
    "dropped",
    ["reference", "list", "since"],
    ({ since }) => `removed from Microsoft's list after ${since}`,
    ({ reference, list, since }) =>
      `Microsoft no longer supports '${reference}': it was last on the list of ${since} and is not on the list of ${list}.`,
  ),
  withdrawn: defineMessage(
    "withdrawn",
    ["reference", "since"],
    ({ since }) => `withdrawn by Microsoft on ${since}`,
    ({ reference, since }) => `Microsoft withdrew '${reference}' on ${since}.`,
  ),
};

export const rule: Rule = defineRule({
  id: "unsupported-image",
  since: "0.1.0",
  status: "stable",
  level: "error",
  precision: "very-high",
  securitySeverity: "7.0",
  tags: ["security", "docker", "external/cwe/cwe-1104"],
  summary: "An azureml inference image that Microsoft supported once and does not support now.",
  page,
  messages,
  options: {},
  optionKinds: {},
  looseMatch: "image",
  *check(build, context): Iterable<RuleFinding | Unresolved> {
    yield* imageQuestions(build);
    for (const image of inferenceImages(build)) {
      const { support, supportEnded, list } = image.facts;
      if (!support.known) {
        yield inconclusive(image, { dependsOnRun: false });
        continue;
      }
      const state = support.value;
      if (state !== "dropped" && state !== "withdrawn") continue;
      const values = { reference: imageText(image), since: supportEnded ?? "an unknown date" };
      const advised = recommend(image, context);
      const { remedy } = advised;
      yield imageFinding(build, image, {
        message:
          state === "dropped"
            ? messages.dropped({ ...values, list: list.asOf ?? "" }, remedy)
            : messages.withdrawn(values, remedy),
        evidence: [evidence("support", state, support.source)],
        advised,
        fixing: successorFix(build, image, context),
      });
    }
  },
});
