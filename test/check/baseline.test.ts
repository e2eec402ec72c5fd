import { describe, expect, test } from "vitest";
import {
  baselineText,
  baselineTracker,
  readBaseline,
  updatedBaseline,
} from "../../src/check/index.ts";
import type { Baseline } from "../../src/domain/rule/baseline.ts";
import type { Settings } from "../../src/domain/settings/settings.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { lint } from "../../src/pipeline/lint.ts";
import type { LintOutcome } from "../../src/pipeline/lint.ts";
import { plainRunSettings, enabledRules } from "../support/settings.ts";

const current = "mcr.microsoft.com/azureml/minimal-py312-inference";
const ended = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";

/** A run over one Dockerfile against a baseline. */
function run(
  dockerfile: string,
  entries: Baseline | null = null,
  settings: Partial<Settings> = {},
): Promise<LintOutcome> {
  return lint({
    cwd: "/tree",
    paths: [],
    stdin: { path: "Dockerfile", bytes: Buffer.from(dockerfile) },
    asOf: calendarDate("2026-11-23"),
    settings: plainRunSettings(
      settings,
      entries && {
        ...{ absolute: "/tree/base.json", path: "base.json", root: "/tree", isNamed: true },
        accepted: { entries, path: "base.json", text: baselineText(entries) },
      },
    ),
    forceExclude: false,
    tool: { name: "inferlint", version: "0.0.0", homepage: "https://example.org" },
  });
}

function after(
  before: Baseline | null,
  { result: { findings }, baselines: [baseline] }: LintOutcome,
  grow = false,
): Baseline {
  const current = findings.map((finding) => ({ finding, path: finding.path }));
  const isResolved = baseline?.tracker.isResolved ?? (() => false);
  return updatedBaseline(before, current, isResolved, grow);
}

const made = async (dockerfile: string): Promise<Baseline> => after(null, await run(dockerfile));

async function open(dockerfile: string, baseline: Baseline): Promise<readonly string[]> {
  const { result } = await run(dockerfile, baseline);
  return result.findings.filter(({ baselined }) => !baselined).map(({ ruleId }) => ruleId);
}

const accepted = `FROM ${ended}:latest AS base\nUSER root\n`;
const rules = ["eol-os", "eol-python", "root-user", "unsupported-image"];

describe("accepted findings are not reported", () => {
  test.each([
    ["as it is", accepted],
    ["lines above and below", `# syntax=docker/dockerfile:1\n\nARG A\n${accepted}\nRUN true\n`],
    ["CRLF and blanks", accepted.replaceAll("\n", "\r\n").replace("FROM", "  from  ")],
    ["through an ARG", `ARG I=${ended}\nFROM $I AS base\nUSER root\n`],
    ["another tag of the image", accepted.replace(":latest", "")],
    ["a stage of another name above", `FROM scratch AS files\n${accepted}`],
  ])("%s", async (_, dockerfile) => {
    expect(await open(dockerfile, await made(accepted))).toEqual([]);
  });
});

describe("new findings are reported", () => {
  test.each([
    [
      "a second identical problem",
      `${accepted}COPY --from=${ended} /opt /a\n`,
      rules.filter((rule) => rule !== "root-user"),
    ],
    ["another image", `${accepted}COPY --from=${current}:20200101.v1 /a /a\n`, ["stale-tag"]],
    [
      "the same in another stage",
      `${accepted}FROM ${ended} AS two\nCOPY --from=base /a /a\n`,
      rules.filter((rule) => rule !== "root-user"),
    ],
  ])("%s", async (_, dockerfile, expected) => {
    expect(await open(dockerfile, await made(accepted))).toEqual(expected);
  });
});

test("the file is sorted, readable, and read back as it was", async () => {
  const baseline = await made(accepted);
  const text = baselineText(baseline);
  expect(text.replace(/[0-9a-f]{32}/g, "#")).toBe(`{
  "schema": "inferlint.baseline/1",
  "findings": [
${rules
  .map(
    (rule) =>
      `    { "path": "Dockerfile", "rule": "${rule}", "about": "${ended}, stage base", "fingerprint": "#" }`,
  )
  .join(",\n")}
  ]
}
`);
  const back = readBaseline(text);
  expect(back).toEqual(new Map([...baseline].sort(([, a], [, b]) => (a.rule < b.rule ? -1 : 1))));
  expect(baselineText(new Map())).toBe(
    '{\n  "schema": "inferlint.baseline/1",\n  "findings": []\n}\n',
  );
  expect(baselineText(new Map([...baseline].reverse()))).toBe(text);
});

