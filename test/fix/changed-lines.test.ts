import { expect, test } from "vitest";
import { changedLines } from "../../src/fix/index.ts";

test.each<[name: string, before: string, after: string, lines: readonly number[]]>([
  ["nothing", "a\nb\n", "a\nb\n", []],
  ["a line rewritten", "a\nb\nc\n", "a\nx\nc\n", [2]],
  ["a line added", "a\nc\n", "a\nb\nc\n", [2]],
  ["a line at the end", "a\n", "a\nb\n", [2]],
  ["a line removed", "a\nb\nc\n", "a\nc\n", []],
  ["two places", "a\nb\nc\nd\n", "x\nb\nc\ny\n", [1, 4]],
  ["everything", "", "a\nb\n", [1, 2]],
  ["line endings alone", "a\nb\n", "a\r\nb\r\n", []],
  ["a line moved", "a\nb\nc\n", "b\nc\na\n", [3]],
])("%s", (_, before, after, lines) => {
  expect([...changedLines(before, after)]).toEqual(lines);
});

test("texts that have nothing in common are changed as a whole", () => {
  const text = (prefix: string): string =>
    Array.from({ length: 10_000 }, (_, index) => `${prefix}${index}\n`).join("");
  expect(changedLines(text("a"), text("b")).size).toBe(10_000);
});
