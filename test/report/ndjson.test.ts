import { describe, expect, test } from "vitest";
import type { Run } from "../../src/domain/rule/run.ts";
import { toJson } from "../../src/report/json/index.ts";
import type { JsonReportV1 } from "../../src/report/json/schema.ts";
import { ndjsonReporter } from "../../src/report/ndjson/index.ts";
import { renderRun } from "../../src/report/report-run.ts";
import type { ReportOptions } from "../../src/report/reporter.ts";
import { hostileRun, hostileTexts } from "../support/report-corpus.ts";
import { buildFinding, buildRun, sampleRun } from "../support/run.ts";
import { characterAt } from "../support/region-text.ts";

const linesOf = (run: Run, options: Partial<ReportOptions> = {}): readonly unknown[] => {
  const text = renderRun(ndjsonReporter, run, options);
  expect(text.endsWith("}\n")).toBe(true);
  return text
    .slice(0, -1)
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
};

describe("the NDJSON report", () => {
  const runs: readonly (readonly [string, Run])[] = [
    ["one of everything", sampleRun()],
    ["no finding", buildRun({ files: 1 })],
    [
      "a baseline",
      buildRun({ findings: [buildFinding("a", characterAt(1), { baselined: true })] }),
    ],
    ...hostileTexts.map((text) => [JSON.stringify(text), hostileRun(text)] as const),
  ];

  test.each(runs)("says what JSON says: %s", (_, run) => {
    for (const showSuppressed of [false, true]) {
      const lines = linesOf(run, { showSuppressed });
      const { findings, ...rest } = JSON.parse(toJson(run, { showSuppressed })) as JsonReportV1;
      expect(lines.slice(0, -1)).toEqual(findings);
      expect(lines.at(-1)).toEqual({ ...rest, schema: "inferlint.ndjson/1" });
    }
  });
});
