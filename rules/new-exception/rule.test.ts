import { describe, expect, test } from "vitest";
import type { NewException } from "../../src/domain/rule/new-exception.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import { rule } from "./rule.ts";

const region = { startLine: 2, startColumn: 1, endLine: 2, endColumn: 9 };

/** What the rule says of an exception, and where. */
function said(exception: Partial<NewException>): readonly unknown[] {
  const whole: NewException = {
    ...{ kind: "comment", about: "root-user: why", change: { kind: "added" }, hides: [] },
    ...{ path: "Dockerfile", region },
    ...exception,
  };
  const found = rule.checkNewExceptions?.([whole], {} as RuleContext) ?? [];
  return [...found].map(({ message, region: at }) => [message.short, message.long, at]);
}

describe("says of an exception", () => {
  test.each<[name: string, exception: Partial<NewException>, short: string, long: string]>([
    [
      "that the base lacks it",
      {},
      "this comment is not in the base",
      "This comment (root-user: why) is not in the base.",
    ],
    [
      "what it covers besides",
      { kind: "exception", change: { kind: "wider", more: "eol-os" } },
      "this exception covers more than in the base: eol-os",
      "This exception (root-user: why) covers more than in the base: eol-os.",
    ],
    [
      "how much longer it lasts",
      { change: { kind: "longer", until: "2027-01-31", before: "2026-12-31" } },
      "this comment ends later than in the base: 2027-01-31, not 2026-12-31",
      "This comment (root-user: why) ends later than in the base: 2027-01-31, not 2026-12-31.",
    ],
    [
      "that it has no end any more",
      { change: { kind: "longer", until: null, before: "2026-12-31" } },
      "this comment ends later than in the base: never, not 2026-12-31",
      "This comment (root-user: why) ends later than in the base: never, not 2026-12-31.",
    ],
    [
      "which new findings it holds back, though the base has it",
      { kind: "policy exception", change: null, hides: ["root-user", "eol-os"] },
      "an exception of the policy holds back new findings of root-user and eol-os",
      "An exception of the policy (root-user: why) holds back new findings of root-user and eol-os.",
    ],
    [
      "both",
      { hides: ["root-user"] },
      "this comment is not in the base and holds back new findings of root-user",
      "This comment (root-user: why) is not in the base and holds back new findings of root-user.",
    ],
    [
      "the pattern of an exclusion",
      { kind: "exclusion", about: "third_party/**" },
      "this exclusion is not in the base",
      "This exclusion (third_party/**) is not in the base.",
    ],
  ])("%s", (_, exception, short, long) => {
    expect(said(exception)).toEqual([[short, long, region]]);
  });
});

test("finds nothing in a file itself", () => {
  expect(rule.checkNewExceptions?.([], {} as RuleContext)).toBeDefined();
  expect([...(rule.checkNewExceptions?.([], {} as RuleContext) ?? [])]).toEqual([]);
});
