import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { tagFix } from "../support/image-fix.ts";
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

type Options = { readonly months: number; readonly from: "latest" | "today" };

const messages = {
  undecided:
    "'{0}' dates from {1} and may be stale: it is, if latest of this repository is dated after {2}, which --online or --facts would tell.",
  unanswered:
    "'{0}' dates from {1} and may be stale: it is, if latest of this repository is dated after {2}, which is not known, since {3}.",
};

export const rule: Rule<Options> = defineRule<Options>({
  id: "unverified-tag",
  level: "warning",
  precision: "high",
  securitySeverity: "4.0",
  tags: ["security", "docker"],
  summary: "The tag of an azureml inference image may be stale: the date of latest decides.",
  page,
  messages,
  options: { months: 6, from: "latest" },
  optionKinds: windowOptions,
  needs: ["no registry"],
  queries: ["age"],
  *check(build, { asOf, options, optionsOf, wantsFixes }): Iterable<RuleFinding> {
    // It speaks of what stale-tag leaves open, so the window is the one stale-tag measures by.
    const window = { ...options, ...(optionsOf("stale-tag") as Partial<Options> | null) };
    for (const image of inferenceImages(build)) {
      const { tagDate, latest } = image.facts;
      const age = evaluateTagAge(tagDate, latest, window, asOf);
      if (age.kind !== "undecided" || tagDate.kind !== "dated") continue;
      const reference = referenceText(image);
      const published = tagDate.upperBound ? `${tagDate.date} or earlier` : tagDate.date;
      const { newestKnown: newest, why } =
        latest.kind === "between" ? latest : { newestKnown: null, why: null };
      const args = [reference, published, age.lastSupporting, ...(why === null ? [] : [why])];
      const id = why === null ? "undecided" : "unanswered";
      yield {
        message: message(messages, id, args, recommend(image.facts, asOf)),
        confidence: tagDate.confidence,
        region: image.region,
        image: reference,
        subject: subjectOf(build, image),
        related: image.expansion.provenance,
        evidence: [
          evidence("tag date", published, tagDate.source),
          ...(newest
            ? [evidence("newest known tag", `${newest.tag} of ${newest.date}`, newest.source)]
            : []),
        ],
        fix: wantsFixes ? tagFix(build, image, window, asOf) : null,
      };
    }
  },
});
