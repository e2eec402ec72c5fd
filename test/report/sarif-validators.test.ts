import type { Log, Result, Run as SarifRun } from "sarif";
import { describe, expect, test } from "vitest";
import { fileStart } from "../../src/domain/build/region.ts";
import type { Run } from "../../src/domain/rule/run.ts";
import { lint } from "../../src/pipeline/lint.ts";
import type { ReportOptions } from "../../src/report/reporter.ts";
import { toSarif } from "../../src/report/sarif/index.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import {
  buildFinding,
  buildRule,
  buildRun,
  buildSources,
  enforce,
  regionOf,
  sampleRun,
} from "../support/run.ts";
import { plainRunSettings } from "../support/settings.ts";
import {
  multitoolSkipped,
  validateWithAjv,
  validateWithJsonschema,
  validateWithMultitool,
} from "../support/sarif-validators.ts";

const ended = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";

async function lintText(text: string): Promise<Run> {
  const { result } = await lint({
    ...{ cwd: "/tree", paths: [], asOf: calendarDate("2026-11-23"), forceExclude: false },
    stdin: { path: "Dockerfile", bytes: Buffer.from(text) },
    settings: plainRunSettings(),
    tool: buildRun().tool,
  });
  return result;
}

const linted = await lintText(
  `ARG TAG=20220101.v1\nARG U=root\nFROM ${ended}:$TAG AS base\nFROM base\nUSER root\n`,
);
const suppressed = await lintText(
  `# inferlint: ignore[eol-os, unsupported-image] until=2026-12-31 -- SEC-1\nFROM ${ended}:latest\n` +
    "# inferlint: ignore[root-user] -- SEC-2\nUSER root\n",
);

/** The lines of the steps of a result. */
function stepsOf({ codeFlows = [] }: Result): readonly (number | undefined)[] {
  const locations = codeFlows[0]?.threadFlows[0]?.locations ?? [];
  return locations.map(({ location }) => location?.physicalLocation?.region?.startLine);
}

describe.skipIf(multitoolSkipped)("SARIF passes", () => {
  const oddPath = "a b/é#%?[x]\\:{{c}}/Docker\nfile\u001b.d";
  const longLine = `FROM ${"a".repeat(10_000)}`;
  const withBaseline = sampleRun();
  const compared = sampleRun();
  const runs: readonly [string, Run, Partial<ReportOptions>?][] = [
    ["of the sample run", sampleRun()],
    [
      "of what is suppressed or in the baseline",
      {
        ...withBaseline,
        hasBaseline: true,
        findings: withBaseline.findings.map((finding, index) => ({
          ...finding,
          baselined: index === 0,
        })),
      },
      { showSuppressed: true },
    ],
    [
      "of what a base is compared with, with a category",
      {
        ...compared,
        findings: compared.findings.map((finding, index) => ({
          ...finding,
          baselineState: index === 0 ? ("new" as const) : ("unchanged" as const),
        })),
        sources: new Map(
          [...compared.sources].map(([path, source]) => [
            path,
            { ...source, changedLines: new Set([2]) },
          ]),
        ),
      },
      { sarifCategory: "inferlint/services" },
    ],
    ["of a run over a Dockerfile", linted],
    ["of comments that suppress", suppressed, { showSuppressed: true }],
    ["of a run without rules or findings", buildRun()],
    ["without source text", fileRun("Dockerfile", null)],
    ["of an empty file", fileRun("Dockerfile", "")],
    ["of a file without a smaller place", fileRun("Dockerfile", "FROM a\n")],
    ["of a file of one line", fileRun("Dockerfile", "FROM a", "a")],
    ["of a region that is the whole file", fileRun("Dockerfile", "FROM a\n", "FROM a")],
    ["of an odd path", fileRun(oddPath, "FROM a\n", "a")],
    ["of a line too long to quote", fileRun("Dockerfile", longLine, longLine)],
  ];

  test.each(runs)("jsonschema, the gate of GitHub's upload action: %s", (_, run, options) => {
    expect(validateWithJsonschema(toSarif(run, options))).toEqual([]);
  });

  test.each(runs)("ajv: %s", (_, run, options) => {
    expect(validateWithAjv(toSarif(run, options))).toEqual([]);
  });

  // It takes a second to start, so that five share a file; more, GitHub would not take.
  const batches = Array.from({ length: Math.ceil(runs.length / 5) }, (_, index) =>
    runs.slice(index * 5, index * 5 + 5),
  );
  test.each(batches.map((some, index) => [index + 1, some] as const))(
    "the multitool, without error or warning: batch %i",
    (_, some) => {
      const logs = some.map(([, run, options]) => JSON.parse(toSarif(run, options)) as Log);
      const together = { ...logs[0], runs: logs.flatMap((log) => log.runs) };
      expect(validateWithMultitool(JSON.stringify(together))).toEqual([]);
    },
  );

  test("a run over a Dockerfile has steps, weaknesses and former ids", () => {
    const [run] = (JSON.parse(toSarif(linted)) as Log).runs;
    expect(run?.results?.map(stepsOf)).toContainEqual([1, 3, 4, 5]);
    const rules = run?.tool.driver.rules ?? [];
    expect(rules.find(({ id }) => id === "root-user")?.properties?.tags).toContain(
      "external/cwe/cwe-250",
    );
    expect(rules.find(({ id }) => id === "unverified-tag")?.deprecatedIds).toEqual([
      "undecided-tag",
    ]);
  });
});

