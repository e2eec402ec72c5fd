import fc from "fast-check";
import { expect, test } from "vitest";
import type { Finding } from "../../../src/index.ts";
import { lint } from "../../../src/pipeline/lint.ts";
import { calendarDate } from "../../../src/text/calendar-date.ts";
import { asOf, reportOn, withRepository } from "../../support/repository.ts";
import { plainRunSettings } from "../../support/settings.ts";

// A build that a file describes is checked as with --build-arg and --target, besides the default build.

const azureml = "mcr.microsoft.com/azureml";
const values = [
  `${azureml}/minimal-ubuntu20.04-py38-cpu-inference:20230103.v1`,
  `${azureml}/minimal-py312-inference:latest`,
  `${azureml}/curated/foundation-model-inference:95`,
  "python:3.12",
  "root",
  "app",
];
const value = fc.constantFrom(...values);
const names = ["BASE", "RUN_AS"] as const;
const targets = ["a", "b", "c"] as const;

const stage = fc
  .tuple(
    fc.constantFrom("$BASE", `${azureml}/minimal-py312-inference:latest`, "a", "b", "python:3.12"),
    fc.constantFrom("", "USER root\n", "ARG RUN_AS\nUSER $RUN_AS\n", "USER app\n", "USER 0\n"),
  )
  .map(([from, user]) => ({ from, user }));
const dockerfile = fc
  .tuple(
    fc.constantFrom("ARG BASE\n", `ARG BASE=${values[1] ?? ""}\n`),
    fc.array(stage, { minLength: 1, maxLength: 3 }),
  )
  .map(
    ([head, stages]) =>
      head +
      stages
        .map(({ from, user }, index) => {
          // Only a stage above can be named.
          const isAbove = from.length > 1 || from < "abc".charAt(index);
          return `FROM ${isAbove ? from : "python:3.12"} AS ${"abc".charAt(index)}\n${user}`;
        })
        .join(""),
  );
const build = fc.record({
  args: fc.dictionary(fc.constantFrom(...names), value, { noNullPrototype: true }),
  target: fc.option(fc.constantFrom(...targets)),
});

type Key = Pick<Finding, "ruleId" | "region">;
const keys = (findings: readonly Key[]): readonly string[] =>
  findings.map(
    ({ ruleId, region }) =>
      `${region.startLine}:${region.startColumn}-${region.endColumn} ${ruleId}`,
  );

interface Build {
  readonly args: Readonly<Record<string, string>>;
  readonly target: string | null;
}

/** The findings in the Dockerfile of a repository that describes nothing. */
async function findingsWith(text: string, build: Build): Promise<readonly string[]> {
  return withRepository({ Dockerfile: text }, async (cwd) => {
    const { result } = await lint({
      ...{ cwd, paths: ["."], stdin: null, asOf: calendarDate(asOf), forceExclude: false },
      settings: plainRunSettings({ buildArgs: build.args, target: build.target }),
      tool: { name: "inferlint", version: "0.0.0", homepage: "https://example.org" },
    });
    return keys(result.findings);
  });
}

const ways: Readonly<Record<string, (build: Build) => Readonly<Record<string, string>>>> = {
  compose: ({ args, target }) => ({
    "compose.yaml": JSON.stringify({
      services: { a: { build: { context: ".", args, ...(target === null ? {} : { target }) } } },
    }),
  }),
  bake: ({ args, target }) => ({
    "docker-bake.json": JSON.stringify({
      target: { default: { args, ...(target === null ? {} : { target }) } },
    }),
  }),
  script: ({ args, target }) => ({
    "build.sh": `docker build ${Object.entries(args)
      .map(([name, own]) => `--build-arg ${name}=${own} `)
      .join("")}${target === null ? "" : `--target ${target} `}.\n`,
  }),
};

test.each(Object.keys(ways))("%s", async (way) => {
  await fc.assert(
    fc.asyncProperty(dockerfile, build, async (text, { args, target }) => {
      const own = { args, target: text.includes(`AS ${target ?? ""}\n`) ? target : null };
      const files = { Dockerfile: text, ...ways[way]?.(own) };
      const { findings } = await reportOn(files);
      const found = new Set(keys(findings.filter(({ path }) => path === "Dockerfile")));
      const byDefault = await findingsWith(text, { args: {}, target: null });
      const given = await findingsWith(text, own);
      expect([...found].sort(), JSON.stringify(files)).toEqual(
        [...new Set([...byDefault, ...given])].sort(),
      );
    }),
    { seed: 20261123, numRuns: 100 },
  );
});

test("a target that the Dockerfile does not have is named", async () => {
  const own = { args: {}, target: "serve" };
  const files = { Dockerfile: `FROM ${values[1] ?? ""}\nUSER root\n`, ...ways["compose"]?.(own) };
  const { findings, notifications } = await reportOn(files);
  expect(keys(findings)).toEqual(["2:6-10 root-user"]);
  expect(notifications.map(({ level, path, message }) => [level, path, message])).toEqual([
    [
      "warning",
      "Dockerfile",
      "Stage serve not found, so service `a` of compose.yaml builds nothing.",
    ],
  ]);
});
