import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openCatalogue } from "../../../src/catalogue/index.ts";
import digests from "../../../fixtures/catalogue/digests.json" with { type: "json" };
import images from "../../../fixtures/catalogue/images.json" with { type: "json" };
import cycles from "../../../fixtures/catalogue/release-cycles.json" with { type: "json" };
import tags from "../../../fixtures/catalogue/tags.json" with { type: "json" };
import type { CyclesData, ImagesData } from "../../../src/catalogue/catalogue-data.ts";
import type { TriedRepository } from "../../../src/domain/rule/rollout.ts";
import { updateBaselines } from "../../../src/pipeline/update-baseline.ts";
import type { CalendarDate } from "../../../src/text/calendar-date.ts";
import { calendarDate, plusDays } from "../../../src/text/calendar-date.ts";
import { failingIn, keyOf, lintIn, reportIn, rolledOut } from "../../support/rollout.ts";
import { projectRoot, temporaryDirectory } from "../../support/working-copy.ts";

// What rollout says from a report is what `lint --policy` says in the repository, today and on each day that it names.

const catalogue = openCatalogue({
  images: images as ImagesData,
  ...{ tags, digests, cycles: cycles as CyclesData },
});

const first = calendarDate("2026-11-23");
const days = 500;
const patience = 900_000;
const repositories = 60;

const policies: Readonly<Record<string, string>> = {
  defaults: "{}",
  "rule levels": "rules: { root-user: warning, stale-tag: note, unlisted-image: error }",
  "rules that are off by default": "rules: { floating-tag: error, unverified-image: error }",
  "rules off, loosened by nobody": "rules: { eol-os: off, eol-python: off }\nfailOn: note",
  "another window": "supportWindow: { months: 2 }\nrules: { unverified-tag: error }",
  "from today": "supportWindow: { months: 4, from: today }\nfailOn: warning",
  "extended support":
    "rules:\n  eol-os: { level: error, support: extended }\n  support-ending: { level: error, days: 300 }",
  exceptions: `exceptions:
  - { rules: [eol-os, eol-python], images: ["azureml/minimal-*"], reason: SEC-1, until: 2027-02-01 }
  - { rules: [root-user], files: ["a/**"], reason: SEC-2, until: 2027-04-10 }
  - { rules: [stale-tag], reason: SEC-3 }
failOn: warning`,
  "what repositories may set":
    "allowLocal: [root-user, support-ending, unlisted-image]\nmaxExceptionDays: 90\nfailOn: warning",
  overrides: `rules: { support-ending: error }
overrides:
  - { files: ["a/**"], rules: { eol-os: note, floating-tag: error }, supportWindow: { months: 1 } }
  - { files: ["case/**", "**/*.yaml"], rules: { root-user: note, unsupported-image: warning } }`,
};

const image = "mcr.microsoft.com/azureml";
const day = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((count) => plusDays(first, count));
const dated = day(-400, 200).map((date) => `${date.replaceAll("-", "")}.v1`);
const reference = fc.oneof(
  dated.map((tag) => `${image}/minimal-py312-inference:${tag}`),
  dated.map((tag) => `${image}/minimal-ubuntu20.04-py38-cpu-inference:${tag}`),
  fc.integer({ min: 1, max: 60 }).map((n) => `${image}/curated/minimal-py311-inference:${n}`),
  fc.constantFrom(
    `${image}/minimal-ubuntu22.04-py39-cpu-inference:latest`,
    `${image}/minimal-ubuntu22.04-py311-cuda11.8-gpu-inference`,
    `${image}/unknown-ubuntu22.04-py311-inference:20260601.v1`,
    `${image}/minimal-py312-inference:\${TAG}`,
    `${image}/minimal-py312-inference@sha256:${"b".repeat(64)}`,
    `${image}/openmpi5.0-ubuntu24.04:latest`,
    "python:3.11",
  ),
);
const ruleList = fc
  .uniqueArray(
    fc.constantFrom("eol-os", "eol-python", "support-ending", "stale-tag", "root-user"),
    { minLength: 1, maxLength: 3 },
  )
  .map((names) => names.join(", "));
const until = fc.option(day(-20, 420));
const comment = fc
  .tuple(fc.constantFrom("ignore", "ignore-file"), ruleList, until)
  .map(([kind, rules, end]) => {
    const last = end === null ? "" : ` until=${end}`;
    return `# inferlint: ${kind}[${rules}]${last} -- why\n`;
  });
const stage = fc
  .tuple(
    fc.option(comment, { nil: "" }),
    reference,
    fc.constantFrom("", "USER app\n", "USER root\n", "RUN make\nCOPY --from=0 / /\n"),
  )
  .map(([suppression, from, user]) => `${suppression}FROM ${from}\n${user}`);
const dockerfile = fc
  .array(stage, { minLength: 1, maxLength: 3 })
  .map((stages) => `ARG TAG\n${stages.join("")}`);
const exception = fc
  .tuple(ruleList, until, fc.constantFrom("", ", files: [a/**]", ", images: [azureml/*]"))
  .map(([rules, end, scope]) => {
    const last = end === null ? "" : `, until: ${end}`;
    return `  - { rules: [${rules}], reason: why${last}${scope} }\n`;
  });
