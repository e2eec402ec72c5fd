import fc from "fast-check";
import { expect, test } from "vitest";
import { wrap } from "../../src/report/text/wrap.ts";
import { actingCharacters, azureCommands, githubCommands } from "../support/log-commands.ts";

const word = fc.oneof(
  fc.constantFrom("::error::x", "##vso[x]", "##[x]", "\u001B[2J", "a", "word", "→", ":", "\n"),
  fc.string({ unit: "binary", maxLength: 12 }),
);

test("lines fit, and no line acts, wherever the text is broken", () => {
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 20 }),
      fc.integer({ min: 0, max: 60 }),
      (words, indent) => {
        for (const line of wrap(words.join(" "), indent, 80)) {
          expect(githubCommands(`${" ".repeat(indent)}${line}`)).toEqual([]);
          expect(azureCommands(line)).toEqual([]);
          expect(actingCharacters(line)).toEqual([]);
        }
      },
    ),
    { numRuns: 1_000 },
  );
});

test.each<[string, number, readonly string[]]>([
  ["aaaa bbbb cccc", 0, ["aaaa bbbb cccc"]],
  ["aaaaaaaaaa bbbbbbbbbb cccccccccc", 6, ["aaaaaaaaaa bbbbbbbbbb", "cccccccccc"]],
  [`a ${"b".repeat(40)} c`, 6, ["a", "b".repeat(40), "c"]],
  ["aaaaaaaaaaaaaaaaaa 3.7 → 3.12 b", 6, ["aaaaaaaaaaaaaaaaaa", "3.7 → 3.12 b"]],
  ["", 0, [""]],
])("%j", (text, indent, lines) => {
  expect(wrap(text, indent, 30)).toEqual(lines);
});
