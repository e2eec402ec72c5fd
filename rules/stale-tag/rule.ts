import { checkedReading } from "../../src/domain/build/build.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { tagFix } from "../support/image-fix.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import {
  evidence,
  inferenceImages,
  referenceText,
  subjectOf,
} from "../../src/domain/build/inference-images.ts";
import { message } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import { evaluateTagAge, windowOptions } from "../../src/domain/image/tag-age.ts";
import { recommend } from "../support/recommendation.ts";
import page from "./README.md";

export type Options = { readonly months: number; readonly from: "latest" | "today" };

const messages = {
  latest:
    "'{0}' dates from {1}, but no tag from before {2} is supported: that is {3} months before latest, which is dated {4} or later.",
  exact:
    "'{0}' dates from {1}, but no tag from before {2} is supported: that is {3} months before latest, which is dated {4}.",
  mirror:
    "'{0}' dates from {1}, but no tag from before {2} is supported: that is {3} months before Microsoft's own latest, which is dated {4}.",
  today:
    "'{0}' dates from {1}, but no tag from before {2} is wanted: that is {3} months before {4}.",
};

export const rule: Rule<Options> = defineRule<Options>({
  id: "stale-tag",
  level: "error",
  precision: "very-high",
  securitySeverity: "7.0",
  tags: ["security", "docker"],
  summary: "The tag of an azureml inference image is older than six months before latest.",
  page,
  messages,
  options: { months: 6, from: "latest" },
  optionKinds: windowOptions,
  needs: ["tag age"],
  queries: ["age"],
  *check(build, { asOf, options, wantsFixes }): Iterable<RuleFinding> {
    for (const image of inferenceImages(build)) {
      const { tagDate, latest } = image.facts;
      const age = evaluateTagAge(tagDate, latest, options, asOf);
      if (age.kind !== "stale" || tagDate.kind !== "dated") continue;
      const reference = referenceText(image);
      const measured =
        options.from === "today"
          ? { id: "today", from: asOf }
          : latest.kind === "exact"
            ? { id: isLatest(image) ? "mirror" : "exact", from: latest.date }
            : { id: "latest", from: (latest.kind === "between" ? latest.earliest : null) ?? "" };
      const published = tagDate.upperBound ? `${tagDate.date} or earlier` : tagDate.date;
      const args = [reference, published, age.windowStart, String(options.months), measured.from];
      yield {
        message: message(messages, measured.id, args, recommend(image.facts, asOf)),
        confidence: tagDate.confidence,
        region: image.region,
        image: reference,
        subject: subjectOf(build, image),
        related: image.expansion.provenance,
        evidence: [
          evidence("tag date", published, tagDate.source),
          ...(latest.kind === "exact" && options.from === "latest"
            ? [evidence("date of latest", latest.date, latest.source)]
            : []),
          ...(latest.kind === "between" && latest.newestKnown && options.from === "latest"
            ? [
                evidence(
                  "newest known tag",
                  `${latest.newestKnown.tag} of ${latest.newestKnown.date}`,
                  latest.newestKnown.source,
                ),
              ]
            : []),
        ],
        fix: wantsFixes ? tagFix(build, image, options, asOf) : null,
      };
    }
  },
});

/** What a mirror calls latest, whose day is that of the copy. */
function isLatest(image: InferenceImage): boolean {
  const { reading } = checkedReading(image);
  if (reading.kind !== "reference") return false;
  const { tag, digest } = reading.reference;
  return tag === "latest" && digest === null;
}
