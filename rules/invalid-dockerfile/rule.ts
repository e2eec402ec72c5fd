import type { RuleFinding } from "../../src/domain/finding.ts";
import { message } from "../../src/domain/message.ts";
import type { Rule } from "../../src/domain/rule.ts";
import { defineRule } from "../../src/domain/rule.ts";
import page from "./README.md";

const messages = {
  refused: "BuildKit refuses this Dockerfile: {0}.",
  unread: "This file was not judged: {0}.",
};

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
  *check(build): Iterable<RuleFinding> {
    const image = build.images.find(({ inference }) => inference === "yes");
    if (!image && !build.unread) return;
    const id = build.unread ? "unread" : "refused";
    const remedy = build.unread
      ? "Save it as UTF-8 text of at most 1 MiB, or leave it out."
      : "Correct this place; the rest of the file was judged as far as it could be read.";
    for (const { message: why, region, unconditional } of build.problems) {
      if (!unconditional) continue;
      yield {
        message: message(messages, id, [why], remedy),
        confidence: "high",
        region,
        image: null,
        subject: why,
        related: [],
        // The text itself is the evidence, and the message says what is wrong with it.
        evidence: [],
        fix: null,
      };
    }
  },
});
