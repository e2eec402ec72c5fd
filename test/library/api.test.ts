import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { InspectReport, Report, Settings } from "../../src/index.ts";
import {
  inspect,
  isConfigError,
  isUsageError,
  lint,
  lintText,
  loadSettings,
} from "../../src/index.ts";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";
import { projectRoot } from "../support/working-copy.ts";

// Each function of the library: what it returns is what dist/cli.cjs prints for the same files, and what it throws.

const asOf = "2026-11-23";
const py38 = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";
const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";
const root = `FROM ${py38}:20230103.v1\nUSER root\n`;

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
});
afterEach(() => {
  box.remove();
});

/** The JSON report of the command line. */
function cliReport(...args: readonly string[]): Report {
  return JSON.parse(box.run(["lint", "--format", "json", ...args]).stdout) as Report;
}

/** Equal byte for byte: the order of fields counts too. */
function expectSame(actual: unknown, expected: unknown): void {
  expect(JSON.stringify(actual, null, 1)).toBe(JSON.stringify(expected, null, 1));
}

const ruleIds = ({ findings }: Report): readonly string[] => findings.map(({ ruleId }) => ruleId);

async function thrownBy(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

async function expectUsageError(work: () => Promise<unknown>, message: string): Promise<void> {
  const error = await thrownBy(work);
  expect(isUsageError(error)).toBe(true);
  expect(isConfigError(error)).toBe(false);
  expect(error).toHaveProperty("message", message);
}

async function expectConfigError(
  work: () => Promise<unknown>,
  ...problems: readonly unknown[]
): Promise<void> {
  const error = await thrownBy(work);
  expect(isConfigError(error)).toBe(true);
  expect(isUsageError(error)).toBe(false);
  expect(error).toHaveProperty("problems", problems);
}

describe("lintText", () => {
  test.each([
    ["findings with fixes", root, null],
    ["nothing to report", `FROM ${py312}:latest\n`, null],
    ["no inference image", "FROM python:3.12\nUSER root\n", null],
    ["a file that BuildKit rejects", `FROM ${py38}:latest\nUSER\nFRM x\n`, null],
    ["bytes that are no text", `FROM ${py38}:latest\0\n`, null],
    ["an empty text", "", null],
    ["more than a megabyte", `FROM ${py38}\n${"#".repeat(1024 * 1024)}\n`, null],
    ["a byte order mark, CRLF and letters of other planes", `\uFEFF# 😀\r\nFROM ${py38}\r\n`, null],
    [
      "a suppressed finding, and comments that suppress nothing or are invalid",
      `# inferlint: ignore[eol-os] -- why\n# inferlint: ignore[root-user]\n${root}# inferlint: ignore[stale-tag] -- why\n`,
      null,
    ],
    ["a level", root, "rules: { eol-os: warning, root-user: off }\n"],
    ["overrides that match", root, "overrides: [{ files: [score/**], rules: { eol-os: note } }]\n"],
    [
      "overrides that do not",
      root,
      "overrides: [{ files: [other/**], rules: { eol-os: note } }]\n",
    ],
    [
      "exceptions",
      root,
      "exceptions: [{ rules: [eol-os], files: [score/**], reason: why }, { rules: [unknown-tag], reason: why }]\n",
    ],
    ["build arguments", `ARG BASE\nFROM $BASE\n`, `build: { args: { BASE: "${py38}:latest" } }\n`],
    ["an excluded file", root, "files: { exclude: [score/**] }\n"],
    ["JSON with tabs", root, '{\n\t"rules": {\n\t\t"eol-os": "note"\n\t}\n}\n'],
  ])("reports what the command line does: %s", async (_, text, config) => {
    box.write("score/Dockerfile", text);
    if (config !== null) box.write(".inferlint.yaml", config);
    const report = await lintText({
      path: "score/Dockerfile",
      text,
      config: config ?? undefined,
      asOf,
    });
    expectSame(report, cliReport("score/Dockerfile"));
  });

  test("reports what the command line does with the settings of a directory and a policy", async () => {
    box.write("Dockerfile", root);
    box.write(".inferlint.yaml", "rules: { eol-os: off, root-user: off }\n");
    box.write("policy.yaml", "allowLocal: [root-user]\n");
    const config = await loadSettings({ cwd: box.root, policy: "policy.yaml" });
    const report = await lintText({ path: "Dockerfile", text: root, config, asOf });
    expectSame(report, cliReport("--policy", "policy.yaml", "Dockerfile"));
    expect(report.notifications).toHaveLength(1);
    expect(ruleIds(report)).toContain("eol-os");
    expect(ruleIds(report)).not.toContain("root-user");
  });

  test("respects the baseline of the settings' repository", async () => {
    box.write("Dockerfile", root);
    expect(box.run(["--update-baseline", "--baseline-add"]).status).toBe(0);
    const config = await loadSettings({ cwd: box.root });
    const text = `${root}# Another line\n`;
    const report = await lintText({ path: join(box.root, "Dockerfile"), text, config, asOf });
    expect(report.summary).toMatchObject({ errors: 0, baselined: 5 });
    const other = await lintText({ path: "other/Dockerfile", text, config, asOf });
    expect(other.summary).toMatchObject({ errors: 5, baselined: 0 });
  });

  test("without settings does not look at the place that the path names", async () => {
    const path = join(box.root, "Dockerfile");
    box.write("Dockerfile", `FROM ${py312}:latest\n`);
    box.write(".inferlint.yaml", "rules: { root-user: off }\n");
    const inRepository = await lintText({ path, text: root, asOf });
    box.remove();
    const nowhere = await lintText({ path, text: root, asOf });
    expectSame(inRepository, nowhere);
    expect(ruleIds(nowhere)).toContain("root-user");
  });

  test("checks as of the day that is passed, with the same settings", async () => {
    const config = await loadSettings({ cwd: box.root });
    const text = `FROM ${py38}:20230103.v1\n`;
    const [before, after] = await Promise.all([
      lintText({ path: "Dockerfile", text, config, asOf: "2024-10-07" }),
      lintText({ path: "Dockerfile", text, config, asOf: "2024-10-08" }),
    ]);
    expect(ruleIds(before)).not.toContain("eol-python");
    expect(ruleIds(after)).toContain("eol-python");
    expect([before.asOf, after.asOf]).toEqual(["2024-10-07", "2024-10-08"]);
  });

  test("throws a UsageError for an invalid option", async () => {
    const good = { path: "Dockerfile", text: root, asOf };
    await expectUsageError(
      () => lintText({ ...good, asOf: "2026-11-31" }),
      "asOf must be a day (YYYY-MM-DD), not 2026-11-31",
    );
    await expectUsageError(() => lintText({ ...good, path: "" }), "path must not be empty");
    await expectUsageError(
      () => lintText({ ...good, config: {} as Settings }),
      "settings must be a value that loadSettings returned",
    );
    await expectUsageError(
      () => lintText({ ...good, config: "baseline: accepted.json" }),
      "the text of a configuration must not set baseline: pass settings from loadSettings instead",
    );
  });

  test("throws a ConfigError for an invalid configuration", async () => {
    await expectConfigError(
      () => lintText({ path: "Dockerfile", text: root, config: "rules:\n  eol-so: off\n", asOf }),
      {
        path: ".inferlint.yaml",
        region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 9 },
        message: expect.stringContaining("eol-so") as string,
      },
    );
    await expectConfigError(
      () => lintText({ path: "Dockerfile", text: root, config: '{ "rules": { }', asOf }),
      expect.objectContaining({ path: ".inferlint.yaml" }),
    );
  });
});

