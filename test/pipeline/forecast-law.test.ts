import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import digests from "../../fixtures/catalogue/digests.json" with { type: "json" };
import images from "../../fixtures/catalogue/images.json" with { type: "json" };
import cycles from "../../fixtures/catalogue/release-cycles.json" with { type: "json" };
import tags from "../../fixtures/catalogue/tags.json" with { type: "json" };
import type { CyclesData, ImagesData } from "../../src/catalogue/catalogue-data.ts";
import { openCatalogue } from "../../src/catalogue/index.ts";
import { loadSettings, resolveLoaded } from "../../src/pipeline/api/settings.ts";
import { openFactsFile } from "../../src/pipeline/facts-file.ts";
import type { Cause } from "../../src/domain/rule/cause.ts";
import { lint } from "../../src/pipeline/lint.ts";
import { openRegistrySession } from "../../src/pipeline/registry-session.ts";
import { updateBaselines } from "../../src/pipeline/update-baseline.ts";
import type { CalendarDate } from "../../src/text/calendar-date.ts";
import { calendarDate, plusDays } from "../../src/text/calendar-date.ts";
import type { RequestOn } from "../support/forecasting.ts";
import { expectLaw, tool } from "../support/forecasting.ts";
import { plainRunSettings } from "../support/settings.ts";
import { projectRoot, temporaryDirectory } from "../support/working-copy.ts";

// A day is named exactly when the findings that `lint --as-of` reports on it differ from those of the day before. The reference
// is the linter itself, run for every single day.

/** With versions whose facts differ, and one that is newer than the known ones. */
const catalogue = openCatalogue({
  images: {
    ...(images as ImagesData),
    repositories: {
      ...(images as ImagesData).repositories,
      "azureml/curated/zz-versions-inference": {
        family: "curated-inference",
        support: "published",
        source: "a test",
        processor: "cpu",
        python: "3.12",
        versions: [
          { tags: "1-9", os: "ubuntu20.04", source: "a test", asOf: "2024-01-01" },
          { tags: "10-20", os: "ubuntu22.04", source: "a test", asOf: "2025-10-01" },
        ],
        newest: { version: 20, day: "2026-02-01", lastYear: 6 },
      },
    },
  },
  ...{ tags, digests, cycles: cycles as CyclesData },
});

/** Both take hundreds of runs of the linter. */
const patience = 900_000;

test("a version newer than the known ones, once it can exist", async () => {
  const bytes = Buffer.from(`FROM ${image}/curated/zz-versions-inference:40\n`);
  const { changes } = await expectLaw(
    (day) =>
      Promise.resolve({
        ...{ cwd: "/tree", paths: [], stdin: { path: "Dockerfile", bytes }, asOf: day },
        ...{ settings: plainRunSettings(), forceExclude: false, catalogue },
      }),
    calendarDate("2026-11-23"),
    400,
  );
  expect(changes.map(({ finding, cause }) => [finding.ruleId, cause.kind])).toContainEqual([
    "support-ending",
    "version-expected",
  ]);
});

test(
  "all fixtures, on 400 days",
  async () => {
    // A repository of their own: what other files of the project describe does not count.
    const folders = ["cases", "examples", "adoption", "online"];
    for (const folder of folders)
      cpSync(join(projectRoot, "fixtures", folder), join(root, folder), { recursive: true });
    mkdirSync(join(root, ".git"));
    const { changes } = await expectLaw(
      (day) =>
        Promise.resolve({
          cwd: root,
          paths: folders,
          stdin: null,
          asOf: day,
          settings: plainRunSettings(),
          forceExclude: false,
          catalogue,
        }),
      calendarDate("2026-04-01"),
      400,
    );
    expect(changes.length).toBeGreaterThan(20);
  },
  patience,
);

/** A directory as a user has it: with its configuration and baseline, a policy and a facts file. */
function requestIn(
  cwd: string,
  {
    policy,
    facts,
    paths = ["."],
  }: { readonly policy?: string; readonly facts?: string; readonly paths?: readonly string[] } = {},
): RequestOn {
  const loaded = loadSettings({ cwd, policy });
  return async (day) => {
    const resolved = await resolveLoaded(await loaded, { asOf: day, paths, baselines: "required" });
    const today = calendarDate("9999-12-31");
    const options = { online: null, strict: false, refresh: false };
    return {
      ...resolved,
      ...{ paths, stdin: null, asOf: day, forceExclude: false, catalogue },
      session:
        facts === undefined
          ? null
          : openRegistrySession({
              ...options,
              facts: await openFactsFile({ option: "--facts", path: facts, cwd, today }),
            }),
    };
  };
}

const first = calendarDate("2026-11-23");
const image = "mcr.microsoft.com/azureml";
const day = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((days) => plusDays(first, days));
const dated = day(-400, 300).map((date) => `20${date.slice(2).replaceAll("-", "")}.v1`);

