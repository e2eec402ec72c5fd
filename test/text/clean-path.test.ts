import { expect, test } from "vitest";
import { cleanPath, pathBelow } from "../../src/text/clean-path.ts";

test.each([
  ["", "/", "/"],
  [".", "/", "/"],
  ["//", "/a", "/"],
  ["a/./b//c/..", "/x", "/x/a/b"],
  ["../../..", "/x/y", "/"],
  ["/..", "/x", "/"],
  ["...", "/", "/..."],
])("%j from %j is %j", (path, base, clean) => {
  expect(cleanPath(path, base)).toBe(clean);
});

test("a path that Linux does not take is cut off", () => {
  const long = cleanPath("a/".repeat(5_000));
  expect(long).toHaveLength(4096);
  expect(cleanPath("..", long)).toBe(long);
});

test.each([
  ["/a/b", "/a", "/b"],
  ["/a", "/a", ""],
  ["/a", "/", "/a"],
  ["/", "/", ""],
  ["/ab", "/a", null],
  ["/a", "/a/b", null],
])("%j below %j is %j", (path, root, below) => {
  expect(pathBelow(path, root)).toBe(below);
});
