import { imageText, inferenceImages } from "../../src/domain/build/inference-images.ts";
import { evidence } from "../../src/domain/rule/evidence.ts";
import type { ImageFacts } from "../../src/domain/image/image-facts.ts";
import { valueOf } from "../../src/domain/image/known.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import type { Message, Remedy } from "../../src/domain/rule/message.ts";
import { defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { imageFinding } from "../support/image-finding.ts";
import { imageQuestions, inconclusive } from "../support/questions.ts";
import { recommend } from "../support/recommendation.ts";
import page from "./README.md";

const messages = {
  never: defineMessage(
    "never",
    ["reference", "list"],
    ({ list }) => `never on Microsoft's list (as of ${list})`,
    ({ reference, list }) =>
      `Microsoft does not list '${reference}' as supported: it was never on the list this catalogue knows (${list}).`,
  ),
  unpublished: defineMessage(
    "unpublished",
    ["reference", "list"],
    () => "no evidence that it was ever published",
    ({ reference, list }) =>
      `No source shows that '${reference}' was ever published, and it was never on the list this catalogue knows (${list}).`,
  ),
  unheard: defineMessage(
    "unheard",
    ["reference", "list", "nearest"],
    () => "no evidence that it was ever published",
    ({ reference, list, nearest }) =>
      `No source shows that '${reference}' was ever published; the closest known names are '${nearest}', and it was never on the list this catalogue knows (${list}).`,
  ),
};

export const rule: Rule = defineRule({
  id: "unlisted-image",
  since: "0.1.0",
  status: "stable",
  level: "warning",
  precision: "high",
  securitySeverity: "4.0",
  tags: ["security", "docker"],
  summary: "An azureml inference image that Microsoft never listed as supported.",
  page,
  messages,
  options: {},
  optionKinds: {},
  looseMatch: "image",
  *check(build, context): Iterable<RuleFinding | Unresolved> {
    yield* imageQuestions(build);
    for (const image of inferenceImages(build)) {
      const { support, list, nearest } = image.facts;
      if (!support.known) yield inconclusive(image, { dependsOnRun: false });
      if (valueOf(support) !== "never-listed") continue;
      // A name that no source knows without the ARG: the argument is meant to be given, as unverified-image says.
      if (nearest.length > 0 && image.expansion.omitted.length > 0) continue;
      const values = { reference: imageText(image), list: list.asOf ?? "" };
      const advised = recommend(image, context);
      const { remedy } = advised;
      yield imageFinding(build, image, {
        message: describe(image.facts, values, remedy),
        evidence: [evidence("current list", "not named", list)],
        advised,
      });
    }
  },
});

/** That nothing shows such an image comes first, whatever else is known of the name. */
function describe(
  { evidenced, nearest }: Pick<ImageFacts, "evidenced" | "nearest">,
  values: { readonly reference: string; readonly list: string },
  remedy: Remedy,
): Message {
  if (evidenced) return messages.never(values, remedy);
  return nearest.length === 0
    ? messages.unpublished(values, remedy)
    : messages.unheard({ ...values, nearest: nearest.join("', '") }, remedy);
}
