import type { Fix, RuleFinding } from "../../src/domain/rule/finding.ts";
import { message } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { FaultySuppression, SuppressionFault } from "../../src/domain/rule/suppression.ts";
import page from "./README.md";

const messages = {
  unused: "This suppression of {0} suppresses nothing.",
  expired: "This suppression of {0} ended on {1} and suppresses nothing any more.",
  unknownRule: "This suppression names {0}, and there is no such rule.",
  ownRule:
    "This suppression names {0}, which speaks of suppressions and cannot be suppressed by one.",
  noRule: "This suppression names no rule, so it suppresses nothing.",
  noReason: "This suppression gives no reason, so it suppresses nothing.",
  badDay: "This suppression ends on '{0}', which is no day, so it suppresses nothing.",
  notUnderstood: "'{0}' is no suppression that inferlint understands, so it suppresses nothing.",
};

const form = "# inferlint: ignore[stale-tag] until=2027-01-31 -- why";

export const rule: Rule = defineRule({
  id: "unused-suppression",
  level: "warning",
  precision: "very-high",
  securitySeverity: null,
  tags: ["maintainability"],
  summary: "A suppression or exception that suppresses nothing, or does not say what it must.",
  page,
  messages,
  options: {},
  optionKinds: {},
  needs: [],
  check: () => [],
  *checkSuppressions(suppressions): Iterable<RuleFinding> {
    for (const suppression of suppressions) {
      const { id, args, remedy } = said(suppression);
      yield {
        message: message(messages, id, args, remedy),
        confidence: "high",
        region: suppression.region,
        image: null,
        subject: suppression.text,
        related: [],
        // The comment or exception is the evidence, and the message says what is wrong with it.
        evidence: [],
        fix: fixOf(suppression),
      };
    }
  },
});

function said({ fault, text }: FaultySuppression): {
  readonly id: keyof typeof messages;
  readonly args: readonly string[];
  readonly remedy: string;
} {
  switch (fault.kind) {
    case "unused":
      return { id: "unused", args: [listed(fault.rules)], remedy: "Take it out." };
    case "expired":
      return {
        id: "expired",
        args: [listed(fault.rules), fault.until],
        remedy: "Mend what it was for and take it out, or give it a later day.",
      };
    case "unknown rule":
      return {
        id: "unknownRule",
        args: [fault.rule],
        remedy:
          fault.nearest === null
            ? "Choose a rule that inferlint rules lists."
            : `Write ${fault.nearest}, if that is the one.`,
      };
    case "own rule":
      return {
        id: "ownRule",
        args: ["unused-suppression"],
        remedy: "Set the level of the rule in the configuration.",
      };
    case "no rule":
      return { id: "noRule", args: [], remedy: `Name one: ${form}.` };
    case "no reason":
      return { id: "noReason", args: [], remedy: `Add one: ${form}.` };
    case "bad day":
      return { id: "badDay", args: [fault.day], remedy: "Write the last day as YYYY-MM-DD." };
    case "not understood":
      return { id: "notUnderstood", args: [shortened(text)], remedy: `Write ${form}.` };
  }
}

/** The text of a whole comment can be a long line. */
function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** `a, b and c` */
function listed(rules: readonly string[]): string {
  return rules.length < 2
    ? rules.join("")
    : `${rules.slice(0, -1).join(", ")} and ${rules.at(-1) ?? ""}`;
}

function fixOf({ fault, removal }: FaultySuppression): Fix | null {
  if (removal.length === 0) return null;
  const rules = namesOf(fault);
  return { safe: true, description: `Take out the suppression of ${rules}.`, edits: removal };
}

function namesOf(fault: SuppressionFault): string {
  return "rules" in fault ? listed(fault.rules) : "";
}
