import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import page from "./README.md";

const messages = {
  undecided: defineMessage(
    "undecided",
    ["reference", "published", "lastSupporting"],
    ({ published }) => `tag from ${published}, may be stale`,
    ({ reference, published, lastSupporting }) =>
      `'${reference}' was published on ${published} and is stale if latest of this repository is newer than ${lastSupporting}; use --online or --facts to find out.`,
  ),
  unanswered: defineMessage(
    "unanswered",
    ["reference", "published", "lastSupporting", "why"],
    ({ published }) => `tag from ${published}, may be stale`,
    ({ reference, published, lastSupporting, why }) =>
      `'${reference}' was published on ${published} and is stale if latest of this repository is newer than ${lastSupporting}; the date of latest is unknown: ${why}.`,
  ),
};

export const rule: Rule = defineRule({
  id: "unverified-tag",
  level: "warning",
  precision: "high",
  securitySeverity: "4.0",
  tags: ["security", "docker"],
  summary: "The tag of an azureml inference image may be stale: the date of latest decides.",
  page,
  messages,
  options: {},
  optionKinds: {},
  sharedSettings: ["supportWindow"],
  questionsFrom: ["stale-tag"],
  check: () => [],
  *checkUnresolved(questions): Iterable<RuleFinding> {
    for (const question of questions) {
      if (question.about !== "age") continue;
      const { region, image, subject, related, evidence, confidence, fix, noFix, remedy } =
        question;
      const { published, lastSupporting, why } = question;
      const values = { reference: image, published, lastSupporting };
      yield {
        kind: "open",
        message:
          why === null
            ? messages.undecided(values, remedy)
            : messages.unanswered({ ...values, why }, remedy),
        ...{ confidence, region, image, subject, related, evidence, fix },
        ...(noFix === undefined ? {} : { noFix }),
      };
    }
  },
});
