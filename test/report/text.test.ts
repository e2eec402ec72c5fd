import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import type { ValueLocation } from "../../src/domain/build/build.ts";
import { fileStart } from "../../src/domain/build/region.ts";
import type { Finding } from "../../src/domain/rule/finding.ts";
import type { Run } from "../../src/domain/rule/run.ts";
import { lint } from "../../src/pipeline/lint.ts";
import { conciseReporter } from "../../src/report/concise.ts";
import { createReporter } from "../../src/report/index.ts";
import { renderRun, reportRun } from "../../src/report/report-run.ts";
import { defaultReportOptions } from "../../src/report/reporter.ts";
import { toText } from "../../src/report/text/index.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { actingCharacters, azureCommands, githubCommands } from "../support/log-commands.ts";
import {
  buildFinding,
  buildRun,
  buildSources,
  buildSuppression,
  regionOf,
  sampleRun,
} from "../support/run.ts";
import { plainRunSettings } from "../support/settings.ts";

const image = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference:20230103.v1";

describe("the text report", () => {
  test.each([80, 120])("of the sample run at %i columns", async (width) => {
    await expect(toText(sampleRun(), { width })).toMatchFileSnapshot(
      `../../fixtures/reports/sample-${width}.txt`,
    );
  });

  test("of the sample run with --verbose", async () => {
    await expect(toText(sampleRun(), { verbose: true })).toMatchFileSnapshot(
      "../../fixtures/reports/sample-verbose.txt",
    );
  });

  test("of a file shows the image once and one remedy", async () => {
    const text = `FROM ${image}\nCOPY . /app\nUSER root\n`;
    expect(toText(await lintFile("score/Dockerfile", text))).toBe(
      `score/Dockerfile
  1:6 FROM …/minimal-ubuntu20.04-py38-cpu-inference:20230103.v1
    error   eol-os            Ubuntu 20.04 support ended on 2025-05-31
    error   eol-python        Python 3.8 support ended on 2024-10-07
    error   stale-tag         tag from 2023-01-03, oldest supported 2023-07-22
    error   unsupported-image removed from Microsoft's list after 2024-04-08
    → mcr.microsoft.com/azureml/minimal-py312-inference:latest [--unsafe-fixes]
      as Microsoft's examples did on 2025-07-08; Python 3.8 → 3.12
  3:6 USER root
    error   root-user         the image runs as root
    → USER dockeruser at the end of the stage [--unsafe-fixes]

5 problems (5 errors) in 1 file, as of 2026-11-27
5 fixable with --fix --unsafe-fixes (preview: --diff --unsafe-fixes)
Sources: --verbose. Why: inferlint explain RULE
`,
    );
  });

  const adoption = "fixtures/adoption";
  const dockerfiles = readdirSync(adoption, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /dockerfile/i.test(entry.name))
    .map((entry) => relative(adoption, join(entry.parentPath, entry.name)));
  test.each(dockerfiles)("of %s has at most 13 lines before the summary", async (path) => {
    const run = await lintFile(path, readFileSync(join(adoption, path), "utf8"));
    const [file = ""] = toText(run).split("\n\n");
    expect(file.split("\n").length).toBeLessThanOrEqual(13);
  });
});

