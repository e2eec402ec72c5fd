import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { microsoftRegistry } from "../../src/domain/image/image-policy.ts";
import { referenceText, subjectOf } from "../../src/domain/build/inference-images.ts";
import { message } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import page from "./README.md";

const messages = {
  looksLike: "'{0}' looks like '{1}', but comes from another registry and is not judged.",
};

export const rule: Rule = defineRule({
  id: "unofficial-registry",
  level: "warning",
  precision: "medium",
  securitySeverity: "5.0",
  tags: ["security", "docker"],
  summary: "An image elsewhere that is named like one of Microsoft's inference images.",
  page,
  messages,
  options: {},
  optionKinds: {},
  needs: ["registry name"],
  *check(build): Iterable<RuleFinding> {
    for (const image of build.images) {
      const { canonical, looksLike } = image;
      if (canonical === null || looksLike === null) continue;
      const reference = referenceText(image);
      const official = `${microsoftRegistry}/${looksLike}`;
      const prefix = canonical.slice(0, canonical.length - looksLike.length);
      const host = canonical.slice(0, canonical.indexOf("/"));
      const mirror = `images: { mirrors: [{ prefix: ${prefix}azureml, for: ${microsoftRegistry}/azureml }] }`;
      yield {
        message: message(
          messages,
          "looksLike",
          [reference, official],
          `Take it from ${microsoftRegistry}, or, if ${host} mirrors it, set ${mirror}.`,
        ),
        confidence: "medium",
        region: image.region,
        image: reference,
        subject: subjectOf(build, image),
        related: image.expansion.provenance,
        evidence: [
          { fact: "catalogued name", value: official, source: "the image name", asOf: null },
        ],
        fix: null,
      };
    }
  },
});