const reference = fc.oneof(
  dated.map((tag) => `${image}/minimal-py312-inference:${tag}`),
  dated.map((tag) => `${image}/minimal-ubuntu20.04-py38-cpu-inference:${tag}`),
  dated.map((tag) => `mirror.example/minimal-py312-inference:${tag}`),
  fc.integer({ min: 1, max: 60 }).map((n) => `${image}/curated/zz-versions-inference:${n}`),
  fc.integer({ min: 1, max: 60 }).map((n) => `${image}/curated/minimal-py311-inference:${n}`),
  fc.constantFrom(
    `${image}/minimal-ubuntu22.04-py39-cpu-inference:latest`,
    `${image}/minimal-ubuntu22.04-py311-cuda11.8-gpu-inference`,
    `${image}/zz-frozen-ubuntu20.04-py312-cpu-inference:latest`,
    `${image}/curated/zz-versions-inference:latest`,
    `${image}/unknown-ubuntu22.04-py311-inference:20260601.v1`,
    `${image}/minimal-py312-inference:\${TAG}`,
    `${image}/minimal-py312-inference@sha256:${"b".repeat(64)}`,
    `${image}/curated/minimal-py311-inference@sha256:${"c".repeat(64)}`,
    `${image}/minimal-py312-inference:{{latest-image-tag}}`,
    `${image}/openmpi4.1.0-ubuntu20.04:20260601.v1`,
    `${image}/openmpi5.0-ubuntu24.04:latest`,
  ),
);

const ruleNames = fc.constantFrom(
  ...["eol-os", "eol-python", "support-ending", "stale-tag", "unverified-tag", "unverified-image"],
);
const ruleList = fc
  .uniqueArray(ruleNames, { minLength: 1, maxLength: 3 })
  .map((names) => names.join(", "));
const end = day(-20, 420);

const comment = fc
  .tuple(fc.constantFrom("ignore", "ignore-file"), ruleList, fc.option(end))
  .map(([kind, rules, until]) => {
    const last = until === null ? "" : ` until=${until}`;
    return `# inferlint: ${kind}[${rules}]${last} -- why\n`;
  });
const stage = fc
  .tuple(
    fc.option(comment, { nil: "" }),
    reference,
    fc.constantFrom("", "USER app\n", "USER root\n"),
  )
  .map(([suppression, from, user]) => `${suppression}FROM ${from}\n${user}`);
const dockerfile = fc
  .array(stage, { minLength: 1, maxLength: 3 })
  .map((stages) => `ARG TAG\n${stages.join("")}`);

const exception = fc
  .tuple(ruleList, fc.option(end), fc.constantFrom("", ", files: [a/**]", ", images: [azureml/*]"))
  .map(([rules, until, scope]) => {
    const last = until === null ? "" : `, until: ${until}`;
    return `  - { rules: [${rules}], reason: why${last}${scope} }\n`;
  });
const settings = fc
  .record({
    from: fc.constantFrom("latest", "today"),
    months: fc.integer({ min: 1, max: 9 }),
    days: fc.integer({ min: 0, max: 300 }),
    support: fc.constantFrom("standard", "extended"),
    withoutReplacement: fc.constantFrom("note", "error"),
    floating: fc.constantFrom("off", "warning"),
  })
  .map(
    ({ from, months, days, support, withoutReplacement, floating }) =>
      `supportWindow: { from: ${from}, months: ${months} }
images: { include: ["azureml/**"], mirrors: [{ prefix: mirror.example, for: mcr.microsoft.com/azureml }] }
rules:
  support-ending: { days: ${days} }
  eol-os: { support: ${support}, withoutReplacement: ${withoutReplacement} }
  floating-tag: ${floating}
`,
  );
const config = fc
  .tuple(settings, fc.array(exception, { maxLength: 4 }))
  .map(([text, list]) => (list.length === 0 ? text : `${text}exceptions:\n${list.join("")}`));
const policy = fc
  .tuple(
    settings,
    fc.integer({ min: 1, max: 200 }),
    fc.array(exception, { maxLength: 1 }),
    fc.option(fc.integer({ min: 0, max: 3 })),
  )
  .map(([text, days, list, maxOpen]) => {
    const own = list.length === 0 ? "" : `exceptions:\n${list.join("")}`;
    const limit = maxOpen === null ? "" : `exceptionRules: { maxOpen: ${maxOpen} }\n`;
    return `${text}allowLocal: [support-ending]\nmaxExceptionDays: ${days}\n${limit}${own}`;
  });

/** What registries answered, on a day near the first one. */
const facts = fc
  .record({ answered: day(-30, 60), created: day(-200, 60), tag: dated, has: fc.boolean() })
  .map(({ answered, created, tag, has }) => {
    const digest = `sha256:${"a".repeat(64)}`;
    const config = { created, user: "dockeruser", env: ["PATH"], os: "ubuntu22.04" };
    const latest = has ? { digest, ...config } : { digest };
    const repository = {
      "mcr.microsoft.com": {
        answeredAt: `${answered}T02:00:00Z`,
        tags: ["latest", tag].sort(),
        images: {
          [tag]: { digest, created, user: "dockeruser", env: [] },
          latest,
          [`sha256:${"b".repeat(64)}`]: {
            digest: `sha256:${"b".repeat(64)}`,
            created,
            user: "root",
          },
        },
      },
    };
    const repositories = { "azureml/minimal-py312-inference": repository };
    return JSON.stringify({ schema: "inferlint.facts/1", repositories });
  });

