import { describe, expect, test } from "vitest";
import { fileStart } from "../../src/domain/build/region.ts";
import type { Exemption, ExemptionList } from "../../src/domain/rule/exemption.ts";
import { exceptionPieces } from "../../src/report/exceptions/index.ts";
import type { ExceptionsReportV1 } from "../../src/report/exceptions/schema.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { actingCharacters, azureCommands, githubCommands } from "../support/log-commands.ts";
import { buildFinding, buildRun } from "../support/run.ts";

function exemption(parts: Partial<Exemption> = {}): Exemption {
  return {
    kind: "comment",
    location: { path: "Dockerfile", region: fileStart },
    absolute: "/tree/Dockerfile",
    ...{ rules: ["a"], accepted: ["a"], status: "accepted", why: null, scope: "instruction" },
    ...{ files: ["Dockerfile"], images: null, image: "i:1", stage: "serve", reason: "why" },
    ...{ until: calendarDate("2026-12-01"), fingerprint: null, hides: [] },
    ...parts,
  };
}

function listOf(
  exemptions: readonly Exemption[],
  parts: Partial<ExemptionList> = {},
): ExemptionList {
  const { tool, asOf, notifications } = buildRun();
  const given = { exemptions, expiring: null, endingSoon: [], isIncomplete: false };
  return { tool, asOf, notifications, ...given, ...parts };
}

function reportOf(format: Parameters<typeof exceptionPieces>[0], list: ExemptionList): string {
  const pieces = exceptionPieces(format, list, { colors: false, quiet: false });
  return Array.from(pieces).join("");
}

const hostile = "::error::x ##vso[task.x]y \u001B[2J\u202E\n::warning::";

test("text is aligned, and says what each one hides", () => {
  const hides = Array.from({ length: 6 }, () => buildFinding("a", fileStart));
  const list = listOf([
    exemption({ hides }),
    exemption({
      ...{ kind: "configuration", scope: "patterns", files: ["a/**"], images: ["azureml/*"] },
      ...{ location: { path: ".inferlint.yaml", region: fileStart }, image: null, stage: null },
      ...{ status: "rejected", accepted: [], why: "no", rules: ["a", "b"], until: null },
    }),
    exemption({ until: calendarDate("2026-11-23"), accepted: [], rules: ["a", "b"], why: "part" }),
  ]);
  expect(reportOf("text", list)).toBe(`Dockerfile:1       comment        2026-12-01 (8 days left)  a
    reason: why
    image: i:1
    stage: serve
    hides 6 findings: a Dockerfile:1:1, a Dockerfile:1:1, a Dockerfile:1:1, a Dockerfile:1:1, a Dockerfile:1:1, and 1 more
.inferlint.yaml:1  configuration  no end                    a, b
    reason: why
    files: a/**
    images: azureml/*
    rejected: no
    hides nothing
Dockerfile:1       comment        2026-11-23 (last day)     a, b
    reason: why
    image: i:1
    stage: serve
    in part: part
    hides nothing

3 exceptions (2 comments, 1 of the configuration) hide 6 findings, 1 rejected, as of 2026-11-23
`);
});

describe.each(["text", "csv", "markdown", "json"] as const)("%s", (format) => {
  test("cannot make a log act", () => {
    const report = reportOf(
      format,
      listOf([
        exemption({
          ...{ location: { path: hostile, region: fileStart }, files: [hostile], reason: hostile },
          ...{ image: hostile, stage: hostile, why: hostile, status: "rejected" },
          hides: [buildFinding("a", fileStart, { path: hostile, image: hostile })],
        }),
      ]),
    );
    expect(githubCommands(report)).toEqual([]);
    expect(azureCommands(report)).toEqual([]);
    expect(actingCharacters(report.replaceAll(/\r?\n/g, ""))).toEqual([]);
  });
});

describe("csv", () => {
  const cells = (reason: string): string =>
    reportOf("csv", listOf([exemption({ reason })])).split("\r\n")[1] ?? "";

  test("has a header, and one line for each", () => {
    expect(reportOf("csv", listOf([exemption()]))).toBe(
      'kind,place,rules,files,images,stage,reason,until,"days left",status,why,hides\r\n' +
        "comment,Dockerfile:1,a,Dockerfile,i:1,serve,why,2026-12-01,8,accepted,,0\r\n",
    );
  });

  test.each([
    ['say "no", please', '"say ""no"", please"'],
    ["a;b", '"a;b"'],
    ["=1+1", `"'=1+1"`],
    ["  =cmd|' /C calc'!A0", `"'  =cmd|' /C calc'!A0"`],
    ["@SUM(A1)", `"'@SUM(A1)"`],
    ["+1", `"'+1"`],
    ["-1+2", `"'-1+2"`],
    ["＝1", `"'＝1"`],
    ["SEC-1", "SEC-1"],
  ])("quotes, and lets no spreadsheet run a formula: %s", (reason, expected) => {
    expect(cells(reason)).toContain(`,serve,${expected},2026-12-01,`);
  });
});

test("markdown has a table whose cells are text", () => {
  const reason = "a | b <img src=x> @team #1 [l](http://x) `c` **d**";
  const [, , row = ""] = reportOf("markdown", listOf([exemption({ reason })])).split("\n");
  expect(row.split("|")).toHaveLength(14);
  expect(row).not.toMatch(/[<>@[\]`*]|:\/\//);
});

test("json has what is left, and no more than the schema", () => {
  const text = reportOf(
    "json",
    listOf([exemption({ ...{ beyond: 1 }, hides: [buildFinding("a", fileStart)] })], {
      expiring: 14,
    }),
  );
  expect(text).not.toContain("beyond");
  const { exceptions, summary } = JSON.parse(text) as ExceptionsReportV1;
  expect(exceptions).toMatchObject([{ daysLeft: 8, hides: [{ ruleId: "a", path: "Dockerfile" }] }]);
  expect(summary).toEqual({
    ...{ comments: 1, configuration: 0, policy: 0, baseline: 0 },
    ...{ accepted: 1, rejected: 0, expired: 0, invalid: 0, hidden: 1, expiring: 0 },
  });
});
