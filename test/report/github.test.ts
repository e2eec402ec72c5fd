import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/domain/rule/finding.ts";
import { githubReporter } from "../../src/report/github/index.ts";
import { renderRun } from "../../src/report/report-run.ts";
import type { ReportOptions } from "../../src/report/reporter.ts";
import { buildFinding, buildRun, buildSuppression, sampleRun } from "../support/run.ts";
import { characterAt } from "../support/region-text.ts";
import { githubCommandsIn } from "../support/runner-commands.ts";
import type { Run } from "../../src/domain/rule/run.ts";

const toGithub = (run: Run, options: Partial<ReportOptions> = {}): string =>
  renderRun(githubReporter, run, options);

describe("annotations of GitHub", () => {
  test("are one for each place, with the path in the repository, and a summary", () => {
    const log = toGithub(sampleRun());
    expect(githubCommandsIn(log)).toEqual([
      {
        name: "error",
        properties: {
          file: "services/score/Dockerfile",
          ...{ line: "3", endLine: "3", col: "6", endColumn: "11" },
          title: "eol-os",
        },
        data: "eol-os: The OS of 'mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:20220101.v1', Ubuntu 18.04, has reached its end of life.\nMove to mcr.microsoft.com/azureml/minimal-ubuntu22.04-py310-cpu-inference:latest.",
      },
      {
        name: "error",
        properties: {
          file: "services/score/Dockerfile",
          ...{ line: "7", endLine: "7", col: "6", endColumn: "10" },
          title: "root-user",
        },
        data: "root-user: The image runs as 'root'.\nEnd with the image's own user, USER dockeruser.",
      },
      {
        name: "warning",
        properties: { file: "services/score/Dockerfile", title: "target-missing" },
        data: "target-missing: Stage serve not found; using the last stage.",
      },
      ...["a", "b"].map((name, index) => ({
        name: "warning",
        properties: {
          file: "services/score/Dockerfile",
          ...{ line: "6", endLine: "6" },
          ...{ col: `${[18, 81][index]}`, endColumn: `${[57, 120][index]}` },
          title: "unlisted-image",
        },
        data: `unlisted-image: 'mcr.microsoft.com/azureml/${name}-inference:1' is a case of unlisted-image${index === 0 ? "" : " (medium confidence)"}.\nDo otherwise.`,
      })),
    ]);
    expect(log.split("\n").slice(-3)).toEqual([
      "4 problems (2 errors, 2 warnings) in 1 of 3 files, 1 suppressed, as of 2026-11-23",
      "Policy contoso (sha256 01234567…), catalogue of 2026-11-23",
      "",
    ]);
  });

  test("name all rules of a place, and the remedy of the most severe", () => {
    const findings = [
      buildFinding("a", characterAt(1), { level: "note", about: "One" }),
      buildFinding("b", characterAt(1), { level: "warning", about: "Two" }),
    ];
    const [command, ...others] = githubCommandsIn(toGithub(buildRun({ findings })));
    expect(others).toEqual([]);
    expect(command).toMatchObject({ name: "warning", properties: { title: "a, b" } });
    expect(command?.data).toBe("a: One is a case of a.\nb: Two is a case of b.\nDo otherwise.");
  });

  test("have no columns over several lines, and a whole line is one line", () => {
    const properties = (region: Finding["region"]) =>
      githubCommandsIn(toGithub(buildRun({ findings: [buildFinding("a", region)] })))[0]
        ?.properties;
    const file = { file: "Dockerfile", title: "a" };
    expect(properties({ startLine: 2, startColumn: 3, endLine: 4, endColumn: 5 })).toEqual({
      ...file,
      ...{ line: "2", endLine: "4" },
    });
    expect(properties({ startLine: 2, startColumn: 1, endLine: 3, endColumn: 1 })).toEqual({
      ...file,
      ...{ line: "2", endLine: "2" },
    });
  });

  test("are notices for notes", () => {
    const findings = [buildFinding("a", characterAt(1), { level: "note" })];
    expect(githubCommandsIn(toGithub(buildRun({ findings })))).toMatchObject([{ name: "notice" }]);
  });

  test("are ten of each level; other findings are lines, and the last line counts them", () => {
    const findings = Array.from({ length: 30 }, (_, index) =>
      buildFinding("a", characterAt(index + 1), { level: index % 2 === 0 ? "error" : "note" }),
    );
    const log = toGithub(buildRun({ findings, files: 1 }));
    const commands = githubCommandsIn(log);
    expect(commands.map(({ name }) => name)).toEqual([
      ...Array.from({ length: 10 }, () => "error"),
      ...Array.from({ length: 10 }, () => "notice"),
    ]);
    const lines = log.split("\n");
    expect(lines.filter((line) => /^Dockerfile:\d+:1: (?:error|note) a: /.test(line))).toHaveLength(
      10,
    );
    expect(lines.at(-2)).toBe(
      "GitHub shows at most 10 annotations of each level. Only in the lines above: 5 errors, 5 notes",
    );
  });

  test("say first what was not read", () => {
    const findings = Array.from({ length: 10 }, (_, index) =>
      buildFinding("a", characterAt(index + 1)),
    );
    const notification = { level: "error" as const, id: "unreadable", message: "Cannot read x" };
    const notifications = [{ ...notification, path: "x", region: null }];
    const log = toGithub(buildRun({ findings, notifications, files: 2 }), { quiet: true });
    const commands = githubCommandsIn(log);
    expect(commands).toHaveLength(10);
    expect(commands[0]).toEqual({
      name: "error",
      properties: { file: "x", title: "unreadable" },
      data: "unreadable: Cannot read x",
    });
    expect(log.split("\n")[0]).toMatch(/^Dockerfile:10:1: error a: /);
    expect(log).toMatch(/Only in the lines above: 1 error\n$/);
  });

  test("leave out what does not count; --show-suppressed lists it as lines", () => {
    const findings = [
      buildFinding("a", characterAt(1), { suppressed: buildSuppression({ justification: "why" }) }),
      buildFinding("b", characterAt(2), { baselined: true }),
      buildFinding("c", characterAt(3), { baselineState: "unchanged" }),
    ];
    const run = buildRun({ findings, files: 1, against: { ref: "HEAD^1", commit: null } });
    expect(githubCommandsIn(toGithub(run))).toEqual([]);
    expect(toGithub(run)).toMatch(/^No new findings in 1 file.*\n1 existing finding, /);
    const all = toGithub(run, { showSuppressed: true });
    expect(githubCommandsIn(all)).toEqual([]);
    expect(all.split("\n").slice(0, 3)).toEqual([
      "Dockerfile:1:1: error a: It is a case of a (suppressed by the comment in line 1: why)",
      "Dockerfile:2:1: error b: It is a case of b (in the baseline)",
      expect.stringMatching(/^No new findings/),
    ]);
  });

  test("stand on a changed line where a step of a new finding is on one", () => {
    const flow = [characterAt(1), characterAt(5)].map((region) => ({ message: "", region }));
    const findings = [buildFinding("a", characterAt(5), { flow, baselineState: "new" })];
    const source = { text: null, repositoryPath: "Dockerfile", changedLines: new Set([1]) };
    const sources = new Map([["Dockerfile", source]]);
    const run = buildRun({ findings, sources, against: { ref: "HEAD^1", commit: null } });
    expect(githubCommandsIn(toGithub(run))[0]?.properties).toMatchObject({ line: "1" });
    const here = new Map([["Dockerfile", { ...source, changedLines: new Set([5]) }]]);
    expect(githubCommandsIn(toGithub({ ...run, sources: here }))[0]?.properties).toMatchObject({
      line: "5",
    });
  });

  test("keep every character of a path and a message", () => {
    const path = "a,b:c%25d%/e=f/Dockerfile";
    const finding = buildFinding("a", characterAt(1), { path, about: "100% of %0A, 50%3A" });
    const [command] = githubCommandsIn(toGithub(buildRun({ findings: [finding] })));
    expect(command?.properties["file"]).toBe(path);
    expect(command?.data).toContain("100% of %0A, 50%3A is a case");
  });
});