describe("lint", () => {
  beforeEach(() => {
    box.write("score/Dockerfile", root);
    box.write("train/Dockerfile", `FROM ${py312}:latest\n`);
    box.write(
      ".inferlint.yaml",
      "exceptions: [{ rules: [eol-os], files: [nowhere/**], reason: why }]\n",
    );
  });

  test("reports what the command line does for directories and files", async () => {
    expectSame(await lint({ paths: ["."], cwd: box.root, asOf }), cliReport("."));
    const paths = ["train", join(box.root, "score/Dockerfile")];
    expectSame(await lint({ paths, cwd: box.root, asOf }), cliReport(...paths));
  });

  test("uses the nearest configuration, the one that is passed, or none", async () => {
    box.write("off.json", '{ "rules": { "root-user": "off" } }');
    const nearest = await loadSettings({ cwd: join(box.root, "score") });
    const report = await lint({ paths: [box.root], settings: nearest, asOf });
    expect(report.findings[0]).toMatchObject({
      path: "../.inferlint.yaml",
      ruleId: "unused-suppression",
    });

    const passed = await loadSettings({ cwd: box.root, config: "off.json" });
    const withoutRule = await lint({ paths: ["."], settings: passed, asOf });
    expectSame(withoutRule, cliReport("--config", "off.json"));
    expect(ruleIds(withoutRule)).not.toContain("root-user");

    const none = await loadSettings({ cwd: box.root, config: false });
    expectSame(await lint({ paths: ["."], settings: none, asOf }), cliReport("--no-config"));
  });

  test("respects the baseline", async () => {
    expect(box.run(["--update-baseline", "--baseline-add"]).status).toBe(0);
    const report = await lint({ paths: ["."], cwd: box.root, asOf });
    expectSame(report, cliReport("."));
    expect(report.summary.errors).toBe(0);
    expect(report.summary.baselined).toBeGreaterThan(0);
  });

  test("uses the answers of a facts file, of any day", async () => {
    const facts = readFileSync(join(projectRoot, "fixtures/facts/by-hand.json"));
    box.write("facts.json", facts);
    box.write("train/Dockerfile", `FROM ${py312}:typo\n`);
    const report = await lint({ paths: ["train"], cwd: box.root, asOf, facts: "facts.json" });
    expectSame(report, cliReport("--facts", "facts.json", "train"));
    expect(ruleIds(report)).toContain("unknown-tag");
    expect(ruleIds(await lint({ paths: ["train"], cwd: box.root, asOf }))).not.toContain(
      "unknown-tag",
    );
    const future = facts.toString().replace("2026-11-26", "2099-11-26");
    box.write("facts.json", future);
    const later = await lint({ paths: ["train"], cwd: box.root, asOf, facts: "facts.json" });
    expect(ruleIds(later)).toContain("unknown-tag");
  });

  test("has a notification of level error for what could not be read", async () => {
    const report = await lint({ paths: ["missing", "score"], cwd: box.root, asOf });
    expectSame(report, cliReport("missing", "score"));
    expect(report.notifications).toContainEqual(
      expect.objectContaining({ level: "error", path: "missing" }),
    );
    expect(report.summary.checked).toBe(1);
  });

  test("checks nothing without paths", async () => {
    const report = await lint({ paths: [], cwd: box.root, asOf });
    expect(report.summary).toMatchObject({ files: 0, checked: 0 });
  });

  test("throws a UsageError for an invalid option and for files that cannot be read", async () => {
    const good = { paths: ["."], cwd: box.root, asOf };
    await expectUsageError(
      () => lint({ ...good, asOf: "today" }),
      "asOf must be a day (YYYY-MM-DD), not today",
    );
    await expectUsageError(
      () => lint({ ...good, settings: {} as Settings }),
      "settings must be a value that loadSettings returned",
    );
    const settings = await loadSettings({ cwd: join(box.root, "score") });
    await expectUsageError(
      () => lint({ ...good, settings }),
      "cwd differs from the cwd of the settings: leave it out, or pass the same",
    );
    await expectUsageError(
      () => lint({ ...good, facts: "missing.json" }),
      "facts missing.json cannot be read: there is no such file",
    );
    box.write(".inferlint.yaml", "baseline: missing.json\n");
    expect(await thrownBy(() => lint(good))).toSatisfy(isUsageError);
  });

  test("throws a ConfigError for an invalid configuration or facts file", async () => {
    const good = { paths: ["."], cwd: box.root, asOf };
    box.write("facts.json", "{}");
    await expectConfigError(
      () => lint({ ...good, facts: "facts.json" }),
      expect.objectContaining({ path: "facts.json" }),
    );
    box.write(".inferlint.yaml", "rulez: {}\n");
    await expectConfigError(() => lint(good), expect.objectContaining({ path: ".inferlint.yaml" }));
  });
});

