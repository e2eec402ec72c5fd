import { describe, expect, test } from "vitest";
import type { ExceptionKind, NewException } from "../../src/domain/rule/new-exception.ts";
import { rule } from "./rule.ts";

const region = { startLine: 3, startColumn: 5, endLine: 3, endColumn: 60 };

function exceptionOf(parts: Partial<NewException> = {}): NewException {
  return {
    ...{ kind: "comment", about: "root-user: why", change: { kind: "added" }, hides: [] },
    ...{ path: "Dockerfile", region },
    ...parts,
  };
}

function findingsOf(...exceptions: readonly NewException[]) {
  const context = {} as Parameters<NonNullable<typeof rule.checkNewExceptions>>[1];
  return [...(rule.checkNewExceptions?.(exceptions, context) ?? [])];
}

describe("new-exception", () => {
  test("stays silent where the change brings none", () => {
    expect(findingsOf()).toEqual([]);
  });

  test("stands at the comment or entry, one finding for each", () => {
    const [one, other, ...more] = findingsOf(
      exceptionOf(),
      exceptionOf({ kind: "mirror", about: "contoso.azurecr.io/x for mcr.microsoft.com/azureml" }),
    );
    expect(more).toEqual([]);
    expect(one).toMatchObject({ region, confidence: "high", image: null, fix: null, related: [] });
    expect(one?.message).toMatchObject({
      long: "This comment (root-user: why) is not in the base.",
      short: "this comment is not in the base",
      remedy: { action: "Fix what it covers, or have it accepted by whoever owns the check" },
    });
    expect(one?.subject).not.toBe(other?.subject);
  });

  const kinds: readonly (readonly [ExceptionKind, string])[] = [
    ["comment", "this comment"],
    ["exception", "this exception"],
    ["policy exception", "an exception of the policy"],
    ["baseline entry", "this baseline entry"],
    ["exclusion", "this exclusion"],
    ["mirror", "this mirror"],
    ["image pattern", "this pattern of images.include"],
  ];

  test.each(kinds)("names what it is: %s", (kind, name) => {
    expect(findingsOf(exceptionOf({ kind }))[0]?.message.short).toBe(`${name} is not in the base`);
  });

  test.each([
    [
      { change: { kind: "wider", more: "eol-os and all files" } },
      "covers more than in the base: eol-os and all files",
    ],
    [
      { change: { kind: "longer", until: "2027-03-01", before: "2027-01-31" } },
      "ends later than in the base: 2027-03-01, not 2027-01-31",
    ],
    [
      { change: { kind: "longer", until: null, before: "2027-01-31" } },
      "ends later than in the base: never, not 2027-01-31",
    ],
    [
      { change: null, hides: ["eol-os", "stale-tag"] },
      "holds back new findings of eol-os and stale-tag",
    ],
    [{ hides: ["eol-os"] }, "is not in the base and holds back new findings of eol-os"],
  ] satisfies readonly (readonly [Partial<NewException>, string])[])(
    "says how: %j",
    (parts, how) => {
      expect(findingsOf(exceptionOf(parts))[0]?.message.short).toBe(`this comment ${how}`);
    },
  );
});
