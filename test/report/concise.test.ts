import { describe, expect, test } from "vitest";
import type { Region } from "../../src/domain/build/region.ts";
import { levels } from "../../src/domain/rule/finding.ts";
import { conciseReporter } from "../../src/report/concise.ts";
import { createReporter } from "../../src/report/index.ts";
import { toJson } from "../../src/report/json/index.ts";
import type { JsonFindingV1, JsonReportV1 } from "../../src/report/json/schema.ts";
import { renderRun, reportRun } from "../../src/report/report-run.ts";
import { defaultReportOptions } from "../../src/report/reporter.ts";
import { toText } from "../../src/report/text/index.ts";
import { actingCharacters, azureCommands, githubCommands } from "../support/log-commands.ts";
import { buildFinding, buildRun, sampleRun } from "../support/run.ts";
import { fileStart } from "../../src/domain/build/region.ts";

const quiet = { ...defaultReportOptions, quiet: true };

describe("the concise report", () => {
  test("has one line for each open finding, and a summary", () => {
    expect(renderRun(conciseReporter, sampleRun())).toBe(
      `score/Dockerfile:3:6: error eol-os: the OS of 'mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:20220101.v1', Ubuntu 18.04, has reached its end of life
score/Dockerfile:6:18: warning unlisted-image: 'mcr.microsoft.com/azureml/a-inference:1' is a case of unlisted-image
score/Dockerfile:6:81: warning unlisted-image: 'mcr.microsoft.com/azureml/b-inference:1' is a case of unlisted-image (medium confidence)
score/Dockerfile:7:6: error root-user: the image runs as 'root'
4 problems (2 errors, 2 warnings) in 1 of 3 files, 1 suppressed, as of 2026-11-23
`,
    );
  });

  test("without a summary is quiet text", async () => {
    const text = Array.from(reportRun(await createReporter("text", quiet), sampleRun())).join("");
    const lines = renderRun(conciseReporter, sampleRun()).split("\n");
    expect(text).toBe(`${lines.slice(0, -2).join("\n")}\n`);
    const clean = reportRun(await createReporter("text", quiet), buildRun({ files: 1 }));
    expect(Array.from(clean).join("")).toBe("");
  });

  test("cannot make a log act", () => {
    const about = "::error::x ##vso[task.x]y \u001B[2J\u202E\n::warning::";
    const finding = buildFinding("a", fileStart, { about, path: about });
    const report = renderRun(conciseReporter, buildRun({ findings: [finding] }));
    expect(githubCommands(report)).toEqual([]);
    expect(azureCommands(report)).toEqual([]);
    expect(actingCharacters(report.replaceAll("\n", ""))).toEqual([]);
    expect(report.split("\n")).toHaveLength(3);
  });
});

describe("a JSON report has what other formats show", () => {
  const json = JSON.parse(toJson(sampleRun())) as JsonReportV1;
  const open = json.findings.filter(({ suppressed }) => suppressed === undefined);
  const confidence = (finding: JsonFindingV1): string =>
    finding.confidence === "high" ? "" : ` (${finding.confidence} confidence)`;

  test("the lines of concise", () => {
    const lines = open.map((finding) => {
      const { path, region, level, ruleId, short } = finding;
      const location = `${path}:${region.startLine}:${region.startColumn}`;
      return `${location}: ${level} ${ruleId}: ${short}${confidence(finding)}\n`;
    });
    expect(lines.join("")).toBe(renderRun(conciseReporter, sampleRun(), quiet));
  });

  test("the findings of text, its excerpts and its first summary line", () => {
    const width = Math.max(...open.map(({ ruleId }) => ruleId.length));
    const text = toText(sampleRun(), { width: 1_000 });
    const lines = open.map((finding) => {
      const { level, ruleId, short } = finding;
      return `    ${level.padEnd(8)}${ruleId.padEnd(width)} ${short}${confidence(finding)}`;
    });
    expect(text.split("\n").filter((line) => /^ {4}(?:error|warning|note) /.test(line))).toEqual(
      lines,
    );
    const excerpts = open.map(({ region, snippet = "" }) => excerpt(snippet, region));
    expect(excerpts).toEqual([
      "$BASE",
      "mcr.microsoft.com/azureml/a-inference:1",
      "mcr.microsoft.com/azureml/b-inference:1",
      "root",
    ]);
    const { summary, asOf } = json;
    const counts = { error: summary.errors, warning: summary.warnings, note: summary.notes };
    const byLevel = levels
      .filter((level) => counts[level] > 0)
      .map((level) => `${counts[level]} ${level}s`);
    const files = new Set(open.map(({ path }) => path)).size;
    expect(text).toContain(
      `\n${open.length} problems (${byLevel.join(", ")}) in ${files} of ${summary.files} files, ${summary.suppressed} suppressed, as of ${asOf}\n`,
    );
  });
});

function excerpt(snippet: string, { startColumn, endColumn }: Region): string {
  return snippet.slice(startColumn - 1, endColumn - 1);
}
