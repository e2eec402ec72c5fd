import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LineIndex } from "../../src/text/line-index.ts";

describe("lines", () => {
  test.each([
    ["", [""]],
    ["a", ["a"]],
    ["a\nb", ["a", "b"]],
    ["a\n", ["a", ""]],
    ["a\r\nb\r\r\nc\rd\r", ["a", "b", "c\rd"]],
    ["\uFEFFa\n\uFEFFb", ["a", "\uFEFFb"]],
    ["a\u2028b\u0085c\vd", ["a\u2028b\u0085c\vd"]],
  ])("of %j", (text, lines) => {
    const index = new LineIndex(text);
    expect(index.lineCount).toBe(lines.length);
    expect(lines.map((_, at) => index.lineText(at + 1))).toEqual(lines);
    expect(index.lineText(0)).toBeNull();
    expect(index.lineText(lines.length + 1)).toBeNull();
    expect(index.lineStart(lines.length + 1)).toBeNull();
  });
});

describe("positions", () => {
  const index = new LineIndex("\uFEFFab\r\n\ncd");

  test.each([
    [0, 1, 1],
    [1, 1, 1],
    [3, 1, 3],
    [4, 1, 4],
    [5, 2, 1],
    [6, 3, 1],
    [8, 3, 3],
    [99, 3, 3],
  ])("offset %i is %i:%i", (offset, line, column) => {
    expect(index.position(offset)).toEqual({ line, column });
  });

  test.each([
    [1, 0, null],
    [1, 4, 4],
    [1, 5, null],
    [2, 1, 5],
    [2, 2, null],
    [3, 3, 8],
    [3, 4, null],
    [4, 1, 8],
    [4, 2, null],
    [5, 1, null],
    [0, 1, null],
  ])("%i:%i is offset %s", (line, column, offset) => {
    expect(index.offset(line, column)).toBe(offset);
  });

  test("an end before the start has no span, and no length as a range", () => {
    expect(index.span({ startLine: 2, startColumn: 1, endLine: 1, endColumn: 1 })).toBeNull();
    expect(index.range({ start: 3, end: 2 })).toEqual({
      startLine: 1,
      startColumn: 3,
      endLine: 1,
      endColumn: 3,
    });
  });

  test("ranges and spans are inverse", () => {
    const text = fc
      .array(fc.constantFrom("a", "\n", "\r\n", "é", "😀"), { maxLength: 12 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, fc.nat(24), fc.nat(24), (source, a, b) => {
        const [start = 0, end = 0] = [a, b]
          .map((offset) => Math.min(offset, source.length))
          .sort((x, y) => x - y);
        const lines = new LineIndex(source);
        expect(lines.span(lines.range({ start, end }))).toEqual({ start, end });
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
