import type { EnrichedBuild } from "../../src/domain/build/enriched-build.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import type { Message } from "../../src/domain/rule/message.ts";
import { message } from "../../src/domain/rule/message.ts";
import type { Region } from "../../src/domain/build/region.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import page from "./README.md";

/** A reference in an instruction that was skipped, a misspelt FROM for example. */
const skippedReference = /mcr\.microsoft\.com(?::443)?\/azureml\/[^\s"']*inference/i;

function namesInferenceImage({ images, problems }: EnrichedBuild): boolean {
  return (
    images.some(({ inference }) => inference === "yes") ||
    problems.some(({ skipped }) => skipped !== undefined && skippedReference.test(skipped))
  );
}

const messages = {
  refused: "BuildKit refuses this Dockerfile: {0}.",
  more: "BuildKit refuses this Dockerfile in {0} more places, of which this is the first.",
  unread: "This file was not judged: {0}.",
};

/** BuildKit names one; whoever mends a hundred knows the way, and a file can have half a million. */
const maxProblems = 100;

export const rule: Rule = defineRule({
  id: "invalid-dockerfile",
  level: "error",
  precision: "very-high",
  securitySeverity: null,
  tags: ["docker", "correctness"],
  summary: "A Dockerfile on an azureml inference image that BuildKit would refuse.",
  page,
  messages,
  options: {},
  optionKinds: {},
  needs: [],
  *check(build): Iterable<RuleFinding> {
    if (!build.unread && !namesInferenceImage(build)) return;
    const id = build.unread ? "unread" : "refused";
    const remedy = build.unread
      ? "Save it as UTF-8 text of at most 1 MiB, or leave it out."
      : "Correct this place; the rest of the file was judged as far as it could be read.";
    const rejections = build.problems.filter(({ unconditional }) => unconditional);
    for (const { message: why, region } of rejections.slice(0, maxProblems))
      yield finding(message(messages, id, [why], remedy), region, why);
    const more = rejections[maxProblems];
    const count = String(rejections.length - maxProblems);
    if (more) yield finding(message(messages, "more", [count], remedy), more.region, "more");
  },
});

function finding(text: Message, region: Region, subject: string): RuleFinding {
  return {
    message: text,
    confidence: "high",
    region,
    image: null,
    subject,
    related: [],
    // The text itself is the evidence, and the message says what is wrong with it.
    evidence: [],
    fix: null,
  };
}
