import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { withoutFix } from "../../src/domain/rule/finding.ts";
import { advice, defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import { joinList } from "../../src/text/list.ts";
import page from "./README.md";

const messages = {
  // Without the number of days, which would make it another message every day.
  ending: defineMessage(
    "ending",
    ["rules", "until"],
    ({ rules, until }) => `suppression of ${rules} ends on ${until}`,
    ({ rules, until }) =>
      `This suppression of ${rules} ends on ${until}, and what it suppresses is reported after that day.`,
  ),
};

export const rule: Rule = defineRule({
  id: "exception-ending",
  since: "0.1.0",
  status: "stable",
  level: "note",
  precision: "very-high",
  securitySeverity: null,
  tags: ["maintainability"],
  summary: "A suppression or exception in use that ends within 14 days.",
  page,
  messages,
  options: {},
  optionKinds: {},
  check: () => [],
  *checkEndings(suppressions): Iterable<RuleFinding> {
    for (const { text, region, rules, until } of suppressions)
      yield {
        message: messages.ending(
          { rules: joinList(rules), until },
          advice("Fix the underlying finding and remove this, or extend until"),
        ),
        confidence: "high",
        region,
        image: null,
        subject: text,
        related: [],
        // The finding is about the comment or exception that the region shows.
        evidence: [],
        ...withoutFix("only its author knows what it is for"),
      };
  },
});
