import { describe, expect, test } from "vitest";
import { Shift } from "../../src/fix/shift.ts";

/** Spans as `start-end`. */
function moved(
  replaced: readonly (readonly [start: number, end: number, length: number])[],
  direction: "forward" | "back",
  span: readonly [number, number],
): string {
  const shift = new Shift(
    replaced.map(([start, end, length]) => ({ span: { start, end }, length })),
  );
  const { start, end } = shift[direction]({ start: span[0], end: span[1] });
  return `${start}-${end}`;
}

describe("an insertion of 10 at 5", () => {
  const edits = [[5, 5, 10]] as const;
  test.each([
    [[0, 4], "0-4"],
    // A span that ends where text is inserted does not grow.
    [[0, 5], "0-5"],
    [[5, 5], "5-5"],
    [[6, 8], "16-18"],
  ] as const)("%j forward", (span, expected) => {
    expect(moved(edits, "forward", span)).toBe(expected);
  });

  test.each([
    [[0, 5], "0-5"],
    [[0, 9], "0-5"],
    [[7, 9], "5-5"],
    [[15, 16], "5-6"],
    [[16, 18], "6-8"],
  ] as const)("%j back", (span, expected) => {
    expect(moved(edits, "back", span)).toBe(expected);
  });
});

describe("a deletion of 5-8", () => {
  const edits = [[5, 8, 0]] as const;
  test.each([
    [[0, 5], "0-5"],
    [[0, 6], "0-5"],
    [[6, 7], "5-5"],
    [[8, 9], "5-6"],
  ] as const)("%j forward", (span, expected) => {
    expect(moved(edits, "forward", span)).toBe(expected);
  });

  test("a span that ends at it includes the deleted text, going back", () => {
    expect(moved(edits, "back", [0, 5])).toBe("0-8");
  });
});

test("several replacements add up", () => {
  const edits = [
    [2, 4, 5],
    [6, 6, 1],
    [10, 13, 1],
  ] as const;
  expect(moved(edits, "forward", [14, 15])).toBe("16-17");
  expect(moved(edits, "back", [16, 17])).toBe("14-15");
  expect(moved(edits, "forward", [2, 6])).toBe("2-9");
});
