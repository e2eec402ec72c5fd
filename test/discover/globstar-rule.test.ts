import fc from "fast-check";
import ignore from "ignore";
import { expect, test } from "vitest";
import { canSplit, globstarRule, severalGlobstars } from "../../src/discover/globstar-rule.ts";

test.each([
  ["**/a", false],
  ["**/**/a", false],
  ["a/**/b", false],
  ["**/a/**", false],
  ["a/**/b/**", false],
  ["/**/a/*/b**/", false],
  ["**/**", false],
  ["**/a/**/b", true],
  ["a/**/**/b", true],
  ["a/**/b/**/", true],
  ["!/a/**/b/***/c/**  ", true],
])("several ** between directories: %s", (line, expected) => {
  expect(severalGlobstars(line) !== null).toBe(expected);
});

test.each([
  ["**/a/**/b", true],
  ["**/[ab]/**/\\[b\\*", true],
  ["**/[a/b]/**/c", false],
  ["**/[a/**/b", false],
  ["a\\/**/b/**/c", false],
  ["a/**/b/**/c\\ ", false],
  ["a/**/b/**/c\\", false],
])("a line that can be split at its slashes: %s", (line, expected) => {
  expect(canSplit(line)).toBe(expected);
});

const name = fc.constantFrom(..."a b ab a* *b ? * [ab] [!a] *a*b a\\*".split(" "), "a ", "é");
const globstar = fc.constantFrom("**", "**", "***");
const line = fc
  .tuple(
    fc.constantFrom("", "", "!"),
    fc.constantFrom("", "", "/"),
    fc.array(fc.oneof(name, globstar), { minLength: 3, maxLength: 7 }),
    fc.constantFrom("", "", "/", "  ", "/ "),
  )
  .map(([negation, slash, names, end]) => negation + slash + names.join("/") + end);
const path = fc
  .tuple(
    fc.array(fc.constantFrom("a", "b", "ab", "ba", "a ", "aab", "a*", "é"), {
      minLength: 1,
      maxLength: 8,
    }),
    fc.constantFrom("", "/"),
  )
  .map(([names, end]) => names.join("/") + end);

test("matches what the library matches", () => {
  let [rules, matched] = [0, 0];
  fc.assert(
    fc.property(line, fc.array(path, { minLength: 1, maxLength: 10 }), (pattern, paths) => {
      const several = severalGlobstars(pattern);
      fc.pre(canSplit(pattern));
      if (several === null) return;
      rules++;
      const rule = globstarRule(pattern, several);
      for (const one of paths) {
        // Without the library's look at the directories above, which discovery never enters once they are ignored.
        const library = ignore({ ignorecase: false }).add([pattern.replace(/^!/, "")]);
        const parts = one.replace(/\/$/, "").split("/");
        const isBelow = parts.some(
          (_, end) => end > 0 && library.ignores(`${parts.slice(0, end).join("/")}/`),
        );
        if (isBelow) continue;
        const expected = library.ignores(one);
        if (expected) matched++;
        const { ignored, unignored } = rule.test(one, () => parts);
        expect([ignored, unignored], JSON.stringify([pattern, one])).toEqual(
          pattern.startsWith("!") ? [false, expected] : [expected, false],
        );
      }
    }),
    { seed: 20261128, numRuns: 2000 },
  );
  expect([rules > 1000, matched > 50]).toEqual([true, true]);
});

test("of many directories takes no longer than one look at each name for each name of the line", () => {
  const pattern = `${"**/a/".repeat(800)}b`;
  const several = severalGlobstars(pattern);
  expect(several?.pieces.length).toBe(800);
  if (several === null) return;
  const rule = globstarRule(pattern, several);
  const ignores = (path: string): boolean => rule.test(path, () => path.split("/")).ignored;
  expect(ignores(`${"a/".repeat(2000)}c`)).toBe(false);
  expect(ignores(`${"a/x/".repeat(1000)}a/b`)).toBe(true);
});
