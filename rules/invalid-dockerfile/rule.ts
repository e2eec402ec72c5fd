import type { Region } from "../../src/domain/build/region.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import type { Message } from "../../src/domain/rule/message.ts";
import { advice, defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import page from "./README.md";

const messages = {
  refused: defineMessage(
    "refused",
    ["problem"],
    ({ problem }) => `BuildKit rejects this file: ${problem}`,
    ({ problem }) => `BuildKit rejects this Dockerfile: ${problem}.`,
  ),
  more: defineMessage(
    "more",
    ["count"],
    ({ count }) => `${count} more problems, the first one here`,
    ({ count }) =>
      `BuildKit rejects this Dockerfile for ${count} more problems, the first one here.`,
  ),
  unread: defineMessage(
    "unread",
    ["problem"],
    ({ problem }) => `not checked: ${problem}`,
    ({ problem }) => `This file was not checked: ${problem}.`,
  ),
};

/** BuildKit reports one; a file can have half a million. */
const maxProblems = 100;

export const rule: Rule = defineRule({
  id: "invalid-dockerfile",
  since: "0.1.0",
  status: "stable",
  level: "error",
  precision: "very-high",
  securitySeverity: null,
  tags: ["docker", "correctness"],
  summary: "A Dockerfile on an azureml inference image that BuildKit rejects.",
  page,
  messages,
  options: {},
  optionKinds: {},
  *check(build): Iterable<RuleFinding> {
    if (!build.unread && !build.namesInference) return;
    const describe = build.unread ? messages.unread : messages.refused;
    const remedy = advice(
      build.unread
        ? "Save it as UTF-8 text of at most 1 MiB, or exclude it"
        : "Fix this instruction; the rest of the file was still checked",
    );
    const problems = build.problems.filter(({ unconditional }) => unconditional);
    for (const { message: problem, region } of problems.slice(0, maxProblems))
      yield finding(describe({ problem }, remedy), region, problem);
    const more = problems[maxProblems];
    const count = String(problems.length - maxProblems);
    if (more) yield finding(messages.more({ count }, remedy), more.region, "more");
  },
});

function finding(message: Message, region: Region, subject: string): RuleFinding {
  return {
    message,
    confidence: "high",
    region,
    image: null,
    subject,
    related: [],
    // The message quotes what is wrong with the text.
    evidence: [],
    fix: null,
  };
}
