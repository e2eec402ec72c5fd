import fc from "fast-check";
import picomatch from "picomatch";
import { describe, expect, test } from "vitest";
import { readExpression } from "../../src/config/schema/glob-expression.ts";
import { GlobMachine } from "../../src/config/schema/glob-machine.ts";
import {
  compileFiles,
  compileImages,
  maxPatternLength,
  whyNotPattern,
} from "../../src/config/schema/patterns.ts";

const options = { dot: true, nonegate: true, noextglob: true, windows: false } as const;

function machineOf(glob: string): GlobMachine {
  return new GlobMachine(readExpression(picomatch.makeRe(glob, options).source));
}

/** Parts of patterns, more of them with a meaning than without. */
const part = fc.constantFrom(
  ..."* * ** **/ /** / / ? a b ab a.b . .. .a - _ + $ ^ é \u2028 \n [ab] [!a] [^a] [a-c] [.] [*] [-a]".split(
    " ",
  ),
  ..."{a,b} {a,} {*,b} {**,a} {a/b,b} {**/a,b} {a*b,[ab]} {.a,.*} {a..c} {a} , ! @ \" ' ~ # %".split(
    " ",
  ),
);
const patterns = fc.array(part, { minLength: 1, maxLength: 7 }).map((parts) => parts.join(""));
const letter = fc.constantFrom(...'aaabbc./-_+$^é!\u2028\n{},[]*?"'.split(""));
const names = fc.array(letter, { minLength: 1, maxLength: 9 }).map((letters) => letters.join(""));

describe("a valid pattern", () => {
  test("matches what picomatch matches", () => {
    let [valid, matched] = [0, 0];
    fc.assert(
      fc.property(patterns, fc.array(names, { minLength: 1, maxLength: 12 }), (pattern, all) => {
        fc.pre(whyNotPattern(pattern, "files") === null);
        valid++;
        const isMatch = picomatch(pattern, options);
        const machine = machineOf(pattern);
        for (const name of [...all, pattern.replaceAll(/[*?]/g, "a")]) {
          const expected = isMatch(name);
          if (expected) matched++;
          expect(machine.matches(name) || name === pattern, JSON.stringify([pattern, name])).toBe(
            expected,
          );
        }
      }),
      { seed: 20261128, numRuns: 1500 },
    );
    expect([valid, matched > 500]).toEqual([1500, true]);
  });

  test("of any allowed characters is accepted unless picomatch rejects it", () => {
    const text = fc.array(fc.oneof(part, fc.string({ maxLength: 2, unit: "binary" })), {
      maxLength: 9,
    });
    fc.assert(
      fc.property(text, (parts) => {
        const why = whyNotPattern(parts.join(""), "files");
        expect(why ?? "").not.toContain("too complicated");
      }),
      { seed: 20261128, numRuns: 1500 },
    );
  });

  const hostile: readonly (readonly [pattern: string, name: string])[] = [
    ["*a", "a"],
    ["*a*", "a"],
    ["?*", "a"],
    ["a**", "a"],
    ["[ab]*", "ab"],
    ["**/a/", "a/"],
    ["**/*a/", "aa/"],
    ["a/**/", "a/"],
    ["{a,aa}", "a"],
    ["{a*,*a}", "a"],
    ["{*,a}+", "a"],
    ["{a,b*}+/", "ab/"],
    ["[ab]+", "ab"],
    ["{**/a,a}/", "a/"],
    ["{a/,**}", "a/"],
    [".*", "."],
  ];

  test.each(hostile)("of many %s takes linear time", (unit, namePart) => {
    const pattern = `${unit.repeat(Math.floor((maxPatternLength - 1) / unit.length))}b`;
    expect(whyNotPattern(pattern, "files")).toBeNull();
    const name = `${namePart.repeat(4096 / namePart.length)}\n`;
    const machine = machineOf(pattern);
    machine.matches(name);
    expect(machine.size).toBeLessThan(20 * pattern.length);
    expect(machine.steps).toBeLessThanOrEqual(machine.size * (name.length + 1));
  });
});

const many = "*a".repeat(400);

test.each([
  ["files", "[z-a]", "has a range in brackets or braces that is not valid"],
  ["files", "{z..a}[b-a]", "has a range in brackets or braces that is not valid"],
  ["images", "azureml/[9-0]*", "has a range in brackets or braces that is not valid"],
  ["files", "a".repeat(1025), "is longer than 1024 characters"],
  ["images", ".".repeat(250_000), "is longer than 1024 characters"],
  ["files", many, null],
  ["images", `azureml/${many}`, null],
] as const)("the pattern for %s number %#", (of, pattern, expected) => {
  expect(whyNotPattern(pattern, of)).toBe(expected);
});

test("files and images with many wildcards are matched at once", () => {
  const files = compileFiles([`${many}b`, `{${many},x}b`, "**/a".repeat(200)], "/r");
  expect(files.matches(`/r/${"a".repeat(255)}`)).toBe(false);
  expect(files.matches(`/r/${"a".repeat(600)}b`)).toBe(true);
  expect(files.matches(`/r/${"a/".repeat(2000)}c`)).toBe(true);
  const images = compileImages([`azureml/${many}b`]);
  expect(images.matches(`azureml/${"a".repeat(240)}`)).toBe(false);
  expect(images.matches(`azureml/${"a".repeat(500)}b`)).toBe(true);
});
