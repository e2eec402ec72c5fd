import { describe, expect, test } from "vitest";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { datedTags, nearestTags } from "../../src/domain/image/dated-tags.ts";

describe("dated tags", () => {
  const tags = ["latest", "20260316.v9", "20260316.v10", "20250101.1", "59", "20261332.v1"];

  test.each([
    ["2026-12-31", ["20260316.v10", "20260316.v9", "20250101.1"]],
    ["2026-03-15", ["20250101.1"]],
    ["2025-01-01", ["20250101.1"]],
    ["2024-12-31", []],
  ])("up to %s, newest first", (day, expected) => {
    expect(datedTags(tags, calendarDate(day)).map(({ tag }) => tag)).toEqual(expected);
  });
});

describe("the nearest tags", () => {
  test.each([
    [
      "in time",
      "20260317.v1",
      ["20260101.v1", "20260316.v1", "20270101.v1", "latest"],
      ["20260316.v1", "20260101.v1", "20270101.v1"],
    ],
    [
      "in time, then by build",
      "20260316.v2",
      ["20260316.v1", "20260316.v10", "20260316.v4"],
      ["20260316.v1", "20260316.v4", "20260316.v10"],
    ],
    ["in number", "58", ["1", "55", "59", "60", "latest"], ["59", "60", "55"]],
    ["in spelling", "stagin", ["latest", "staging", "1"], ["staging"]],
    [
      "else the last",
      "nonsense",
      ["20260101.v1", "20260316.v1", "latest"],
      ["latest", "20260316.v1", "20260101.v1"],
    ],
    ["of none", "latest", [], []],
  ])("are nearest %s", (_, wanted, tags, expected) => {
    expect(nearestTags(wanted, tags, 3)).toEqual(expected);
  });

  test("in a list of 50,000 only neighbours are compared", () => {
    const tags = Array.from({ length: 50_000 }, (_, i) => `v${String(i).padStart(5, "0")}-build`);
    expect(nearestTags("v04217-buil", tags, 1)).toEqual(["v04217-build"]);
  });
});
