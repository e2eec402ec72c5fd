import { describe, expect, test } from "vitest";
import {
  acceptedEntries,
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
  effect: "full" | "growable" | "none" = "full",
): Promise<LintOutcome> {
  return lint({
    cwd: "/tree",
    paths: [],
    stdin: { path: "Dockerfile", bytes: Buffer.from(dockerfile) },
    asOf: calendarDate("2026-11-23"),
    settings: plainRunSettings(
      settings,
      entries && {
        ...{ absolute: "/tree/base.json", path: "base.json", root: "/tree", isNamed: true, effect },
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
  const tracker = baseline?.tracker ?? baselineTracker(null);
  return updatedBaseline(before, current, tracker, grow);
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
      const tracker = baselineTracker(acceptedEntries(entries, true));
      const [there, gone] = [entries, new Map()];
      for (const found of isFirst ? [there, gone] : [gone, there])
        tracker.recordChecked("Dockerfile", found, () => true);
      expect([...entries.values()].filter(tracker.isResolved)).toEqual([]);
    },
  );

  test("removes resolved entries and adds none", async () => {
    const before = await made(accepted);
    const fixed = `FROM ${current}:20200101.v1 AS base\nUSER root\n`;
    const updated = after(before, await run(fixed, before));
    // Whoever runs is the same with another image, so that entry is rewritten. That of the new image is not added.
    expect([...updated.values()].map(({ rule, about }) => `${rule} ${about}`)).toEqual([
      `root-user ${current}, stage base`,
    ]);
    expect(await open(fixed, updated)).toEqual(["stale-tag"]);
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

describe("what a policy makes of a baseline is reported", () => {
  test.each([
    [
      "none",
      false,
      "warning policy-rejected: This baseline has no effect: under a policy, a baseline of the repository counts only at the root of the run and if the policy names it.",
    ],
    [
      "growable",
      true,
      "note baseline-in-repository: The policy lets this baseline accept findings, and a change of the repository can add entries to it; --against reports what a change brings.",
    ],
  ] as const)("%s", async (effect, accepts, notice) => {
    const before = await made(accepted);
    const { result } = await run(accepted, before, {}, effect);
    expect(result.findings.map(({ baselined }) => baselined)).toEqual(rules.map(() => accepts));
    expect(
      result.notifications.map(({ level, id, path, message }) => [
        path,
        `${level} ${id}: ${message}`,
      ]),
    ).toEqual([["base.json", notice]]);
    const none = (await run(accepted, new Map(), {}, effect)).result.notifications;
    expect(none).toEqual([]);
  });
});

describe("accepted findings survive edits", () => {
  const two = `FROM ${ended} AS base\nCOPY --from=${ended} /opt /opt\nUSER root\n`;
  const advised = `${current}:20200101.v1`;
  test.each<[string, string, string, readonly string[]]>([
    [
      "a name for the stage",
      `FROM ${ended}\nUSER root\n`,
      `FROM ${ended} AS serve\nUSER root\n`,
      [],
    ],
    [
      "a builder stage in front",
      `FROM ${ended}\nUSER root\n`,
      `FROM scratch AS build\nFROM ${ended}\nUSER root\n`,
      [],
    ],
    ["the advised image", accepted, `FROM ${advised} AS base\nUSER root\n`, ["stale-tag"]],
    ["another stage for one of two", two, `FROM ${ended} AS a\nFROM ${ended}\nUSER root\n`, []],
    [
      "a third one",
      two,
      `${two.replace(" AS base", "")}COPY --from=${ended} /srv /srv\n`,
      ["unsupported-image"],
    ],
    [
      "another image with the same fault",
      accepted,
      accepted.replaceAll("ubuntu20.04-py38", "ubuntu18.04-py37"),
      ["unsupported-image", "eol-os", "eol-python"],
    ],
  ])("%s", async (_, before, now, added) => {
    expect([...(await open(now, await made(before)))].sort()).toEqual([...added].sort());
  });

  test("and an update gives their entries the new keys, without more of them", async () => {
    const before = await made(accepted);
    const renamed = accepted.replace("AS base", "AS serve");
    const outcome = await run(renamed, before);
    expect(outcome.result.notifications).toEqual([]);
    const updated = after(before, outcome);
    expect(updated).toEqual(await made(renamed));
    expect(updated.size).toBe(before.size);
    expect(after(before, outcome, true)).toEqual(updated);
    expect(baselineText(after(updated, await run(renamed, updated)))).toBe(baselineText(updated));
  });

  test("a suppressed finding leaves the entry to one that is not", async () => {
    const before = await made(`FROM ${ended}\nUSER app\n`);
    const now = `# inferlint: ignore[eol-os] -- why\nFROM ${ended} AS a\nFROM ${ended} AS b\nUSER app\n`;
    const { result } = await run(now, before);
    const eolOs = result.findings.filter(({ ruleId }) => ruleId === "eol-os");
    expect(eolOs.map(({ suppressed, baselined }) => [suppressed !== null, baselined])).toEqual([
      [true, false],
      [false, true],
    ]);
  });
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