describe("inspect", () => {
  beforeEach(() => {
    box.write("Dockerfile", `FROM ${py38} AS base\nFROM base\nUSER 0\n`);
    box.write("broken/Dockerfile", "FRM x\n");
  });

  test("describes what the command line does, and has its notifications", async () => {
    const report = await inspect({ paths: ["."], cwd: box.root, asOf });
    const { notifications, ...shared } = report;
    const { stdout } = box.run(["inspect", "--format", "json"]);
    expectSame(shared, JSON.parse(stdout) as InspectReport);
    expect(notifications).toEqual([]);
    expect(report.files.map(({ valid }) => valid)).toEqual([true, false]);
  });

  test("has a notification of level error for what could not be read", async () => {
    const { files, notifications } = await inspect({ paths: ["missing"], cwd: box.root, asOf });
    expect(files).toEqual([]);
    expect(notifications).toEqual([
      expect.objectContaining({ level: "error", id: "missing-path", path: "missing" }),
    ]);
  });

  test("throws what lint throws", async () => {
    await expectUsageError(
      () => inspect({ paths: ["."], asOf: "" }),
      "asOf must be a day (YYYY-MM-DD), not ",
    );
    box.write(".inferlint.json", "[]");
    const error = await thrownBy(() => inspect({ paths: ["."], cwd: box.root, asOf }));
    expect(isConfigError(error)).toBe(true);
  });
});

