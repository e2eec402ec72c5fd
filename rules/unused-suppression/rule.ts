import type { FixOrReason, RuleFinding } from "../../src/domain/rule/finding.ts";
import { withoutFix } from "../../src/domain/rule/finding.ts";
import type { Message } from "../../src/domain/rule/message.ts";
import { advice, defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { FaultySuppression } from "../../src/domain/rule/suppression.ts";
import { suppressionText } from "../../src/domain/rule/suppression.ts";
import { joinList } from "../../src/text/list.ts";
import page from "./README.md";

const messages = {
  unused: defineMessage(
    "unused",
    ["rules"],
    ({ rules }) => `unused suppression of ${rules}`,
    ({ rules }) => `This suppression of ${rules} suppresses nothing.`,
  ),
  misplaced: defineMessage(
    "misplaced",
    ["rules", "where"],
    ({ rules }) => `suppression of ${rules} in the wrong place`,
    ({ rules, where }) =>
      `This suppression of ${rules} suppresses nothing where it is: the ${where}.`,
  ),
  expired: defineMessage(
    "expired",
    ["rules", "until"],
    ({ rules, until }) => `suppression of ${rules} expired on ${until}`,
    ({ rules, until }) =>
      `This suppression of ${rules} expired on ${until} and no longer suppresses anything.`,
  ),
  unknownRule: defineMessage(
    "unknownRule",
    ["rule"],
    ({ rule }) => `suppression of unknown rule ${rule}`,
    ({ rule }) => `This suppression names ${rule}, which is not a rule.`,
  ),
  ownRule: defineMessage(
    "ownRule",
    ["rule"],
    ({ rule }) => `${rule} cannot be suppressed`,
    ({ rule }) =>
      `This suppression names ${rule}, which reports suppressions and cannot be suppressed.`,
  ),
  noRule: defineMessage(
    "noRule",
    [],
    () => "suppression names no rule",
    () => "This suppression names no rule, so it suppresses nothing.",
  ),
  noReason: defineMessage(
    "noReason",
    [],
    () => "suppression has no reason",
    () => "This suppression has no reason, so it suppresses nothing.",
  ),
  badDay: defineMessage(
    "badDay",
    ["day"],
    ({ day }) => `until is not a date: '${day}'`,
    ({ day }) =>
      `This suppression ends on '${day}', which is not a date, so it suppresses nothing.`,
  ),
  notUnderstood: defineMessage(
    "notUnderstood",
    ["text"],
    ({ text }) => `not a valid suppression: '${text}'`,
    ({ text }) => `'${text}' is not a valid suppression, so it suppresses nothing.`,
  ),
};

const form = "# inferlint: ignore[stale-tag] until=2027-01-31 -- why";

export const rule: Rule = defineRule({
  id: "unused-suppression",
  since: "0.1.0",
  status: "stable",
  level: "warning",
  precision: "very-high",
  securitySeverity: null,
  tags: ["maintainability"],
  summary: "A suppression or exception that suppresses nothing, is invalid or has no reason.",
  page,
  messages,
  options: {},
  optionKinds: {},
  check: () => [],
  *checkSuppressions(suppressions): Iterable<RuleFinding> {
    for (const suppression of suppressions)
      yield {
        message: describe(suppression),
        confidence: "high",
        region: suppression.region,
        image: null,
        subject: suppression.text,
        related: [],
        // The finding is about the comment or exception that the region shows.
        evidence: [],
        ...fixOf(suppression),
      };
  },
});

function describe({ fault, text }: FaultySuppression): Message {
  switch (fault.kind) {
    case "unused":
      return messages.unused({ rules: joinList(fault.rules) }, advice("Remove it"));
    case "misplaced":
      return misplacedMessage(fault.rules, fault.lines, text);
    case "expired":
      return messages.expired(
        { rules: joinList(fault.rules), until: fault.until },
        advice("Fix the underlying finding and remove this, or extend until"),
      );
    case "unknown rule":
      return messages.unknownRule(
        { rule: fault.rule },
        advice(
          fault.nearest === null
            ? "Use an id that inferlint rules lists"
            : `Write ${fault.nearest}, if that was meant`,
        ),
      );
    case "own rule":
      return messages.ownRule(
        { rule: fault.rule },
        advice("Set the level of the rule in the configuration"),
      );
    case "no rule":
      return messages.noRule({}, advice(`Name one: ${form}`));
    case "no reason":
      return messages.noReason({}, advice(`Add one: ${text.replace(/\s*(?:--\s*)?$/, "")} -- why`));
    case "bad day":
      return messages.badDay({ day: fault.day }, advice("Write the last day as YYYY-MM-DD"));
    case "not understood":
      return messages.notUnderstood(
        { text: shortened(text) },
        advice(`Write ${fault.meant.rules.length === 0 ? form : suppressionText(fault.meant)}`),
      );
  }
}

/** More lines help no reader. */
const maxLines = 8;

function misplacedMessage(
  rules: readonly string[],
  lines: readonly number[],
  text: string,
): Message {
  const these = joinList(rules);
  if (lines.length === 0) {
    const whole = text.replace(/ignore(?!-file)/, "ignore-file");
    const where = "finding is about the file as a whole";
    return messages.misplaced({ rules: these, where }, advice(`Write ${whole}`));
  }
  const shown = joinList(lines.slice(0, maxLines).map(String));
  const more = lines.length > maxLines ? ` and ${lines.length - maxLines} more` : "";
  const is = lines.length === 1 && rules.length === 1 ? "finding is" : "findings are";
  const inLines = lines.length === 1 ? "in line" : "in lines";
  const where = `${is} ${inLines} ${shown}${more}`;
  const above = lines.length === 1 ? `line ${shown}` : "that of these lines for which it is meant";
  return messages.misplaced({ rules: these, where }, advice(`Put it above ${above}`));
}

/** The text of a whole comment can be a long line. */
function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function fixOf({ fault, edits, noFix }: FaultySuppression): FixOrReason {
  if (edits.length === 0) return withoutFix(noFix ?? "only its author knows what it is for");
  const rules = "rules" in fault ? joinList(fault.rules) : "";
  const description =
    fault.kind === "misplaced"
      ? `Move the suppression of ${rules} above line ${fault.lines.join()}.`
      : `Remove the suppression of ${rules}.`;
  return { fix: { safe: true, description, edits } };
}