describe("a place", () => {
  const heading = (text: string, finding: Partial<Finding> & Pick<Finding, "region">): string =>
    reportOf(text, [finding]).split("\n")[1]?.trim() ?? "";

  test.each([
    ["FROM", `FROM ${image}`, image, `1:6 FROM …/${image.slice(26)}`],
    ["an option", `COPY --from=${image} / /`, image, `1:13 COPY --from=…/${image.slice(26)}`],
    ["lower case", `from ${image}`, image, `1:6 FROM …/${image.slice(26)}`],
    ["ONBUILD", `ONBUILD COPY --from=a/b / /`, "a/b", "1:21 ONBUILD COPY --from=a/b"],
    ["a mount", "RUN --mount=type=bind,from=a/b true", "a/b", "1:28 RUN --mount=…,from=a/b"],
    [
      "a later line of an instruction",
      "RUN --mount=type=cache,target=/c \\\n  --mount=from=a/b true",
      "a/b",
      "2:16 RUN --mount=from=a/b",
    ],
    [
      "a mirror in full",
      "FROM c.azurecr.io/azureml/a",
      "c.azurecr.io/azureml/a",
      "1:6 FROM c.azurecr.io/azureml/a",
    ],
  ])("is named by its instruction: %s", (_, text, token, expected) => {
    expect(heading(text, { region: regionOf(text, token), image: token })).toBe(expected);
  });

  test("without an instruction is its source text, shortened", () => {
    const text = `# inferlint: ignore[eol-os] -- ${"because ".repeat(20)}`;
    const line = heading(text, { region: regionOf(text, text) });
    expect(line).toMatch(/^1:1 # inferlint: ignore\[eol-os\] -- because .*…$/);
    expect(line.length).toBeLessThanOrEqual(80);
  });

  test("without source text is line and column", () => {
    const run = buildRun({ findings: [buildFinding("a", fileStart)], files: 1, checked: 1 });
    expect(toText(run)).toContain("\n  1:1\n    error   a It is a case of a\n");
  });

  test("with --show-suppressed says what keeps a finding back", () => {
    const findings = [
      { ruleId: "a", suppressed: buildSuppression({ until: calendarDate("2027-01-31") }) },
      { ruleId: "b", suppressed: buildSuppression({ kind: "external" }) },
      { ruleId: "c", baselined: true },
      { ruleId: "d" },
    ].map(({ ruleId, ...parts }) => buildFinding(ruleId, fileStart, parts));
    const run = buildRun({ findings, files: 1, checked: 1 });
    expect(toText(run)).not.toContain("It is a case of a");
    expect(toText(run, { showSuppressed: true }).split("\n").slice(1, 9)).toEqual([
      "  1:1",
      "    error   a It is a case of a",
      "              suppressed by the comment in line 1 until 2027-01-31: j",
      "    error   b It is a case of b",
      "              suppressed by .inferlint.yaml:1: j",
      "    error   c It is a case of c",
      "              in the baseline",
      "    error   d It is a case of d",
    ]);
    expect(renderRun(conciseReporter, run, { showSuppressed: true })).toContain(
      "Dockerfile:1:1: error c: It is a case of c (in the baseline)\n",
    );
  });

  test("with a variable shows the reference and where it comes from", () => {
    const text = `ARG BASE=${image}\nFROM $BASE\n`;
    const base: ValueLocation = {
      ...{ keyword: "ARG", name: "BASE", text: image, buildArg: null },
      ...{ message: "ARG BASE", region: regionOf(text, image) },
    };
    const finding = { region: regionOf(text, "$BASE"), image, related: [base] };
    expect(reportOf(text, [finding]).split("\n").slice(1, 5)).toEqual([
      "  2:6 FROM $BASE",
      `      = ${image}`,
      "        (ARG BASE, line 1)",
      "    error   a It is a case of a",
    ]);
    expect(reportOf(text, [finding], { width: 120 })).toContain(
      `\n      = ${image} (ARG BASE, line 1)\n`,
    );
  });

  test("with a variable is shortened where it does not fit", () => {
    const token = `$REGISTRY/azureml/${"x".repeat(80)}`;
    const text = `FROM ${token}\n`;
    const line = heading(text, { region: regionOf(text, token), image });
    expect(line).toMatch(/^1:6 FROM \$REGISTRY\/azureml\/x+…$/);
    expect(line.length).toBeLessThanOrEqual(78);
  });

  test("of a user does not show the image behind it", () => {
    const text = "USER $NAME\n";
    expect(reportOf(text, [{ region: regionOf(text, "$NAME"), image }])).not.toContain(image);
  });
});

describe("lines", () => {
  const text = `FROM ${image}\n`;
  const region = regionOf(text, image);
  const remedy = (action: string, ...details: readonly string[]) => ({
    ...buildFinding("a", region).message,
    remedy: { text: `${action}.`, action, details },
  });
  const edits = [{ region, text: "x" }];

  test("a reference is never broken: the mark goes to the next line", () => {
    const action = `mcr.microsoft.com/azureml/${"long-".repeat(10)}:latest`;
    const fix = { safe: true, description: "d", edits };
    const report = reportOf(text, [{ region, message: remedy(action, "because"), fix }]);
    expect(report).toContain(`\n    → ${action}\n      [--fix]\n      because\n`);
  });

  test("break between words, aligned, and never before an arrow", () => {
    const detail = `this changes ${"x".repeat(40)} 3.7 → ${"y".repeat(30)}`;
    expect(reportOf(text, [{ region, message: remedy("Do it", detail) }])).toContain(
      `\n    → Do it\n      this changes ${"x".repeat(40)}\n      3.7 → ${"y".repeat(30)}\n`,
    );
    const long = "word ".repeat(30).trim();
    const lines = reportOf(text, [{ region, message: { ...remedy("Do it"), short: long } }])
      .split("\n")
      .filter((line) => line.includes("word"));
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.every((line) => line.length <= 80)).toBe(true);
    expect(new Set(lines.map((line) => line.indexOf("word")))).toEqual(new Set([14]));
  });

  test("the remedy is that of the most severe finding, of the first among equals", () => {
    const at = (ruleId: string, level: Finding["level"]) => ({
      ruleId,
      region,
      level,
      message: remedy(`Do ${ruleId}`),
    });
    const report = reportOf(text, [at("a", "warning"), at("b", "error"), at("c", "error")]);
    expect(report.match(/→.*/g)).toEqual(["→ Do b"]);
  });

  test("a fix without edits has no mark, and is described with --verbose", () => {
    const fix = { safe: false, description: "Change the build argument.", edits: [] };
    expect(reportOf(text, [{ region, fix }])).not.toMatch(/--unsafe-fixes|Change the build/);
    expect(reportOf(text, [{ region, fix }], { verbose: true })).toContain(
      "\n      Change the build argument.\n",
    );
  });

  test("a confidence that is not high is shown", () => {
    expect(reportOf(text, [{ region, confidence: "medium" }])).toContain("(medium confidence)\n");
    expect(reportOf(text, [{ region }])).not.toContain("confidence");
  });

  test("colors only where asked", () => {
    expect(reportOf(text, [{ region }])).not.toContain("\u001B");
    const report = reportOf(text, [{ region }], { colors: true });
    expect(report).toContain("\u001B[31merror\u001B[39m   \u001B[1ma\u001B[22m It is");
  });

  test("foreign text acts neither on a terminal nor on a CI log, even after a line break", () => {
    const hostile = `${"word ".repeat(12)}::error::x ##vso[task.x]y ##[add-path]z \u001B[2J\u202E\n::warning::`;
    const from = `FROM "${hostile.replaceAll("\n", " ")}"`;
    const finding = {
      path: `::error::\n${hostile}`,
      region: regionOf(from, hostile.replaceAll("\n", " ")),
      image: hostile,
      message: { ...remedy(hostile, hostile), short: hostile, long: hostile },
      related: [{ message: hostile, region }],
      evidence: [{ fact: hostile, value: hostile, source: hostile, asOf: null }],
      fix: { safe: false, description: hostile, edits: [] },
    };
    for (const verbose of [false, true]) {
      const report = reportOf(from, [finding], { verbose });
      expect(githubCommands(report)).toEqual([]);
      expect(azureCommands(report)).toEqual([]);
      expect(actingCharacters(report.replaceAll("\n", ""))).toEqual([]);
    }
  });
});

