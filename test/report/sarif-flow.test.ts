import type { Log, Result } from "sarif";
import { expect, test } from "vitest";
import { flowOf } from "../../src/domain/rule/flow.ts";
import type { Finding } from "../../src/domain/rule/finding.ts";
import type { QuotedSource, Run } from "../../src/domain/rule/run.ts";
import { toJson } from "../../src/report/json/index.ts";
import type { JsonReportV1 } from "../../src/report/json/schema.ts";
import { lineHashes } from "../../src/report/line-hash.ts";
import { toSarif } from "../../src/report/sarif/index.ts";
import { buildFinding, buildRule, buildRun, enforce, regionOf } from "../support/run.ts";

const text = "ARG BASE=old\nFROM $BASE AS a\nFROM $BASE\nUSER root\n";
const argument = { message: "ARG BASE", region: regionOf(text, "old") };
const [first, second] = [regionOf(text, "$BASE"), regionOf(text, "$BASE", 2)];

function finding(region: Finding["region"], about: string, parts: Partial<Finding> = {}): Finding {
  const plain = buildFinding("eol-os", region, { about, related: [argument], ...parts });
  return { ...plain, flow: flowOf(plain) ?? [] };
}

function run(findings: readonly Finding[], source: Partial<QuotedSource> = {}): Run {
  return buildRun({
    rules: enforce(buildRule("eol-os")),
    findings,
    sources: new Map([["Dockerfile", { text, repositoryPath: "score/Dockerfile", ...source }]]),
  });
}

function results(of: Run): readonly Result[] {
  return (JSON.parse(toSarif(of)) as Log).runs[0]?.results ?? [];
}

function steps(result: Result | undefined): readonly unknown[] {
  return (result?.codeFlows ?? []).map(({ threadFlows }) =>
    threadFlows[0]?.locations.map(({ location }) => [
      location?.message?.text,
      location?.physicalLocation?.region?.startLine,
      location?.physicalLocation?.artifactLocation?.uri,
    ]),
  );
}

test("SARIF has the steps as code flow, JSON as flow", () => {
  const report = run([finding(first, "It")]);
  expect(steps(results(report)[0])).toEqual([
    [
      ["ARG BASE", 1, "score/Dockerfile"],
      ["It is a case of eol-os", 2, "score/Dockerfile"],
    ],
  ]);
  const { findings } = JSON.parse(toJson(report)) as JsonReportV1;
  expect(findings[0]?.flow).toEqual([
    { message: "ARG BASE", path: "Dockerfile", region: argument.region },
    { message: "It is a case of eol-os", path: "Dockerfile", region: first },
  ]);
});

test("without steps there is neither", () => {
  const report = run([buildFinding("eol-os", first)]);
  expect(results(report)[0]).not.toHaveProperty("codeFlows");
  expect((JSON.parse(toJson(report)) as JsonReportV1).findings[0]).not.toHaveProperty("flow");
});

test("a message of a step makes no link", () => {
  const hostile = { message: "[x](https://evil.example)", region: argument.region };
  const [result] = results(run([finding(first, "It", { related: [hostile] })]));
  const [step] = result?.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
  expect(step?.location?.message?.text).toBe("[x\\](https://evil.example)");
});

test("findings of one line share a result, each with its own steps, equal ones once", () => {
  const other = { ...finding(first, "It"), message: finding(second, "Other").message };
  const same = run([finding(first, "It"), finding(first, "It")]);
  expect(results(same)).toHaveLength(1);
  expect(steps(results(same)[0])).toHaveLength(1);
  const both = run([finding(first, "It"), { ...other, flow: flowOf(other) ?? [] }]);
  expect(steps(results(both)[0])).toHaveLength(2);
});

test("a new finding stands at a changed line of its steps, with the hash of that line", () => {
  const isNew = finding(first, "It", { baselineState: "new" });
  const known = finding(second, "Old", { baselineState: "unchanged", fingerprint: "ab" });
  const [moved, stays] = results(run([isNew, known], { changedLines: new Set([1]) }));
  const hash = lineHashes(text);
  expect(moved).toMatchObject({
    baselineState: "new",
    locations: [{ physicalLocation: { region: { startLine: 1, snippet: { text: "old" } } } }],
    relatedLocations: [{ id: 1, physicalLocation: { region: { startLine: 2 } } }],
    partialFingerprints: {
      primaryLocationLineHash: hash(1),
      "inferlint/v1": isNew.fingerprint,
    },
  });
  expect(moved?.relatedLocations).toHaveLength(1);
  expect(stays).toMatchObject({
    baselineState: "unchanged",
    locations: [{ physicalLocation: { region: { startLine: 3 } } }],
    partialFingerprints: { primaryLocationLineHash: hash(3) },
  });
  expect(steps(moved)).toHaveLength(1);
});

test("new findings that move to one line are one result there", () => {
  const both = [finding(first, "It"), finding(second, "Other", { fingerprint: "ab" })].map(
    (one): Finding => ({ ...one, baselineState: "new" }),
  );
  const moved = results(run(both, { changedLines: new Set([1]) }));
  expect(moved).toHaveLength(1);
  expect(moved[0]?.message.text).toMatch(/Also on this line, at \[column 10\]\(2\): Other is/);
  expect(results(run(both, { changedLines: new Set([2, 3]) }))).toHaveLength(2);
});

test("JSON says whether a finding is new, and names its own place", () => {
  const isNew = finding(first, "It", { baselineState: "new" });
  const report = run([isNew], { changedLines: new Set([1]) });
  expect((JSON.parse(toJson(report)) as JsonReportV1).findings).toMatchObject([
    { baselineState: "new", region: first },
  ]);
  const plain = JSON.parse(toJson(run([finding(first, "It")]))) as JsonReportV1;
  expect(plain.findings[0]).not.toHaveProperty("baselineState");
});