const config = fc
  .record({
    lines: fc.uniqueArray(
      fc.constantFrom(
        "supportWindow: { months: 3 }",
        "failOn: warning",
        "rules: { root-user: note, floating-tag: warning, support-ending: { days: 200 } }",
        "overrides: [{ files: [a/**], rules: { unlisted-image: error } }]",
      ),
    ),
    exceptions: fc.array(exception, { maxLength: 3 }),
  })
  .map(({ lines, exceptions }) => {
    const list = exceptions.length === 0 ? [] : [`exceptions:\n${exceptions.join("")}`];
    const all = [...lines, ...list];
    return all.length === 0 ? "{}\n" : `${all.join("\n")}\n`;
  });

const cases = readdirSync(join(projectRoot, "fixtures/cases")).filter(
  (name) => !existsSync(join(projectRoot, "fixtures/cases", name, ".inferlint.yaml")),
);
const repository = fc.record({
  files: fc.dictionary(
    fc.constantFrom("Dockerfile", "a/Dockerfile", "a/b/serve.dockerfile", "c/Containerfile"),
    dockerfile,
    { minKeys: 1 },
  ),
  cases: fc.uniqueArray(fc.constantFrom(...cases), { minLength: 1, maxLength: 3 }),
  config: fc.option(config),
  inner: fc.option(config, { freq: 3 }),
  hasBaseline: fc.boolean(),
  isReportedUnderPolicy: fc.boolean(),
});
type Repository = typeof repository extends fc.Arbitrary<infer R> ? R : never;

let root = "";
beforeAll(() => {
  root = temporaryDirectory();
  for (const [name, text] of Object.entries(policies))
    writeFileSync(join(root, `${name}.yaml`), text);
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const policyOf = (name: string): string => join(root, `${name}.yaml`);

async function written(number: number, parts: Repository): Promise<string> {
  const cwd = join(root, `repository-${number}`);
  const write = (path: string, text: string | null): void => {
    if (text === null) return;
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  };
  mkdirSync(join(cwd, ".git"), { recursive: true });
  for (const [path, text] of Object.entries(parts.files)) write(path, text);
  for (const name of parts.cases)
    cpSync(join(projectRoot, "fixtures/cases", name), join(cwd, "case", name), { recursive: true });
  write(".inferlint.yaml", parts.config);
  write("a/.inferlint.yaml", parts.inner);
  if (parts.hasBaseline) {
    const outcome = await lintIn({ cwd, asOf: plusDays(first, -90), catalogue });
    const findings = outcome.result.findings.filter((_, index) => index % 2 === 0);
    const half = { ...outcome, result: { ...outcome.result, findings } };
    updateBaselines(half, { cwd, add: true, unique: () => "test" });
  }
  return cwd;
}

describe.each(Object.keys(policies))("the policy %s", (name) => {
  test(
    "on every repository",
    async () => {
      const policy = policyOf(name);
      let named = 0;
      for (const [number, parts] of fc
        .sample(repository, { seed: 14, numRuns: repositories })
        .entries()) {
        const cwd = join(root, `repository-${number}`);
        const report = await reportOf(number, parts);
        const result = await rolledOut(report, { policy, asOf: first, days });
        expect(result, `${number}`).toMatchObject({ kind: "tried" });
        if (result.kind !== "tried") continue;
        const lint = (asOf: CalendarDate) => failingIn({ cwd, policy, asOf, catalogue });
        expect(result.failing.map(keyOf).toSorted(), `${number}`).toEqual(await lint(first));
        const later = [...new Set(result.changes.map((change) => change.day))];
        named += later.length;
        const one = later[number % (later.length + 1)];
        if (one === undefined) continue;
        const expected = await lint(one);
        expect(failingOn(result, one), `${number} on ${one}`).toEqual([...new Set(expected)]);
        const then = await rolledOut(report, { policy, asOf: one, days: 1 });
        const keys = then.kind === "tried" ? then.failing.map(keyOf).toSorted() : then.why;
        expect(keys, `${number} as of ${one}`).toEqual(expected);
      }
      expect(named).toBeGreaterThan(20);
    },
    patience,
  );
});

const reports = new Map<number, string>();

/** The report of a repository, which is written once. */
async function reportOf(number: number, parts: Repository): Promise<string> {
  const known = reports.get(number);
  if (known !== undefined) return known;
  const cwd = await written(number, parts);
  const policy = parts.isReportedUnderPolicy ? { policy: policyOf("defaults") } : {};
  const report = await reportIn({ cwd, asOf: first, catalogue, ...policy });
  reports.set(number, report);
  return report;
}

/** What fails on a day, by what fails today and what changes until then. */
function failingOn({ failing, changes }: TriedRepository, until: CalendarDate): readonly string[] {
  const keys = new Set(failing.map(keyOf));
  for (const { change, finding, day: on } of changes) {
    if (on > until) break;
    if (change === "new") keys.add(keyOf(finding));
    else keys.delete(keyOf(finding));
  }
  return [...keys].toSorted();
}
