import { checkedReading } from "../../src/domain/build/build.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import { imageText, taggedImages } from "../../src/domain/build/inference-images.ts";
import { tagOfForm } from "../../src/domain/image/tag-form.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { advice, defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule, RuleContext } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { ownDestination } from "../support/destination.ts";
import type { Advice } from "../support/advice/advice.ts";
import { plainAdvice } from "../support/advice/advice.ts";
import { toPinnedVersion } from "../support/advice/environment.ts";
import { imageFinding } from "../support/image-finding.ts";
import { inconclusive, inconclusiveImages } from "../support/questions.ts";
import { recommend } from "../support/recommendation.ts";
import page from "./README.md";
import { newestKnownTag } from "../support/newest-tag.ts";
import { rulesAgainst } from "../support/rules-against.ts";

const messages = {
  latest: defineMessage(
    "latest",
    ["reference"],
    () => "latest changes with each release",
    ({ reference }) => `'${reference}' changes with each of Microsoft's releases.`,
  ),
  none: defineMessage(
    "none",
    ["reference"],
    () => "neither tag nor digest, so latest is used",
    ({ reference }) =>
      `'${reference}' has neither tag nor digest, so it means latest, which changes with each of Microsoft's releases.`,
  ),
};

export const rule: Rule = defineRule({
  id: "floating-tag",
  since: "0.1.0",
  status: "stable",
  level: "off",
  precision: "very-high",
  securitySeverity: null,
  tags: ["docker", "reproducibility"],
  summary: "An azureml inference image with the tag latest, or without tag and digest.",
  page,
  messages,
  options: {},
  optionKinds: {},
  looseMatch: "image",
  *check(build, context): Iterable<RuleFinding | Unresolved> {
    yield* inconclusiveImages(build);
    for (const image of taggedImages(build)) {
      const { reading } = checkedReading(image);
      if (reading.kind !== "reference") continue;
      const { tag, tagWritten, digest, templated, tagUnresolved } = reading.reference;
      if (templated || tagUnresolved) yield inconclusive(image, { dependsOnRun: false });
      if (tag !== "latest" || digest !== null || templated || tagUnresolved) continue;
      const { newestTag } = image.facts;
      const values = { reference: imageText(image) };
      const advised = adviceFor(image, context);
      yield imageFinding(build, image, {
        message: messages[tagWritten || image.environment ? "latest" : "none"](
          values,
          advised.remedy,
        ),
        evidence: newestKnownTag(newestTag),
        advised,
      });
    }
  },
});

/** A tag that is proven to lie in the window, else what to look for; another image where no tag of this one helps. */
function adviceFor(image: InferenceImage, context: RuleContext): Advice {
  const { facts } = image;
  if (rulesAgainst(image, context.asOf).length > 0) return recommend(image, context);
  if (image.environment) return plainAdvice(toPinnedVersion(image, context));
  const { proven } = ownDestination(image, context);
  const form = tagOfForm(facts.tagForm.forms);
  return plainAdvice(
    advice(
      proven === null
        ? `Pin ${form} that is in the support window, or a digest`
        : `Pin ${proven.tag}, the newest known tag, or a digest`,
    ),
  );
}
