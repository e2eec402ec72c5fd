import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Edit } from "../../src/domain/rule/finding.ts";
import { applyEdits } from "../../src/fix/index.ts";

/** `1:2-1:4 text` */
function edit(code: string): Edit {
  const [, ...parts] = /^(\d+):(\d+)-(\d+):(\d+) ([^]*)$/.exec(code) ?? [];
  const [startLine = 0, startColumn = 0, endLine = 0, endColumn = 0] = parts.map(Number);
  return { region: { startLine, startColumn, endLine, endColumn }, text: parts[4] ?? "" };
}

const cases: readonly (readonly [string, readonly string[], string])[] = [
  ["abc\n", [], "abc\n"],
  ["abc\n", ["1:2-1:3 x"], "axc\n"],
  ["abc\n", ["1:1-1:4 "], "\n"],
  ["abc\n", ["1:2-1:3 x", "1:2-1:3 x"], "axc\n"],
  ["abc\n", ["1:3-1:4 C", "1:1-1:2 A"], "AbC\n"],
  ["abc\n", ["1:2-1:3 x", "1:3-1:3 y"], "axyc\n"],
  ["abc\n", ["1:2-1:2 y", "1:2-1:3 x"], "ayxc\n"],
  ["a\nb\n", ["1:2-1:2 \nx"], "a\nx\nb\n"],
  ["a\r\nb\r\n", ["1:2-1:2 \nx"], "a\r\nx\r\nb\r\n"],
  ["a\r\nb", ["2:2-2:2 \nx"], "a\r\nb\r\nx"],
  ["a\r\nb\r\n", ["1:2-1:2 \r\nx"], "a\r\nx\r\nb\r\n"],
  ["a\r\nb\n", ["2:2-2:2 \nx"], "a\r\nb\nx\n"],
  ["a\nb\r\n", ["1:2-1:2 \nx"], "a\nx\nb\r\n"],
  ["a", ["1:2-1:2 \nx"], "a\nx"],
  ["", ["1:1-1:1 x"], "x"],
  ["\uFEFFabc\n", ["1:1-1:2 x"], "\uFEFFxbc\n"],
  ["\uFEFFabc\nabc", ["2:1-2:2 x"], "\uFEFFabc\nxbc"],
  ["a\nb\n", ["3:1-3:1 x"], "a\nb\nx"],
  ["a\nb\nc\n", ["1:2-3:1 "], "ac\n"],
  ["a😀b", ["1:4-1:5 x"], "a😀x"],
];

test.each(cases)("%j with %j", (text, edits, result) => {
  expect(applyEdits(text, edits.map(edit))).toEqual({ kind: "text", text: result });
});

describe("rejects", () => {
  test.each([
    ["abc\n", ["1:1-1:3 x", "1:2-1:4 y"], "it overlaps another edit"],
    ["abc\n", ["1:1-1:3 x", "1:1-1:3 y"], "it overlaps another edit"],
    ["abc\n", ["1:1-1:4 x", "1:2-1:2 y"], "it overlaps another edit"],
    ["abc\n", ["1:2-1:2 x", "1:2-1:2 y"], "it overlaps another edit"],
    ["abc\n", ["1:5-1:5 x"], "its location is not in the file"],
    ["abc\n", ["1:0-1:1 x"], "its location is not in the file"],
    ["abc\n", ["1:3-1:2 x"], "its location is not in the file"],
    ["abc\n", ["4:1-4:1 x"], "its location is not in the file"],
  ])("%j with %j", (text, edits, why) => {
    expect(applyEdits(text, edits.map(edit))).toMatchObject({ kind: "rejected", why });
  });
});

test("text outside the edits does not change", () => {
  const lines = fc.array(fc.constantFrom("abc", "", "x y", "\uFEFF", "é😀"), { maxLength: 6 });
  fc.assert(
    fc.property(
      lines,
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      fc.array(fc.tuple(fc.nat(6), fc.nat(4), fc.nat(3), fc.constantFrom("", "new", "\nline"))),
      (content, end, marked, raw) => {
        const text = (marked ? "\uFEFF" : "") + content.join(end);
        const edits = raw.map(([line, column, length, inserted]) =>
          edit(`${line + 1}:${column + 1}-${line + 1}:${column + 1 + length} ${inserted}`),
        );
        const edited = applyEdits(text, edits);
        if (edited.kind === "rejected") return;
        // No edit here spans more than one line.
        const own = text.replace(/^\uFEFF/, "").split("\n");
        const unique = [...new Map(edits.map((one) => [JSON.stringify(one), one])).values()];
        const expected = own.map((line, index) =>
          unique
            .filter(({ region }) => region.startLine === index + 1)
            .sort(
              (a, b) =>
                b.region.startColumn - a.region.startColumn ||
                b.region.endColumn - a.region.endColumn,
            )
            .reduce(
              (done, { region: { startColumn, endColumn }, text: inserted }) =>
                done.slice(0, startColumn - 1) +
                inserted.replace("\n", own.length > 1 ? end : "\n") +
                done.slice(endColumn - 1),
              line,
            ),
        );
        expect(edited.text).toBe((text.startsWith("\uFEFF") ? "\uFEFF" : "") + expected.join("\n"));
      },
    ),
    { seed: 20261123, numRuns: 1000 },
  );
});