describe("an update", () => {
  test.each([[true], [false]])(
    "keeps an entry whose file was checked by two settings and has it by one, first: %s",
    async (isFirst) => {
      const entries = await made(accepted);
      const tracker = baselineTracker(entries);
      const [there, gone] = [new Set(entries.keys()), new Set<string>()];
      for (const found of isFirst ? [there, gone] : [gone, there])
        tracker.recordChecked("Dockerfile", found, () => true);
      expect([...entries.values()].filter(tracker.isResolved)).toEqual([]);
    },
  );

  test("removes resolved entries and adds none", async () => {
    const before = await made(accepted);
    const fixed = `FROM ${current}:20200101.v1 AS base\nUSER root\n`;
    const updated = after(before, await run(fixed, before));
    // root-user is about the image too, so the entry of the old one is resolved and that of the new one is not added.
    expect([...updated.values()]).toEqual([]);
    const extended = after(before, await run(fixed, before), true);
    expect([...extended.values()].map(({ rule }) => rule).sort()).toEqual([
      "root-user",
      "stale-tag",
    ]);
  });

  test.each<[string, string, Partial<Settings>, readonly string[]]>([
    ["was fixed", `FROM ${current}:latest AS base\n`, {}, []],
    ["no longer names an image", "FROM scratch\n", {}, []],
    ["has no instruction that can name an image", "RUN true\n", {}, []],
    [
      "only some rules checked",
      "FROM scratch\n",
      { rules: enabledRules(({ id }) => (id === "eol-os" ? {} : "off")) },
      ["eol-python", "root-user", "unsupported-image"],
    ],
    ["depends on a build argument", "ARG I\nFROM $I AS base\n", {}, rules],
    [
      "is suppressed now",
      `# inferlint: ignore-file[${rules.join()}] -- why\n${accepted}`,
      {},
      rules,
    ],
  ])("of a file that %s", async (_, dockerfile, settings, kept) => {
    const before = await made(accepted);
    const outcome = await run(dockerfile, before, settings);
    const left = [...after(before, outcome).values()].map(({ rule }) => rule);
    expect(left.sort()).toEqual(kept);
    const resolved = rules.length - kept.length;
    expect(outcome.result.notifications.map(({ id, message }) => `${id}: ${message}`)).toEqual(
      resolved === 0
        ? []
        : [
            `baseline-outdated: ${resolved} baseline ${resolved === 1 ? "entry is" : "entries are"} resolved; remove ${resolved === 1 ? "it" : "them"} with --update-baseline.`,
          ],
    );
  });

  test("keeps entries of files that were not checked", async () => {
    const before = new Map(
      [...(await made(accepted))].map(([key, entry]) => [
        key,
        { ...entry, path: "other/Dockerfile" },
      ]),
    );
    expect(after(before, await run("FROM scratch\n", before))).toEqual(before);
  });

  test("does not hide suppressed findings for later", async () => {
    const dockerfile = `# inferlint: ignore[eol-os] until=2026-12-31 -- why\n${accepted}`;
    expect([...(await made(dockerfile)).values()].map(({ rule }) => rule)).not.toContain("eol-os");
  });
});

test("what the policy does not allow is reported, with the entry", async () => {
  const before = await made(accepted);
  const { result } = await run(accepted, before, { mayBaseline: (rule) => rule !== "eol-os" });
  const held = result.findings.filter(({ baselined }) => baselined).map(({ ruleId }) => ruleId);
  expect(held.sort()).toEqual(rules.filter((rule) => rule !== "eol-os"));
  expect(result.notifications).toEqual([
    {
      level: "warning",
      id: "policy-rejected",
      path: "base.json",
      region: { startLine: 4, startColumn: 1, endLine: 5, endColumn: 1 },
      message:
        "This baseline entry has no effect: the policy does not allow repositories to accept findings of eol-os.",
    },
  ]);
});

describe("a baseline that cannot be used says why", () => {
  const entry = { path: "a", rule: "eol-os", about: "x", fingerprint: "0".repeat(32) };
  const file = (value: unknown) => JSON.stringify(value);
  const schema = "inferlint.baseline/1";
  test.each([
    ["", /^it is not JSON/],
    ["{", /^it is not JSON/],
    ["[]", /^it is not a baseline of this version/],
    [
      file({ schema: "inferlint.baseline/2", findings: [] }),
      /which has "schema": "inferlint.baseline\/1"$/,
    ],
    [file({ schema }), /^its "findings" is not a list$/],
    [file({ schema, findings: [entry, null] }), /^entry 2 does not have path/],
    [file({ schema, findings: [{ ...entry, fingerprint: "x" }] }), /^entry 1 /],
    [file({ schema, findings: [{ ...entry, rule: 1 }] }), /^entry 1 /],
  ])("%s", (text, why) => {
    expect(readBaseline(text)).toEqual({ why: expect.stringMatching(why) as string });
  });
});
