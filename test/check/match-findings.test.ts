import fc from "fast-check";
import { expect, test } from "vitest";
import type { LooseMatchOf, Matchable } from "../../src/check/match-findings.ts";
import { looseMatchIn, matchFindings } from "../../src/check/match-findings.ts";
import { ruleset } from "../../src/pipeline/ruleset.ts";

const looseMatchOf: LooseMatchOf = looseMatchIn(ruleset);

/** `path rule image key`, one a word. */
function read(text: string): readonly Matchable[] {
  return text
    .split(", ")
    .filter((one) => one !== "")
    .map((one) => {
      const [path = "", rule = "", image = "", key = ""] = one.split(" ");
      return { path, rule, image, key };
    });
}

test.each([
  ["the same key", "f eol-os a 1", "f eol-os a 1", ["1=1"], "", ""],
  ["no key twice", "f eol-os a 1", "f eol-os a 1, f eol-os a 1", ["1=1"], "", "1"],
  ["equal keys in order", "f eol-os a 1, f eol-os a 1", "f eol-os a 1", ["1=1"], "1", ""],
  [
    "the exact ones first",
    "f eol-os a 2, f eol-os a 1",
    "f eol-os a 1, f eol-os a 3",
    ["1=1", "2~3"],
    "",
    "",
  ],
  ["the same image", "f eol-os a 1", "f eol-os b 2", [], "1", "2"],
  ["root-user with any image", "f root-user a 1", "f root-user b 2", ["1~2"], "", ""],
  ["the last is left", "f root-user a 1", "f root-user b 2, f root-user a 3", ["1~2"], "", "3"],
  ["the same file", "f root-user a 1", "g root-user a 2", [], "1", "2"],
  ["the same rule", "f eol-os a 1", "f eol-python a 1", [], "1", "1"],
  ["a rule by its key alone", "f invalid-dockerfile a 1", "f invalid-dockerfile a 2", [], "1", "2"],
  ["an unknown rule by its key alone", "f gone a 1, f gone a 2", "f gone a 2", ["2=2"], "1", ""],
])("%s", (_, known, current, pairs, gone, added) => {
  const matched = matchFindings(read(known), read(current), looseMatchOf);
  const keys = (all: readonly Matchable[]): string => all.map(({ key }) => key).join(" ");
  expect(
    matched.pairs.map((pair) => `${pair.known.key}${pair.isExact ? "=" : "~"}${pair.current.key}`),
  ).toEqual(pairs);
  expect([keys(matched.gone), keys(matched.added)]).toEqual([gone, added]);
});

const finding = fc.record({
  path: fc.constantFrom("f", "g"),
  rule: fc.constantFrom("eol-os", "root-user", "invalid-dockerfile"),
  image: fc.constantFrom("a", "b"),
  key: fc.constantFrom("1", "2", "3"),
});

test("each finding is in one place, and nothing of one side is left that the other side has left too", () => {
  fc.assert(
    fc.property(fc.array(finding), fc.array(finding), (known, current) => {
      const { pairs, gone, added } = matchFindings(known, current, looseMatchOf);
      expect(new Set([...pairs.map((pair) => pair.known), ...gone])).toEqual(new Set(known));
      expect(new Set([...pairs.map((pair) => pair.current), ...added])).toEqual(new Set(current));
      expect(pairs.length + gone.length).toBe(known.length);
      expect(pairs.length + added.length).toBe(current.length);
      const keys = ({ path, rule, image, key }: Matchable): readonly string[] => [
        `${path} ${rule} = ${key}`,
        ...(rule === "invalid-dockerfile"
          ? []
          : [`${path} ${rule} ~ ${rule === "root-user" ? "" : image}`]),
      ];
      const left = new Set(gone.flatMap(keys));
      expect(added.flatMap(keys).filter((key) => left.has(key))).toEqual([]);
    }),
    { numRuns: 300, seed: 14 },
  );
});
