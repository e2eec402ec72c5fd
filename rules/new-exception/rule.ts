import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { notWanted } from "../../src/domain/rule/finding.ts";
import { advice, defineMessage } from "../../src/domain/rule/message.ts";
import type {
  ExceptionChange,
  ExceptionKind,
  NewException,
} from "../../src/domain/rule/new-exception.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import { joinList } from "../../src/text/list.ts";
import page from "./README.md";

const messages = {
  newException: defineMessage(
    "newException",
    ["exception", "about", "change"],
    ({ exception, change }) => `${lowerFirst(exception)} ${change}`,
    ({ exception, about, change }) => `${exception} (${about}) ${change}.`,
  ),
};

const names: Readonly<Record<ExceptionKind, string>> = {
  comment: "This comment",
  exception: "This exception",
  "policy exception": "An exception of the policy",
  "baseline entry": "This baseline entry",
  exclusion: "This exclusion",
  mirror: "This mirror",
  "image pattern": "This pattern of images.include",
};

export const rule: Rule = defineRule({
  id: "new-exception",
  since: "0.1.0",
  status: "stable",
  level: "warning",
  precision: "very-high",
  securitySeverity: null,
  tags: ["maintainability"],
  summary:
    "With --against: a suppression or exclusion that the change brings, or that holds back what it brings.",
  page,
  messages,
  options: {},
  optionKinds: {},
  check: () => [],
  *checkNewExceptions(exceptions): Iterable<RuleFinding> {
    for (const exception of exceptions)
      yield {
        message: messages.newException(
          {
            exception: names[exception.kind],
            about: exception.about,
            change: changesOf(exception),
          },
          advice("Fix what it covers, or have it accepted by whoever owns the check"),
        ),
        confidence: "high",
        region: exception.region,
        image: null,
        subject: `${exception.kind}|${exception.about}`,
        related: [],
        // The finding is about the entry that the region shows.
        evidence: [],
        ...notWanted,
      };
  },
});

function changesOf({ change, hides }: NewException): string {
  const held = hides.length === 0 ? [] : [`holds back new findings of ${joinList(hides)}`];
  return joinList([...(change === null ? [] : [changeText(change)]), ...held]);
}

function changeText(change: ExceptionChange): string {
  switch (change.kind) {
    case "added":
      return "is not in the base";
    case "wider":
      return `covers more than in the base: ${change.more}`;
    case "longer":
      return `ends later than in the base: ${change.until ?? "never"}, not ${change.before}`;
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