describe("loadSettings", () => {
  test("reads files once: later changes do not count", async () => {
    box.write(".inferlint.yaml", "rules: { root-user: off }\n");
    const config = await loadSettings({ cwd: box.root });
    box.write(".inferlint.yaml", "rulez\n");
    const report = await lintText({ path: "Dockerfile", text: root, config, asOf });
    expect(ruleIds(report)).not.toContain("root-user");
  });

  test("returns a value without public content", async () => {
    const settings = await loadSettings({ cwd: box.root });
    expect(Reflect.ownKeys(settings)).toEqual([]);
    expect(Object.isFrozen(settings)).toBe(true);
  });

  test("does not look for a configuration that is turned off", async () => {
    box.write(".inferlint.yaml", "rulez: {}\n");
    await expect(loadSettings({ cwd: box.root, config: false })).resolves.toBeDefined();
    expect(await thrownBy(() => loadSettings({ cwd: box.root }))).toSatisfy(isConfigError);
  });

  test("throws a ConfigError for files that are missing, invalid or ambiguous", async () => {
    const cwd = box.root;
    const missing = { region: null, message: "there is no such file" };
    await expectConfigError(() => loadSettings({ cwd, config: "a.yaml" }), {
      path: "a.yaml",
      ...missing,
    });
    await expectConfigError(() => loadSettings({ cwd, policy: "b.yaml" }), {
      path: "b.yaml",
      ...missing,
    });
    box.write("policy.yaml", "allowLocal: [eol-so]\n");
    await expectConfigError(
      () => loadSettings({ cwd, policy: "policy.yaml" }),
      expect.objectContaining({ path: "policy.yaml" }),
    );
    box.write(".inferlint.yaml", "");
    box.write(".inferlint.json", "{}");
    await expectConfigError(
      () => loadSettings({ cwd }),
      expect.objectContaining({ path: ".inferlint.json", region: null }),
    );
  });
});

test.each([null, undefined, "ConfigError", { name: "UsageError" }, new Error("other")])(
  "the type guards reject %s",
  (value) => {
    expect([isConfigError(value), isUsageError(value)]).toEqual([false, false]);
  },
);
