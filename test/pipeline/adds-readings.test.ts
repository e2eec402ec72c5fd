import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyCommandLine, resolveSettings } from "../../src/config/index.ts";
import type { Settings } from "../../src/domain/settings/settings.ts";
import { lint, loadSettings } from "../../src/index.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { allRules, load } from "../support/configs.ts";
import type { Files } from "../support/repository.ts";
import { asOf, withRepository } from "../support/repository.ts";
import { temporaryTree } from "../discover/temporary-tree.ts";

/**
 * What a repository says of its builds adds readings: under a policy, and with a tree to compare, the plain build is checked
 * besides, at the same levels.
 */

const ended = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference:latest";
const current = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";

/** `path rule level` of the findings, sorted; null for no policy. */
async function findings(files: Files, policy: string | null): Promise<readonly string[]> {
  const outside = temporaryTree({ "x/": "" });
  const file = join(outside, "gate.yaml");
  if (policy !== null) writeFileSync(file, policy);
  return withRepository(files, async (cwd) => {
    const settings = await loadSettings({ cwd, ...(policy === null ? {} : { policy: file }) });
    const report = await lint({ cwd, paths: ["."], asOf, settings });
    return report.findings
      .filter(({ level }) => level === "error")
      .map(({ path, ruleId, level }) => `${path} ${ruleId} ${level}`)
      .sort();
  });
}

const byArg = `ARG BASE=${ended}\nFROM $BASE\n`;
const byStage = `FROM ${ended} AS serve\n\nFROM ${current} AS other\nUSER dockeruser\n\nFROM ${ended}\nUSER root\n`;
const script = (arg: string): string =>
  `#!/bin/sh\ndocker build ${arg} - <<'EOF'\nARG BASE=${ended}\nFROM $BASE\nUSER root\nEOF\n`;
const inline = (more: string): string =>
  `services:\n  app:\n    build:\n${more}      dockerfile_inline: |\n        ARG BASE=${ended}\n        FROM $BASE AS serve\n        USER root\n        FROM ${current} AS other\n        USER dockeruser\n        FROM serve\n`;
const bake = (body: string): string => `target "app" {\n${body}}\n`;

const cases: readonly (readonly [name: string, plain: Files, described: Files])[] = [
  [
    "build.args",
    { Dockerfile: byArg },
    { Dockerfile: byArg, ".inferlint.yaml": `build: { args: { BASE: "${current}" } }\n` },
  ],
  [
    "build.args of overrides",
    { Dockerfile: byArg },
    {
      Dockerfile: byArg,
      ".inferlint.yaml": `overrides: [{ files: ["**"], build: { args: { BASE: python } } }]\n`,
    },
  ],
  [
    "build.targets",
    { Dockerfile: byStage },
    { Dockerfile: byStage, ".inferlint.yaml": "build: { targets: [other] }\n" },
  ],
  [
    "build.platform",
    { Dockerfile: byArg },
    { Dockerfile: byArg, ".inferlint.yaml": "build: { platform: linux/arm64 }\n" },
  ],
  [
    "compose",
    { Dockerfile: byArg },
    {
      Dockerfile: byArg,
      "compose.yaml": `services: { app: { build: { context: ., args: { BASE: "${current}" } } } }\n`,
    },
  ],
  [
    "a target of compose",
    { Dockerfile: byStage },
    {
      Dockerfile: byStage,
      "compose.yaml": `services: { app: { build: { context: ., target: other } } }\n`,
    },
  ],
  [
    "bake",
    { Dockerfile: byArg },
    {
      Dockerfile: byArg,
      "docker-bake.hcl": bake(`  args = { BASE = "${current}" }\n`),
    },
  ],
  [
    "a named context of bake",
    { Dockerfile: `FROM base\nUSER root\n`, "x.dockerfile": byArg },
    {
      Dockerfile: `FROM base\nUSER root\n`,
      "x.dockerfile": byArg,
      "docker-bake.hcl": bake(
        `  dockerfile = "x.dockerfile"\n  contexts = { "${ended}" = "docker-image://${current}" }\n`,
      ),
    },
  ],
  [
    "a script",
    { Dockerfile: byArg },
    { Dockerfile: byArg, "build.sh": `docker build --build-arg BASE=${current} .\n` },
  ],
  [
    "arguments of a Dockerfile in a script",
    { "build.sh": script("") },
    { "build.sh": script(`--build-arg BASE=${current}`) },
  ],
  [
    "arguments of a Dockerfile in compose",
    { "compose.yaml": inline("") },
    { "compose.yaml": inline(`      args: { BASE: "${current}" }\n`) },
  ],
  [
    "the target of a Dockerfile in compose",
    { "compose.yaml": inline("") },
    { "compose.yaml": inline("      target: other\n") },
  ],
];

describe("under a policy, no finding is lost or lowered by", () => {
  test.each(cases)("%s", async (_, plain, described) => {
    const policy = "failOn: error\n";
    const before = await findings(plain, policy);
    expect(before).not.toEqual([]);
    expect(await findings(described, policy)).toEqual(expect.arrayContaining([...before]));
  });
});

describe("without a policy, what a repository says of its builds counts alone", () => {
  test.each(["build.args", "build.targets", "arguments of a Dockerfile in a script"])(
    "%s",
    async (name) => {
      const found = cases.find(([other]) => other === name);
      const [, plain = {}, described = {}] = found ?? [];
      const before = await findings(plain, null);
      expect(await findings(described, null)).not.toEqual(before);
    },
  );
});

test("readings are added too: what only the described build has is found", async () => {
  const files = {
    Dockerfile: `ARG BASE=${current}\nFROM $BASE\nUSER dockeruser\n`,
    ".inferlint.yaml": `build: { args: { BASE: "${ended}" } }\n`,
  };
  expect(await findings(files, "failOn: error\n")).toContain("Dockerfile eol-os error");
});

describe("the setting that comparing with another tree sets", () => {
  const config = load('build: { args: { A: "1" }, targets: [a, b] }\n');
  const settings = (addsReadingsOnly?: boolean): Settings =>
    resolveSettings({
      ...{ rules: allRules, policy: null, config, commandLine: emptyCommandLine },
      asOf: calendarDate(asOf),
      ...(addsReadingsOnly === undefined ? {} : { addsReadingsOnly }),
    });
  const builds = (own: Settings) =>
    own.buildsOf("/repo/Dockerfile").map(({ target, buildArgs }) => [target, [...buildArgs]]);

  test("checks the plain build besides", () => {
    const described = [
      ["a", [["A", "1"]]],
      ["b", [["A", "1"]]],
    ];
    expect(builds(settings())).toEqual(described);
    expect(builds(settings(false))).toEqual(described);
    expect(builds(settings(true))).toEqual([...described, [null, []]]);
    expect(settings(true).addsReadingsOnly).toBe(true);
    expect(settings().addsReadingsOnly).toBe(false);
  });
});