const tree = fc.record({
  files: fc.dictionary(
    fc.constantFrom("Dockerfile", "a/Dockerfile", "a/b/Dockerfile", "c/gpu.dockerfile"),
    dockerfile,
    { minKeys: 1 },
  ),
  config: fc.option(config),
  inner: fc.option(config, { freq: 4 }),
  policy: fc.option(policy, { freq: 2 }),
  facts: fc.option(facts, { freq: 2 }),
  baselineOn: fc.option(day(-50, 300), { freq: 2 }),
  asOf: day(-300, 60),
});

test("a limit on exceptions, and their ends", async () => {
  const ignore = (rule: string, until: string): string =>
    `# inferlint: ignore[${rule}] until=${until} -- SEC-1 why\n`;
  const ended = `${image}/minimal-ubuntu20.04-py38-cpu-inference:latest`;
  const tree = {
    "repo/Dockerfile": `${ignore("eol-os", "2026-12-20")}FROM ${ended}\n`,
    "repo/a/Dockerfile": `${ignore("eol-os", "2026-12-20")}${ignore("eol-python", "2026-12-05")}FROM ${ended}\n`,
    "repo/b/Dockerfile": `${ignore("eol-python", "2027-02-15")}FROM ${ended}\n`,
    "repo/c/Dockerfile": `${ignore("eol-python", "2027-02-15").replace("SEC-1 ", "")}FROM ${ended}\n`,
    "repo/.inferlint.yaml": `exceptions:
  - { rules: [unsupported-image], until: 2027-01-10, reason: SEC-2 }
  - { rules: [eol-os, stale-tag], files: [b/**], until: 2027-01-15, reason: SEC-3 }
`,
    "policy.yaml": `maxExceptionDays: 60\nexceptionRules: { reason: ["SEC-*"], maxOpen: 2 }\n`,
  };
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  mkdirSync(join(root, "repo/.git"));
  const request = requestIn(join(root, "repo"), { policy: "../policy.yaml" });
  const { changes } = await expectLaw(request, first, 120);
  const kinds = new Set(changes.map(({ cause }) => cause.kind));
  expect([...kinds]).toEqual(
    expect.arrayContaining([
      "comment-ended",
      "exception-ended",
      "suppression-ending",
      "suppression-limit",
    ]),
  );
});

let root = "";
beforeEach(() => {
  root = temporaryDirectory();
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Writes what a tree holds, and the baseline of a day; returns how to check it. */
async function written(
  folder: string,
  parts: typeof tree extends fc.Arbitrary<infer Tree> ? Tree : never,
): Promise<RequestOn> {
  const write = (path: string, text: string | null): void => {
    if (text === null) return;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  mkdirSync(join(folder, "repo/.git"), { recursive: true });
  for (const [path, text] of Object.entries(parts.files)) write(`repo/${path}`, text);
  write("repo/.inferlint.yaml", parts.config);
  write("repo/a/.inferlint.yaml", parts.inner);
  write("policy.yaml", parts.policy);
  write("facts.json", parts.facts);
  const cwd = join(folder, "repo");
  const request = requestIn(cwd, {
    ...(parts.policy === null ? {} : { policy: "../policy.yaml" }),
    ...(parts.facts === null ? {} : { facts: "../facts.json" }),
  });
  if (parts.baselineOn === null) return request;
  const outcome = await lint({ ...(await request(parts.baselineOn)), tool });
  const findings = outcome.result.findings.filter((_, index) => index % 2 === 0);
  const some = { ...outcome, result: { ...outcome.result, findings } };
  updateBaselines(some, { cwd, add: true, unique: () => "test" });
  return requestIn(cwd, {
    ...(parts.policy === null ? {} : { policy: "../policy.yaml" }),
    ...(parts.facts === null ? {} : { facts: "../facts.json" }),
  });
}

/** Every kind of cause but one that few trees have, so that none of them is left untested. */
const allKinds: readonly Cause["kind"][] = [
  "answers-outdated",
  "comment-ended",
  "exception-ended",
  "published",
  "support-ended",
  "support-ending",
  "suppression-allowed",
  "suppression-ending",
  "suppression-unused",
  "suppression-used",
  "window-left",
];

test(
  "generated trees with suppressions, exceptions, policies, baselines and facts",
  async () => {
    let [count, changes] = [0, 0];
    const kinds = new Set<Cause["kind"]>();
    await fc.assert(
      fc.asyncProperty(tree, async (parts) => {
        const request = await written(join(root, String(count++)), parts);
        const asOf: CalendarDate = parts.asOf;
        const result = await expectLaw(request, asOf, 400);
        changes += result.changes.length;
        for (const { cause } of result.changes) kinds.add(cause.kind);
      }),
      { seed: 20261123, numRuns: 12 },
    );
    expect(changes).toBeGreaterThan(50);
    expect([...kinds]).toEqual(expect.arrayContaining([...allKinds]));
  },
  patience,
);
