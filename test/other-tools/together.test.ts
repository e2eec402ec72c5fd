import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { examples } from "../support/documents.ts";
import { frozenCli, projectRoot, run, temporaryDirectory } from "../support/working-copy.ts";
import type { Program, Report } from "./programs.ts";
import { areMissing, inferlintReports, programNames, python, reportsOf } from "./programs.ts";

// docs/other-tools.md: with its settings each fault of an inference image is named once, and no advice contradicts another.

const document = ["docs/other-tools.md"];
const settings: Readonly<Record<Program, { readonly file: string; readonly info: string }>> = {
  hadolint: { file: ".hadolint.yaml", info: "yaml hadolint" },
  tally: { file: ".tally.toml", info: "toml tally" },
  Trivy: { file: ".trivyignore", info: "text trivy" },
  checkov: { file: ".checkov.yaml", info: "yaml checkov" },
};

/** What others report of what inferlint decides. */
const overlaps: Readonly<Record<Program, readonly string[]>> = {
  hadolint: ["DL3002", "DL3007", "DL3066"],
  tally: ["hadolint/DL3002", "hadolint/DL3007"],
  Trivy: ["DS-0001", "DS-0002"],
  checkov: ["CKV_DOCKER_3", "CKV_DOCKER_7", "CKV_DOCKER_8"],
};

/** What has to stay on, and is reported of these files. */
const others: Readonly<Record<Program, string>> = {
  hadolint: "DL3008",
  tally: "tally/newline-between-instructions",
  Trivy: "DS-0026",
  checkov: "CKV_DOCKER_2",
};

let directory = "";
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

function write(path: string, text: string): void {
  const file = join(directory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function copyOf(...folders: readonly string[]): void {
  for (const folder of folders)
    cpSync(join(projectRoot, "fixtures", folder), directory, { recursive: true });
}

function example(info: string): string {
  const [text] = examples(info, document);
  if (text === undefined) throw new Error(`docs/other-tools.md has no ${info}`);
  return text;
}

/** The overlapping rules among what a program reports, sorted. */
function overlapping(program: Program, reports: readonly Report[]): readonly string[] {
  const rules = reports.map(({ rule }) => rule).filter((rule) => overlaps[program].includes(rule));
  return [...new Set(rules)].sort();
}

describe.skipIf(areMissing).each(programNames)("%s beside inferlint", (program) => {
  test("reports each fault a second time, and with the settings does not", () => {
    copyOf("examples", "comparison");
    const before = reportsOf(program, directory);
    expect(overlapping(program, before)).toEqual(overlaps[program].toSorted());
    const { file, info } = settings[program];
    write(file, example(info));
    const after = reportsOf(program, directory);
    const kept = before.filter(({ rule }) => !overlaps[program].includes(rule));
    expect(sorted(after)).toEqual(sorted(kept));
    expect(after.map(({ rule }) => rule)).toContain(others[program]);
  }, 120_000);

  test("contradicts what inferlint has fixed, and with the settings does not", () => {
    copyOf("examples");
    const fixed = run(
      process.execPath,
      [
        frozenCli,
        "--as-of",
        "2026-11-23",
        "--fix",
        "--unsafe-fixes",
        "--only",
        "root-user,stale-tag",
      ],
      { cwd: directory },
    );
    expect(fixed.stderr).toMatch(/ fix(?:es|ed) in \d files/);
    const { file, info } = settings[program];
    expect(overlapping(program, reportsOf(program, directory)).length).toBeGreaterThan(0);
    write(file, example(info));
    expect(overlapping(program, reportsOf(program, directory))).toEqual([]);
  }, 120_000);

  test("is kept from the files of these images alone, where there are others", () => {
    const other = "FROM example.org/service:latest\nCOPY a /a\nUSER root\n";
    write("other/Dockerfile", other);
    const together = example("dockerfile together");
    const plain = together.replaceAll(/^#.*\n/gm, "");
    for (const [name, user] of [
      ["root", "USER root\n"],
      ["user", "USER dockeruser\n"],
      ["none", ""],
    ] as const)
      write(`serving/${name}/Dockerfile`, `${program === "Trivy" ? plain : together}${user}`);
    if (program === "Trivy") {
      write(".trivyignore.yaml", example("yaml trivy"));
      write("trivy.yaml", "ignorefile: .trivyignore.yaml\n");
    }
    const reports = reportsOf(program, directory);
    const paths = reports
      .filter(({ rule }) => overlaps[program].includes(rule))
      .map(({ path }) => path);
    expect(new Set(paths)).toEqual(new Set(["other/Dockerfile"]));
    expect(inferlintReports(directory)).toEqual([
      { path: "serving/root/Dockerfile", rule: "root-user" },
    ]);
  }, 120_000);
});

function sorted(reports: readonly Report[]): readonly string[] {
  return reports.map(({ path, rule }) => `${path} ${rule}`).sort();
}

test.skipIf(areMissing)(
  "the patterns of the preset for Renovate are read by RE2, which it uses",
  () => {
    const preset = JSON.parse(
      readFileSync(join(projectRoot, "packaging/renovate/default.json"), "utf8"),
    ) as {
      customManagers: { matchStrings: string[]; versioningTemplate: string }[];
      packageRules: { versioning?: string; matchPackageNames: string[] }[];
    };
    const { customManagers, packageRules } = preset;
    const patterns = [
      ...customManagers.flatMap(({ matchStrings }) => matchStrings),
      ...packageRules.flatMap(({ matchPackageNames }) =>
        matchPackageNames.map((name) => name.slice(1, -1)),
      ),
      ...packageRules.flatMap(({ versioning = [] }) => versioning).map(withoutName),
      ...customManagers.map(({ versioningTemplate }) => withoutName(versioningTemplate)),
    ];
    expect(patterns).toHaveLength(5);
    const script =
      "import json, re2, sys\nfor one in json.load(sys.stdin): re2.compile(one)\nprint('read')";
    const { stdout, stderr } = spawnSync(python, ["-c", script], {
      input: JSON.stringify(patterns),
      encoding: "utf8",
    });
    expect(stdout, stderr).toBe("read\n");
  },
);

function withoutName(versioning: string): string {
  return versioning.replace(/^regex:/, "");
}