describe("the summary", () => {
  const summaryOf = (run: Partial<Run>): readonly string[] =>
    (toText(buildRun(run)).split("\n\n").at(-1) ?? "").trimEnd().split("\n");
  const finding = (path: string, parts: Parameters<typeof buildFinding>[2] = {}): Finding =>
    buildFinding("a", fileStart, { path, ...parts });
  const fix = (safe: boolean) => ({
    fix: { safe, description: "d", edits: [{ region: fileStart, text: "x" }] },
  });
  const hint = "Sources: --verbose. Why: inferlint explain RULE";

  test("counts problems, rules and fixes", () => {
    const findings = [
      finding("a", fix(true)),
      finding("a", { level: "warning", ...fix(false) }),
      finding("b", { level: "warning" }),
      { ...finding("b"), ruleId: "b" },
      finding("c", { suppressed: buildSuppression({ kind: "external" }) }),
      finding("c", { baselined: true }),
    ];
    expect(summaryOf({ findings, files: 4, checked: 4 })).toEqual([
      "4 problems (2 errors, 2 warnings) in 2 of 4 files, 1 suppressed, 1 in the baseline, as of 2026-11-23",
      "By rule: a 3, b 1",
      "1 fixable with --fix, 2 with --fix --unsafe-fixes (preview: --diff)",
      hint,
    ]);
  });

  test.each([
    [[finding("a")], ["1 problem (1 error) in 1 file, as of 2026-11-23", hint]],
    [
      [finding("a", fix(true))],
      [
        "1 problem (1 error) in 1 file, as of 2026-11-23",
        "1 fixable with --fix (preview: --diff)",
        hint,
      ],
    ],
  ])("of one file has no counts by rule", (findings, lines) => {
    expect(summaryOf({ findings, files: 1, checked: 1 })).toEqual(lines);
  });

  test("fixes are made without a base", () => {
    const added = { ...finding("a", fix(true)), baselineState: "new" as const };
    const against = { ref: "HEAD^1", commit: "1".repeat(40) };
    expect(summaryOf({ findings: [added], files: 1, checked: 1, against })).toContain(
      "1 fixable with --fix (without --against)",
    );
  });

  const unread = [
    { level: "error", id: "unreadable", message: "m", path: "a", region: null },
  ] as const;
  const suppressed = [finding("a", { suppressed: buildSuppression() })];
  test.each<[string, Partial<Run>, string]>([
    ["no file", {}, ""],
    ["unread files", { files: 2, notifications: unread }, "Nothing was checked in 2 files"],
    [
      "files of other images",
      { files: 2 },
      "Nothing to check in 2 files: no azureml inference image",
    ],
    [
      "clean files",
      { files: 2, checked: 1, images: 1 },
      "No findings in 2 files (1 checked, 1 azureml inference image), as of 2026-11-23",
    ],
    [
      "suppressed findings",
      { files: 1, checked: 1, images: 3, findings: suppressed },
      "No findings in 1 file (1 checked, 3 azureml inference images), 1 suppressed, as of 2026-11-23",
    ],
  ])("of %s", (_, run, line) => {
    expect(summaryOf(run)).toEqual([line]);
  });
});

