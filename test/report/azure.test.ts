import { describe, expect, test } from "vitest";
import type { Run } from "../../src/domain/rule/run.ts";
import { azureReporter } from "../../src/report/azure/index.ts";
import { renderRun } from "../../src/report/report-run.ts";
import type { ReportOptions } from "../../src/report/reporter.ts";
import { buildFinding, buildRun, sampleRun } from "../support/run.ts";
import { characterAt } from "../support/region-text.ts";
import { azureCommandsIn } from "../support/runner-commands.ts";

const toAzure = (run: Run, options: Partial<ReportOptions> = {}): string =>
  renderRun(azureReporter, run, options);

describe("issues of Azure Pipelines", () => {
  test("are one for each place, with the path in the repository and the rule as code", () => {
    const log = toAzure(sampleRun());
    const issues = azureCommandsIn(log);
    expect(issues.map(({ name }) => name)).toEqual(
      Array.from({ length: 5 }, () => "task.logissue"),
    );
    expect(issues[1]).toEqual({
      name: "task.logissue",
      properties: {
        ...{ type: "error", sourcepath: "services/score/Dockerfile" },
        ...{ linenumber: "7", columnnumber: "6", code: "root-user" },
      },
      data: "root-user: The image runs as 'root'. End with the image's own user, USER dockeruser.",
    });
    expect(issues[2]?.properties).toEqual({
      ...{ type: "warning", sourcepath: "services/score/Dockerfile", code: "target-missing" },
    });
    expect(log).toMatch(/\n4 problems \(2 errors, 2 warnings\) in 1 of 3 files, .*\n.*\n$/);
  });

  test("name all rules of a place", () => {
    const findings = ["a", "b"].map((id) => buildFinding(id, characterAt(1)));
    expect(azureCommandsIn(toAzure(buildRun({ findings })))[0]?.properties["code"]).toBe("a, b");
  });

  test("are no notes, which are lines of the log", () => {
    const findings = [buildFinding("a", characterAt(1), { level: "note" })];
    const log = toAzure(buildRun({ findings, files: 1 }));
    expect(azureCommandsIn(log)).toEqual([]);
    expect(log).toMatch(/^Dockerfile:1:1: note a: It is a case of a\n1 problem \(1 note\)/);
    expect(log).not.toContain("at most");
  });

  test("are ten of each level; other findings are lines, and the last line counts them", () => {
    const findings = Array.from({ length: 12 }, (_, index) =>
      buildFinding("a", characterAt(index + 1)),
    );
    const log = toAzure(buildRun({ findings, files: 1 }));
    expect(azureCommandsIn(log)).toHaveLength(10);
    expect(log.match(/^Dockerfile:1[12]:1: error a: /gm)).toHaveLength(2);
    expect(log).toMatch(
      /\nAzure Pipelines shows at most 10 annotations of each level\. Only in the lines above: 2 errors\n$/,
    );
  });

  test("stand on a changed line where a step of a new finding is on one", () => {
    const flow = [characterAt(1), characterAt(5)].map((region) => ({ message: "", region }));
    const findings = [buildFinding("a", characterAt(5), { flow, baselineState: "new" })];
    const source = { text: null, repositoryPath: "Dockerfile", changedLines: new Set([1]) };
    const log = toAzure(buildRun({ findings, sources: new Map([["Dockerfile", source]]) }));
    expect(azureCommandsIn(log)[0]?.properties).toMatchObject({ linenumber: "1" });
  });

  test("keep every character of a path and a message", () => {
    const path = "a;b]c%25d%AZP25/e=f/Dockerfile";
    const finding = buildFinding("a", characterAt(1), { path, about: "100% of %0A; [x] %3B %5D" });
    const [issue] = azureCommandsIn(toAzure(buildRun({ findings: [finding] })));
    expect(issue?.properties["sourcepath"]).toBe(path);
    expect(issue?.data).toContain("100% of %0A; [x] %3B %5D is a case");
  });
});
