import { expect, test } from "vitest";
import type { Edit, Finding } from "../../src/domain/rule/finding.ts";
import { chooseFixes } from "../../src/fix/index.ts";
import { buildFinding, buildSuppression } from "../support/run.ts";

function at(line: number, start: number, end: number) {
  return { startLine: line, startColumn: start, endLine: line, endColumn: end };
}

function finding(ruleId: string, edits: readonly Edit[], parts: Partial<Finding> = {}): Finding {
  const fix = { safe: true, description: ruleId, edits };
  return buildFinding(ruleId, edits[0]?.region ?? at(1, 1, 2), { fix, ...parts });
}

function chosen(findings: readonly Finding[], unsafe = false): readonly string[] {
  return chooseFixes(findings, { unsafe }).map(({ ruleId }) => ruleId);
}

const tag = finding("tag", [{ region: at(1, 10, 15), text: "a" }]);
const move = finding("move", [
  { region: at(1, 5, 9), text: "b" },
  { region: at(1, 10, 15), text: "c" },
]);
const unsafeMove = { ...move, fix: move.fix && { ...move.fix, safe: false } };

test.each([
  ["nothing", [], []],
  ["one", [tag], ["tag"]],
  ["the one that replaces more", [tag, move], ["move"]],
  ["in any order", [move, tag], ["move"]],
  ["only safe fixes", [tag, unsafeMove], ["tag"]],
  ["the same edit twice", [tag, { ...tag, ruleId: "again" }], ["tag", "again"]],
  ["no suppressed finding", [{ ...tag, suppressed: buildSuppression() }], []],
  ["no fix without edits", [finding("word", [])], []],
  ["no finding without a fix", [buildFinding("none", at(1, 1, 2))], []],
  [
    "adjacent edits",
    [tag, finding("next", [{ region: at(1, 15, 16), text: "" }])],
    ["tag", "next"],
  ],
  [
    "an insertion at the end of another edit",
    [tag, finding("insert", [{ region: at(1, 15, 15), text: "x" }])],
    ["tag", "insert"],
  ],
  [
    "one of two insertions at the same location: the first by rule id",
    [
      finding("b", [{ region: at(2, 1, 1), text: "x" }]),
      finding("a", [{ region: at(2, 1, 1), text: "y" }]),
    ],
    ["a"],
  ],
  [
    "no insertion within another edit",
    [tag, finding("insert", [{ region: at(1, 12, 12), text: "x" }])],
    ["tag"],
  ],
] as const)("chooses %s", (_, findings, expected) => {
  expect(chosen(findings)).toEqual(expected);
});

test("chooses unsafe fixes if allowed", () => {
  expect(chosen([tag, unsafeMove], true)).toEqual(["move"]);
});
