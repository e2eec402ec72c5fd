import { expect, test } from "vitest";
import type { Edit, Finding } from "../../src/domain/rule/finding.ts";
import { chooseFixes } from "../../src/fix/index.ts";
import { buildFinding } from "../support/run.ts";

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
  ["whatever the order", [move, tag], ["move"]],
  ["only what is safe", [tag, unsafeMove], ["tag"]],
  ["the same edit twice", [tag, { ...tag, ruleId: "again" }], ["tag", "again"]],
  ["not the suppressed", [{ ...tag, suppressed: { kind: "inSource", justification: "" } }], []],
  ["not what has no edits", [finding("word", [])], []],
  ["not what has no fix", [buildFinding("none", at(1, 1, 2))], []],
  [
    "what touches and does not overlap",
    [tag, finding("next", [{ region: at(1, 15, 16), text: "" }])],
    ["tag", "next"],
  ],
  [
    "an insertion at the end of another",
    [tag, finding("insert", [{ region: at(1, 15, 15), text: "x" }])],
    ["tag", "insert"],
  ],
  [
    "one of two insertions at a place: the first by id",
    [
      finding("b", [{ region: at(2, 1, 1), text: "x" }]),
      finding("a", [{ region: at(2, 1, 1), text: "y" }]),
    ],
    ["a"],
  ],
  [
    "no insertion within another",
    [tag, finding("insert", [{ region: at(1, 12, 12), text: "x" }])],
    ["tag"],
  ],
] as const)("chooses %s", (_, findings, expected) => {
  expect(chosen(findings)).toEqual(expected);
});

test("unsafe ones where they are allowed", () => {
  expect(chosen([tag, unsafeMove], true)).toEqual(["move"]);
});
