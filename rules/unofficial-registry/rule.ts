import { referenceText } from "../../src/domain/build/inference-images.ts";
import { microsoftRegistry } from "../../src/domain/image/image-policy.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { advice, defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { imageFinding } from "../support/image-finding.ts";
import { inconclusiveNames } from "../support/questions.ts";
import page from "./README.md";

const messages = {
  looksLike: defineMessage(
    "looksLike",
    ["reference", "official"],
    () => "looks like Microsoft's image, not checked",
    ({ reference, official }) =>
      `'${reference}' looks like '${official}', but comes from another registry and is not checked.`,
  ),
};

export const rule: Rule = defineRule({
  id: "unofficial-registry",
  since: "0.1.0",
  status: "stable",
  level: "warning",
  precision: "medium",
  securitySeverity: "5.0",
  tags: ["security", "docker"],
  summary: "An image from another registry that is named like one of Microsoft's inference images.",
  page,
  messages,
  options: {},
  optionKinds: {},
  looseMatch: "image",
  sharedSettings: ["images.mirrors"],
  *check(build): Iterable<RuleFinding | Unresolved> {
    yield* inconclusiveNames(build);
    for (const image of build.images) {
      const { canonical, looksLike } = image;
      if (canonical === null || looksLike === null) continue;
      const official = `${microsoftRegistry}/${looksLike}`;
      const prefix = canonical.slice(0, canonical.length - looksLike.length);
      const host = canonical.slice(0, canonical.indexOf("/"));
      const mirror = `images: { mirrors: [{ prefix: ${prefix}azureml, for: ${microsoftRegistry}/azureml }] }`;
      yield imageFinding(build, image, {
        message: messages.looksLike(
          { reference: referenceText(image), official },
          advice(
            `Use the image from ${microsoftRegistry}, or if ${host} is a mirror, set ${mirror}`,
          ),
        ),
        confidence: "medium",
        evidence: [
          { fact: "catalogued name", value: official, source: "the image name", asOf: null },
        ],
      });
    }
  },
});
