import { describe, expect, test } from "vitest";
import { conciseReporter } from "../../src/report/concise.ts";
import { renderRun } from "../../src/report/report-run.ts";
import { examples } from "../support/documents.ts";
import { hostileRun, hostileTexts } from "../support/report-corpus.ts";
import { sampleRun } from "../support/run.ts";

/** What Visual Studio Code reads of a problem matcher. */
interface ProblemMatcher {
  readonly pattern: {
    readonly regexp: string;
    readonly file: number;
    readonly line: number;
    readonly column: number;
    readonly severity: number;
    readonly code: number;
    readonly message: number;
  };
}

/** The problems that an editor with the matcher of the documents sees: it tries the pattern on each line. */
function problemsIn(log: string): readonly (readonly string[])[] {
  const [text = ""] = examples("json matcher");
  const { pattern } = JSON.parse(text) as ProblemMatcher;
  const { file, line, column, severity, code, message } = pattern;
  return log.split("\n").flatMap((one) => {
    const match = new RegExp(pattern.regexp).exec(one);
    const groups = [file, line, column, severity, code, message];
    return match ? [groups.map((group) => match[group] ?? "")] : [];
  });
}

describe("the problem matcher of the documents", () => {
  test("reads every finding of concise, and nothing else", () => {
    const run = sampleRun();
    const open = run.findings.filter(({ suppressed }) => suppressed === null);
    const problems = problemsIn(renderRun(conciseReporter, run));
    expect(
      problems.map(([path, line, column, level, id]) => [path, line, column, level, id]),
    ).toEqual(
      open.map(({ path, region, level, ruleId }) => [
        path,
        `${region.startLine}`,
        `${region.startColumn}`,
        level,
        ruleId,
      ]),
    );
    expect(problems[3]?.[5]).toBe("the image runs as 'root'");
  });

  test.each(hostileTexts)("reads as many problems as there are with %j", (text) => {
    const log = (own: string): string =>
      renderRun(conciseReporter, hostileRun(own), { quiet: true });
    const problems = problemsIn(log(text));
    expect(problems).toHaveLength(problemsIn(log("harmless")).length);
  });
});
