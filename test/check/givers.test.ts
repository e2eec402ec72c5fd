import { expect, test } from "vitest";
import { giversOf, giverText } from "../../src/check/givers.ts";
import type { DescribedBuild } from "../../src/domain/build/described-build.ts";
import { fileStart } from "../../src/domain/build/region.ts";

function build(where: string, ...names: readonly string[]): DescribedBuild {
  return {
    ...{ where, path: "compose.yaml", region: fileStart, target: null, context: null },
    args: new Map(names.map((name) => [name, "x"])),
    ...{ contexts: new Map(), serves: false, user: null },
  };
}

const givers = giversOf([
  build("service `a` of compose.yaml", "BASE"),
  build("service `b` of compose.yaml", "BASE", "TAG"),
  build("`docker build` of Makefile", "BASE"),
  build("`docker build` of ci.yml", "BASE"),
]);

test.each([
  [
    ["TAG"],
    "service `b` of compose.yaml gives ARG TAG; if there is no other build, set build.args",
  ],
  [
    ["BASE", "OTHER"],
    "service `a` of compose.yaml, service `b` of compose.yaml, `docker build` of Makefile and 1 more give ARG BASE; if there is no other build, set build.args",
  ],
  [["OTHER"], null],
  [[], null],
])("the builds that give %j", (names, expected) => {
  expect(giverText(names, givers)).toBe(expected);
});
