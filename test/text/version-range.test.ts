import { expect, test } from "vitest";
import { compareWithRange, versionRange } from "../../src/text/version-range.ts";

test.each([
  ["0.2.0", ">=0.2", "in"],
  ["0.1.9", ">=0.2", "older"],
  ["0.10.0", ">=0.9", "in"],
  ["0.2.0", ">0.2", "older"],
  ["0.2.1", ">0.2", "in"],
  ["1.0.0", "<1", "newer"],
  ["0.9.9", "<1", "in"],
  ["1.0.0", "<=1", "in"],
  ["1.0.1", "<=1", "newer"],
  ["1.2.0", "=1.2", "in"],
  ["1.2.1", "=1.2", "newer"],
  ["1.1.9", "=1.2", "older"],
  ["0.5.0", ">=0.2 <1", "in"],
  ["1.5.0", ">= 0.2 < 1", "newer"],
  ["0.1.0", ">=0.2 <1", "older"],
  // A pre-release comes before its release.
  ["0.2.0-beta.1", ">=0.2", "older"],
  ["0.2.1-beta.1", ">=0.2", "in"],
  ["1.0.0-rc.1", "<1", "in"],
  ["0.2.0+build", ">=0.2", "in"],
] as const)("%s and %s: %s", (version, range, order) => {
  expect(range).toMatch(versionRange);
  expect(compareWithRange(version, range)).toBe(order);
});

test.each(
  [
    ["", "0.2", "^0.2", "~1", ">=", ">=0.2.", ">=.2", "=>0.2", ">=0.2,<1", ">=0.2 || <1", "latest"],
    [
      ">=0.2<1",
      ">=1.2.3.4",
      ">=v1",
      " >=1",
      ">=1 ",
      ">=1 x",
      ">=0.2\n<1",
      "==1",
      `>=${"1".repeat(99)}`,
    ],
  ].flat(),
)("%j is no range", (text) => {
  expect(text).not.toMatch(versionRange);
});