describe("the line about coverage", () => {
  const all = { known: 3, unknown: 0 };
  const coverage = { os: all, python: all, user: all, age: all };
  const unknownFor = (unknown: number) => ({ known: 1, unknown });
  const offline = "Coverage: operating system unknown for 3 images; --online may tell";
  const clean = { files: 1, checked: 1, images: 3 };

  test.each<[string, Partial<Run>, readonly string[]]>([
    ["all known", { coverage }, []],
    ["without a registry", { coverage: { ...coverage, os: unknownFor(3) } }, [offline]],
    [
      "with a registry",
      { coverage: { ...coverage, os: unknownFor(1) }, answeredBy: "registry" },
      ["Coverage: operating system unknown for 1 image; the registry does not tell"],
    ],
    [
      "with a facts file",
      { coverage: { ...coverage, age: unknownFor(2) }, answeredBy: "facts" },
      ["Coverage: age unknown for 2 images; the facts file does not tell"],
    ],
    [
      "several facts",
      { coverage: { os: unknownFor(2), python: all, user: unknownFor(1), age: unknownFor(3) } },
      [
        "Coverage: operating system unknown for 2 images, default user for 1, age for 3;",
        "--online may tell",
      ],
    ],
    [
      "what no registry states",
      { coverage: { ...coverage, python: unknownFor(2) } },
      ["Coverage: Python version unknown for 2 images; no registry tells"],
    ],
  ])("%s", (_, parts, lines) => {
    const text = toText(buildRun({ ...clean, ...parts }));
    expect(text.trimEnd().split("\n").slice(1)).toEqual(lines);
    const concise = renderRun(conciseReporter, buildRun({ ...clean, ...parts }));
    expect(concise.trimEnd().split("\n").slice(1).join(" ")).toBe(lines.join(" "));
  });

  test("is part of the summary of findings, and not of quiet text", async () => {
    const run = buildRun({
      ...{ ...clean, findings: [buildFinding("a", fileStart)] },
      coverage: { ...coverage, os: unknownFor(3) },
    });
    const [hint, last, ...others] = toText(run).trimEnd().split("\n").reverse();
    expect([last, hint]).toEqual([offline, "Sources: --verbose. Why: inferlint explain RULE"]);
    expect(others[0]).toBe("1 problem (1 error) in 1 file, as of 2026-11-23");
    const reporter = await createReporter("text", { ...defaultReportOptions, quiet: true });
    expect(Array.from(reportRun(reporter, run)).join("")).not.toContain("Coverage");
  });
});

type Parts = Partial<Finding> & Pick<Finding, "region">;

function reportOf(
  text: string,
  findings: readonly Parts[],
  options?: Parameters<typeof toText>[1],
): string {
  const [path = "Dockerfile"] = findings.map((finding) => finding.path);
  const run = buildRun({
    findings: findings.map(({ region, ...parts }) =>
      buildFinding(parts.ruleId ?? "a", region, parts),
    ),
    sources: buildSources({ [path]: text }),
    files: 1,
    checked: 1,
  });
  return toText(run, options);
}

async function lintFile(path: string, text: string): Promise<Run> {
  const { result } = await lint({
    tool: { name: "inferlint", version: "0.0.0", homepage: "https://example.org" },
    ...{ cwd: "/tree", paths: [], stdin: { path, bytes: Buffer.from(text) } },
    asOf: calendarDate("2026-11-27"),
    settings: plainRunSettings(),
    forceExclude: false,
  });
  return result;
}

describe("the line on policy and facts", () => {
  const textWith = (against: Partial<Pick<Run, "against">>): string =>
    toText({ ...sampleRun(), ...against }, { width: 200 });

  test("names the base, with its commit if it is one", () => {
    const commit = "a5453b03a22e1276f3db442c2f6c7d3d99514f8f";
    expect(textWith({ against: { ref: "HEAD^1", commit } })).toMatch(
      /^Policy .*, catalogue of .*, base HEAD\^1 \(a5453b03…\)$/m,
    );
    expect(textWith({ against: { ref: "../before\u001b[2J", commit: null } })).toMatch(
      /, base \.\.\/before\\u\{1b\}\[2J$/m,
    );
    expect(textWith({})).not.toContain(", base ");
  });
});