test("what comments suppress has their places", () => {
  const [run] = (JSON.parse(toSarif(suppressed, { showSuppressed: true })) as Log).runs;
  const suppressions = (run?.results ?? []).flatMap((result) => result.suppressions ?? []);
  const lines = suppressions.map(({ location }) => location?.physicalLocation?.region?.startLine);
  expect(lines.toSorted()).toEqual([1, 1, 3]);
  expect(suppressions.map(({ status }) => status)).toEqual(["accepted", "accepted", "accepted"]);
});

describe.skipIf(multitoolSkipped)("a validator that passes can fail", () => {
  test.each([
    ["jsonschema", validateWithJsonschema],
    ["ajv", validateWithAjv],
  ])("%s", (_, validate) => {
    const noLine = mutant((_run, result) => {
      const region = result.locations?.[0]?.physicalLocation?.region;
      if (region) region.startLine = 0;
    });
    expect(validate(noLine)).toHaveLength(1);
    const surplus = mutant((_run, result) => Object.assign(result, { severity: "high" }));
    expect(validate(surplus)).toHaveLength(1);
  });

  const faults: readonly [string, string, Change][] = [
    [
      "an absolute path",
      "GH1006",
      (_run, { locations: [location] = [] }) => {
        const physical = location?.physicalLocation;
        if (physical) physical.artifactLocation = { uri: "file:///src/Dockerfile" };
      },
    ],
    ["a message without text", "GH1007", (_run, { message }) => delete message.text],
    ["a message without arguments", "SARIF1012", (_run, { message }) => (message.arguments = [])],
    ["a warning: no schema", "SARIF2008", (_run, _result, log) => delete log.$schema],
  ];
  test.each(faults)("the multitool sees %s", (_, rule, change) => {
    expect(validateWithMultitool(mutant(change))).toContainEqual(
      expect.stringMatching(new RegExp(`^${rule} `)),
    );
  });

  test("the multitool sees text that is no JSON", () => {
    expect(validateWithMultitool("{")).not.toEqual([]);
  });
});

type Change = (run: SarifRun, result: Result, log: Log) => unknown;

/** The sample's SARIF with one thing wrong. */
function mutant(change: Change): string {
  const log = JSON.parse(toSarif(sampleRun())) as Log;
  const [run] = log.runs;
  const [result] = run?.results ?? [];
  if (!run || !result) throw new Error("the sample has a result");
  change(run, result, log);
  return JSON.stringify(log);
}

/** One finding and one notification about one file; without a part, at the file's start. */
function fileRun(path: string, text: string | null, part?: string): Run {
  const rule = buildRule("invalid-dockerfile");
  const region = text === null || part === undefined ? fileStart : regionOf(text, part);
  return buildRun({
    rules: enforce(rule),
    findings: [buildFinding(rule.id, region, { path })],
    notifications: [{ level: "error", id: "unreadable", message: "It is so.", path, region: null }],
    sources: text === null ? new Map() : buildSources({ [path]: text }, "services/"),
  });
}
