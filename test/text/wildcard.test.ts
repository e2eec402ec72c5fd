import { expect, test } from "vitest";
import { matchesWildcard } from "../../src/text/wildcard.ts";

test.each([
  ["SEC-1", "SEC-*", true],
  ["SEC-", "SEC-*", true],
  ["SEC-12: see https://example.org/a/b", "SEC-*", true],
  ["sec-1", "SEC-*", false],
  ["see SEC-1", "SEC-*", false],
  ["see SEC-1", "*SEC-*", true],
  ["SEC-1 approved", "SEC-? approved", true],
  ["SEC-12 approved", "SEC-? approved", false],
  ["", "", true],
  ["", "*", true],
  ["", "?", false],
  ["a", "", false],
  ["ab", "a*b*", true],
  ["aXbYb", "a*b", true],
  ["aXbY", "a*b", false],
  // Nothing but * and ? has a meaning.
  ["SEC-1", "{SEC,ML}-*", false],
  ["[SEC]-1", "[SEC]-*", true],
  ["a.c", "a.c", true],
  ["abc", "a.c", false],
])("%j matches %j: %s", (text, pattern, expected) => {
  expect(matchesWildcard(text, pattern)).toBe(expected);
});

test("a long text and a pattern with many stars take no time", () => {
  expect(matchesWildcard("a".repeat(200_000), `${"*a".repeat(20)}*b`)).toBe(false);
});
