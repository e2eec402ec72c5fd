import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FileKind } from "../../src/domain/build/file-kind.ts";
import { everyFile } from "../../src/discover/discover.ts";
import { takenIn } from "../../src/discover/file-name.ts";
import { hookFilesPattern, hookFilesPatternOfAll } from "../../src/discover/index.ts";

/** Names with all that matters for a pattern, most of them no real ones. */
const piece = fc.constantFrom(
  ...".,.,.,-,_,docker,container,file,Dockerfile,env,yml,YAML,json,py,pyi,ipynb,sh,mk,m\u212A,conf,txt".split(
    ",",
  ),
  ..."hcl,md,rst,df,a,\u212A,\u017f,\u0131,lock,package-lock,pnpm-lock,.inferlint,.terraform,MLmodel,Makefile,\u00fc, ".split(
    ",",
  ),
);
const name = fc
  .array(piece, { minLength: 1, maxLength: 5 })
  .map((pieces) => pieces.join(""))
  .filter((text) => !["", ".", ".."].includes(text));
const folder = fc.constantFrom("", "a/", "a.md/Dockerfile/", ".hidden/", "a b/x.yml/");
const path = fc.tuple(folder, name).map((parts) => parts.join(""));

/** Whether discovery takes a name, and the kind chosen. */
const isTaken = (file: string, kinds?: readonly FileKind[]): boolean => {
  const selection = kinds
    ? { ...everyFile, isKindChecked: (kind: FileKind) => kinds.includes(kind) }
    : everyFile;
  return takenIn(selection, `/tree/${file}`, file.slice(file.lastIndexOf("/") + 1)) !== null;
};

const inJavaScript = (pattern: string): RegExp =>
  new RegExp(pattern.replace(/^\(\?i\)/, ""), pattern.startsWith("(?i)") ? "i" : "");

describe("the pattern of the hook takes exactly what discovery takes", () => {
  test("for all kinds", () => {
    const pattern = inJavaScript(hookFilesPatternOfAll());
    fc.assert(
      fc.property(path, (file) => {
        expect([file, pattern.test(file)]).toEqual([file, isTaken(file)]);
      }),
      { numRuns: 5_000, seed: 13 },
    );
  });

  test("for Dockerfiles", () => {
    const pattern = inJavaScript(hookFilesPattern);
    fc.assert(
      fc.property(path, (file) => {
        // Without the Kelvin sign, which JavaScript does not take for a k.
        fc.pre(!file.includes("\u212A"));
        expect([file, pattern.test(file)]).toEqual([file, isTaken(file, ["dockerfile"])]);
      }),
      { numRuns: 5_000, seed: 13 },
    );
  });

  const python = spawnSync("python3", ["--version"]).status === 0;

  test.skipIf(!python)("as Python reads it", () => {
    const script =
      "import json, re, sys; pattern, names = json.load(sys.stdin); print(json.dumps([n for n in names if re.search(pattern, n)]))";
    const paths = fc.sample(path, { numRuns: 5_000, seed: 13 });
    const input = JSON.stringify([hookFilesPatternOfAll(), paths]);
    const { stdout } = spawnSync("python3", ["-c", script], { input, encoding: "utf8" });
    expect(JSON.parse(stdout)).toEqual(paths.filter((file) => isTaken(file)));
  });
});

// A pattern that backtracks would take minutes for these names.
test.each([
  [`${"dockerfile".repeat(50_000)}/x.ts`, false],
  [`${".yml".repeat(50_000)}x`, false],
  ["a/".repeat(50_000), false],
  [`${".env.".repeat(50_000)}x`, true],
])("a path of several 100,000 characters is matched in linear time", (file, expected) => {
  expect(inJavaScript(hookFilesPatternOfAll()).test(file)).toBe(expected);
});
