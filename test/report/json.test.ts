import { calendarDate } from "../../src/text/calendar-date.ts";
import { describe, expect, test } from "vitest";
import { toJson } from "../../src/report/json/index.ts";
import type { JsonReportV1 } from "../../src/report/json/schema.ts";
import { fileStart } from "../../src/domain/build/region.ts";
import type { Region } from "../../src/domain/build/region.ts";
import { lineHashes } from "../../src/report/line-hash.ts";
import { actingCharacters, azureCommands, githubCommands } from "../support/log-commands.ts";
import {
  buildFinding,
  buildSuppression,
  buildRule,
  buildRun,
  buildSources,
  enforce,
  messageOf,
  regionOf,
  sampleRun,
} from "../support/run.ts";

describe("the JSON report", () => {
  test("of the sample run", async () => {
    await expect(toJson(sampleRun())).toMatchFileSnapshot("../../fixtures/reports/sample.json");
  });

  test("of a run without findings has every field", () => {
    const none = { known: 0, unknown: 0 };
    expect(parse(toJson(buildRun({ files: 2, checked: 1 })))).toEqual({
      schema: "inferlint.report/1",
      tool: { name: "inferlint", version: "1.2.3" },
      asOf: "2026-11-23",
      rules: [],
      catalogue: {},
      policy: null,
      facts: null,
      configuration: null,
      commit: null,
      summary: {
        files: 2,
        checked: 1,
        images: 0,
        errors: 0,
        warnings: 0,
        notes: 0,
        suppressed: 0,
        baselined: 0,
        coverage: { os: none, python: none, user: none, age: none },
        otherImages: { count: 0, names: [], hasMore: false },
      },
      findings: [],
      notifications: [],
    });
  });

  test("counts levels without what is suppressed, but lists it", () => {
    const suppressed = buildSuppression({ kind: "external", until: calendarDate("2027-01-31") });
    const findings = [
      buildFinding("a", fileStart),
      buildFinding("a", fileStart, { suppressed }),
      buildFinding("b", fileStart, { level: "warning" }),
      buildFinding("c", fileStart, { level: "note", suppressed }),
    ];
    const report = parse(toJson(buildRun({ findings })));
    expect(report.summary).toMatchObject({ errors: 1, warnings: 1, notes: 0, suppressed: 2 });
    expect(report.findings.map((finding) => finding.suppressed)).toEqual([
      undefined,
      suppressed,
      undefined,
      suppressed,
    ]);
  });

  test("lists what is in the baseline only where it is asked for", () => {
    const run = buildRun({ findings: [buildFinding("a", fileStart, { baselined: true })] });
    expect(parse(toJson(run)).findings).toEqual([]);
    const { findings, summary } = parse(toJson(run, { showSuppressed: true }));
    expect(findings).toMatchObject([{ ruleId: "a", baselined: true }]);
    expect(summary).toMatchObject({ errors: 0, baselined: 1 });
  });

  test("leaves out kind, text, image, fix, suppressed and path where there is none", () => {
    const report = parse(
      toJson(
        buildRun({
          findings: [buildFinding("a", fileStart)],
          notifications: [
            { level: "note", id: "n", message: "It is so.", path: null, region: null },
          ],
        }),
      ),
    );
    const [finding] = report.findings;
    expect(Object.keys(finding ?? {})).toEqual([
      "ruleId",
      "level",
      "confidence",
      "message",
      "short",
      "remedy",
      "messageId",
      "arguments",
      "path",
      "region",
      "related",
      "evidence",
      "fingerprint",
    ]);
    expect(Object.keys(report.notifications[0] ?? {})).toEqual(["level", "id", "message"]);
  });

  test("describes the run: rules, catalogue and policy", () => {
    const run = buildRun({
      rules: enforce(buildRule("a"), buildRule("b", { level: "note" })),
      catalogue: { catalogue: "2026-11-23", "a list": "2025-09-24" },
      policy: { name: "org", digest: "00ff" },
    });
    expect(parse(toJson(run))).toMatchObject({
      rules: [
        { id: "a", level: "error" },
        { id: "b", level: "note" },
      ],
      catalogue: { catalogue: "2026-11-23", "a list": "2025-09-24" },
      policy: { name: "org", digest: "00ff" },
    });
  });

  test("has each message in parts, and marks open questions", () => {
    const templates = { m: { parameters: ["x"], short: "{0} is bad", long: "The {0} is bad." } };
    const message = messageOf(templates, "m", ["tag"], "Use latest");
    const findings = [buildFinding("a", fileStart, { message, kind: "open" })];
    expect(parse(toJson(buildRun({ findings }))).findings).toMatchObject([
      {
        kind: "open",
        message: "The tag is bad.",
        short: "tag is bad",
        remedy: "Use latest.",
        messageId: "m",
        arguments: ["tag"],
      },
    ]);
  });

  const lines = "FROM a\\\r\n/b:1\r\nUSER root";
  test.each<[string, string, Region, string | undefined]>([
    ["one line", lines, regionOf(lines, "root"), "USER root"],
    [
      "several lines",
      lines,
      { startLine: 1, startColumn: 6, endLine: 2, endColumn: 5 },
      "FROM a\\\r\n/b:1",
    ],
    [
      "up to the start of the next line",
      lines,
      { startLine: 2, startColumn: 1, endLine: 3, endColumn: 1 },
      "/b:1",
    ],
    ["a line with a byte order mark", "\uFEFFFROM x", regionOf("FROM x", "x"), "FROM x"],
    ["4,000 characters", "x".repeat(4_000), fileStart, "x".repeat(4_000)],
    ["more", "x".repeat(4_001), fileStart, undefined],
    ["no such line", "x", { startLine: 2, startColumn: 1, endLine: 2, endColumn: 2 }, undefined],
  ])("quotes the lines of a finding: %s", (_, text, region, snippet) => {
    const findings = [buildFinding("a", region)];
    const run = buildRun({ findings, sources: buildSources({ Dockerfile: text }) });
    const [finding] = parse(toJson(run)).findings;
    expect(finding?.snippet).toBe(snippet);
    expect(finding?.lineHash).toBe(lineHashes(text)(region.startLine));
  });

  test("does not pass on what the domain knows beyond the shape", () => {
    const extra = { beyond: "the shape" };
    const region = { ...fileStart, ...extra };
    const finding = buildFinding("a", region, {
      related: [{ message: "there", region, ...extra }],
      evidence: [{ fact: "f", value: "v", source: "s", asOf: null, ...extra }],
      fix: { safe: true, description: "d", edits: [{ region, text: "t", ...extra }], ...extra },
      suppressed: { ...buildSuppression({ region }), ...extra },
    });
    const notification = {
      level: "note",
      id: "n",
      message: "m",
      path: "p",
      region: null,
      ...extra,
    } as const;
    const run = buildRun({ findings: [finding], notifications: [notification] });
    expect(toJson(run)).not.toContain("beyond");
  });

  test("cannot make a log act, and keeps the values all the same", () => {
    const about =
      "x##vso[task.setvariable variable=PATH]/evil ##[add-path]y \u001b[2J\u009b2J\u202E";
    const path = "::error::/Docker\nfile";
    const text = toJson(buildRun({ findings: [buildFinding("a", fileStart, { about, path })] }));
    expect(githubCommands(text)).toEqual([]);
    expect(azureCommands(text)).toEqual([]);
    expect(actingCharacters(text)).toEqual([]);
    const [finding] = parse(text).findings;
    expect(finding?.message).toContain(about);
    expect(finding?.path).toBe(path);
  });
});

function parse(text: string): JsonReportV1 {
  return JSON.parse(text) as JsonReportV1;
}
