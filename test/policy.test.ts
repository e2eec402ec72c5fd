import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { baselineText } from "../src/check/index.ts";
import { emptyCommandLine } from "../src/config/index.ts";
import { isReported, levels } from "../src/domain/rule/finding.ts";
import { calendarDate } from "../src/text/calendar-date.ts";
import { openConfigFolders } from "../src/pipeline/config-folders.ts";
import { lint } from "../src/pipeline/lint.ts";
import { ruleset } from "../src/pipeline/ruleset.ts";
import { configLoader } from "../src/pipeline/load-settings.ts";
import { runSettings } from "../src/pipeline/run-settings.ts";
import { updateBaselines } from "../src/pipeline/update-baseline.ts";
import type { LintOutcome } from "../src/pipeline/lint.ts";

/**
 * A pull request cannot disarm its own gate: under a policy, nothing in the repository can remove a finding that the policy
 * alone has, unless the policy allows it.
 */

const root = mkdtempSync(join(tmpdir(), "inferlint-policy-"));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const asOf = calendarDate("2026-11-23");
const azureml = "mcr.microsoft.com/azureml";
const ended = `${azureml}/minimal-ubuntu20.04-py38-cpu-inference`;
const current = `${azureml}/minimal-py312-inference`;

/** Files with errors under the policy. */
const dockerfiles: Readonly<Record<string, string>> = {
  "services/a/Dockerfile": `ARG BASE=${ended}:latest\nFROM $BASE AS build\nFROM build\nCOPY . /app\n`,
  "services/b/Dockerfile": `FROM ${current}:20250101.v1 AS safe\nUSER app\nFROM safe AS target\nUSER root\n`,
  "tools/c.dockerfile": `FROM scratch\nCOPY --from=${ended} /opt /a\n`,
};

interface Repository {
  readonly files?: Readonly<Record<string, string>>;
  /** As JSON. */
  readonly config?: object;
  readonly policy?: object | null;
  /** Whether the baseline contains all findings. */
  readonly baselined?: boolean;
  /** Whether `services` is a repository of its own. */
  readonly isNested?: boolean;
  /** Its configuration, as JSON; without a repository there, the nearest one of its files. */
  readonly nested?: object;
}

let count = 0;

async function check(directory: string, policy: object | null): Promise<LintOutcome> {
  const policyFile = `${directory}-policy.json`;
  if (policy) writeFileSync(policyFile, JSON.stringify(policy, null, 1));
  const request = { cwd: directory, root: directory, config: "nearest" } as const;
  const folders = await openConfigFolders(
    { ...request, policy: policy && policyFile },
    configLoader(directory, ruleset),
  );
  return lint({
    cwd: directory,
    paths: ["."],
    stdin: null,
    asOf,
    settings: runSettings(folders, {
      cwd: directory,
      sources: { rules: ruleset, commandLine: emptyCommandLine, asOf },
      baselines: "created",
    }),
    forceExclude: false,
    tool: { name: "inferlint", version: "0.0.0", homepage: "https://example.org" },
  });
}

async function run(repository: Repository): Promise<LintOutcome> {
  const directory = join(root, String(count++));
  const { config = {}, policy = null, nested = {} } = repository;
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  };
  mkdirSync(join(directory, ".git"), { recursive: true });
  for (const [path, text] of Object.entries({ ...dockerfiles, ...repository.files }))
    write(path, text);
  if (repository.isNested === true) write("services/.git", "gitdir: ../.git/modules/services");
  if (repository.baselined === true) {
    if (repository.isNested === true) write("services/.inferlint-baseline.json", emptyBaseline);
    await check(directory, policy).then((outcome) =>
      updateBaselines(outcome, { cwd: directory, add: true, unique: () => "test" }),
    );
  }
  if (Object.keys(config).length > 0) write(".inferlint.json", JSON.stringify(config, null, 1));
  if (Object.keys(nested).length > 0)
    write("services/.inferlint.json", JSON.stringify(nested, null, 1));
  const outcome = await check(directory, policy);
  rmSync(directory, { recursive: true });
  return outcome;
}

const emptyBaseline = baselineText(new Map());

/** `path rule` of each error that fails the run, sorted. Lines may move. */
function errors({ result }: LintOutcome): readonly string[] {
  return result.findings
    .filter((finding) => isReported(finding) && finding.level === "error")
    .map(({ path, ruleId }) => `${path} ${ruleId}`)
    .sort();
}

function fails({ result, settingsOf }: LintOutcome): boolean {
  return result.findings.some((finding) => {
    const { failOn } = settingsOf(finding.path);
    if (failOn === "never" || !isReported(finding)) return false;
    return levels.indexOf(finding.level) <= levels.indexOf(failOn);
  });
}

const limits = { failOn: "error" };
const expected = [
  "services/a/Dockerfile eol-os",
  "services/a/Dockerfile eol-python",
  "services/a/Dockerfile unsupported-image",
  "services/b/Dockerfile root-user",
  "services/b/Dockerfile stale-tag",
  "tools/c.dockerfile eol-os",
  "tools/c.dockerfile eol-python",
  "tools/c.dockerfile unsupported-image",
];

test("the policy alone fails the run", async () => {
  const outcome = await run({ policy: limits });
  expect(errors(outcome)).toEqual(expected);
  expect(fails(outcome)).toBe(true);
});

const ids = ruleset.map(({ id }) => id).filter((id) => id !== "unused-suppression");
const all = ids.join(", ");
const maybe = <T>(...values: readonly T[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined });
const loosely = <T extends object>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc
    .record(shape)
    .map((value) =>
      Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)),
    );

const ruleLevels = fc
  .array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom("off", "note", "warning", "error")), {
    maxLength: 13,
  })
  .map((pairs) => Object.fromEntries(pairs) as Record<string, unknown>);
const ruleOptions = loosely({
  "stale-tag": maybe<unknown>({ level: "off" }, { level: "note" }),
  "eol-os": maybe<unknown>(
    { support: "extended" },
    { withoutReplacement: "error" },
    { level: "warning", support: "extended" },
  ),
  "support-ending": maybe<unknown>({ days: 0 }, { days: 3650 }),
});
const rules = fc.tuple(ruleLevels, ruleOptions).map(([own, options]) => ({ ...own, ...options }));
const supportWindow = maybe<unknown>(
  { months: 120 },
  { months: 60, from: "latest" },
  { from: "today" },
  { from: "today", months: 0 },
);
const build = loosely({
  args: maybe<unknown>({ BASE: `${current}:latest` }, { BASE: "scratch" }, { BASE: "" }),
  targets: maybe<unknown>(["safe"], ["build"], ["nowhere"], ["safe", "build"]),
});
const files = maybe<unknown>(["**"], ["services/**"], ["services", "tools"], ["**/*.dockerfile"]);
const until = maybe("2026-11-23", "2026-11-24", "2099-12-31");
const exception = loosely({
  rules: fc.constantFrom<unknown>(ids, ["eol-os"], ["root-user", "stale-tag"]),
  files,
  images: maybe<unknown>(["azureml/**"], ["**"]),
  until,
  reason: fc.constant("because"),
});
const config = loosely({
  failOn: maybe("never", "error", "warning", "note"),
  supportWindow,
  rules,
  files: loosely({
    exclude: files,
    include: maybe<unknown>(["**"]),
    kinds: maybe<unknown>(["yaml"], ["markdown"], ["dockerfile"]),
  }),
  images: loosely({
    include: maybe<unknown>(["nothing/**"], ["azureml/minimal-py312-inference"], ["**"]),
    mirrors: maybe<unknown>([{ prefix: "contoso.azurecr.io/x", for: `${azureml}/curated` }]),
  }),
  exceptions: fc.uniqueArray(exception, { maxLength: 2, selector: JSON.stringify }),
  build,
  overrides: fc.uniqueArray(
    loosely({
      files: fc.constantFrom<unknown>(["**"], ["services/**"], ["**/Dockerfile"]),
      supportWindow,
      rules,
      build,
    }),
    { maxLength: 2, selector: JSON.stringify },
  ),
});
const comment = maybe(
  `# inferlint: ignore-file[${all}] -- because`,
  `# inferlint: ignore[${all}] -- because`,
  `# inferlint: ignore-file[${all}] until=2026-11-23 -- because`,
  `# inferlint: ignore[${all}] until=2099-01-01 -- because`,
);
const gitignore = maybe("*\n", "services\n", "Dockerfile\n*.dockerfile\n", "**/a/\n!**/b\n");

test(
  "no configuration, comment, baseline or .gitignore turns a failing run into a passing one",
  { timeout: 600_000 },
  async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        config,
        fc.array(comment, { minLength: 6, maxLength: 6 }),
        gitignore,
        fc.boolean(),
        fc.option(config),
        fc.boolean(),
        async (own, comments, ignored, baselined, nested, isNested) => {
          seen.add(JSON.stringify([own, comments, ignored, baselined, nested, isNested]));
          const commented = Object.entries(dockerfiles).map(([path, text], index) => {
            const lines = text.split("\n");
            const above = [
              comments[2 * index],
              lines[0],
              comments[2 * index + 1],
              ...lines.slice(1),
            ];
            return [path, above.filter((line) => line !== undefined).join("\n")];
          });
          const outcome = await run({
            files: {
              ...Object.fromEntries(commented),
              ...(ignored === undefined
                ? {}
                : { ".gitignore": ignored, "services/.gitignore": ignored }),
            } as Record<string, string>,
            config: own,
            policy: limits,
            ...{ baselined, isNested, nested: nested ?? {} },
          });
          const left = [...errors(outcome)];
          for (const error of expected) {
            expect(left).toContain(error);
            left.splice(left.indexOf(error), 1);
          }
          expect(fails(outcome)).toBe(true);
        },
      ),
      { seed: 20261123, numRuns: 1100 },
    );
    expect(seen.size).toBeGreaterThanOrEqual(1000);
  },
);

/** Something that loosens the checks, how it is rejected, and what in a policy permits it. */
interface Loosening extends Repository {
  readonly name: string;
  /** `path:line:column message` of each rejection. */
  readonly rejected: readonly string[];
  readonly permitted: object | null;
  /** The errors that are gone if it is permitted. */
  readonly gone: readonly string[];
}

const eolOs = ["services/a/Dockerfile eol-os", "tools/c.dockerfile eol-os"];
const stale = ["services/b/Dockerfile stale-tag"];
const ofA = expected.filter((error) => error.startsWith("services/a"));
const looser = (what: string, limit: string | number) =>
  `${what} is looser than the policy allows; it stays at ${limit}.`;

const loosenings: readonly Loosening[] = [
  {
    name: "failOn",
    config: { failOn: "never" },
    rejected: [`.inferlint.json:2:12 ${looser("failOn", "error")}`],
    permitted: { failOn: "never" },
    gone: [],
  },
  {
    name: "off",
    config: { rules: { "eol-os": "off" } },
    rejected: [`.inferlint.json:3:13 ${looser("The level of eol-os", "error")}`],
    permitted: { allowLocal: ["eol-os"] },
    gone: eolOs,
  },
  {
    name: "a level",
    config: { rules: { "eol-os": { level: "warning" } } },
    rejected: [`.inferlint.json:4:13 ${looser("The level of eol-os", "error")}`],
    permitted: { rules: { "eol-os": "warning" } },
    gone: eolOs,
  },
  {
    name: "months",
    config: { supportWindow: { months: 60 } },
    rejected: [`.inferlint.json:3:13 ${looser("supportWindow.months", 6)}`],
    permitted: { allowLocal: ["stale-tag", "unverified-tag"] },
    gone: stale,
  },
  {
    name: "months in an override",
    config: { overrides: [{ files: ["services"], supportWindow: { months: 60 } }] },
    policy: { supportWindow: { months: 12 } },
    rejected: [`.inferlint.json:8:15 ${looser("supportWindow.months", 12)}`],
    permitted: { supportWindow: { months: 60 } },
    gone: stale,
  },
  {
    name: "the start of the support window",
    files: { "t/Dockerfile": `FROM ${current}:20260501.v1\n` },
    config: { supportWindow: { from: "latest" } },
    policy: { supportWindow: { from: "today" } },
    rejected: [`.inferlint.json:3:11 ${looser("supportWindow.from", "today")}`],
    permitted: { supportWindow: { from: "latest" } },
    gone: ["t/Dockerfile stale-tag"],
  },
  {
    name: "support",
    config: { rules: { "eol-os": { support: "extended" } } },
    rejected: [`.inferlint.json:4:15 ${looser("The option support of eol-os", "standard")}`],
    permitted: { rules: { "eol-os": { support: "extended" } } },
    gone: eolOs,
  },
  {
    name: "files.exclude",
    config: { files: { exclude: ["services/a/**"] } },
    rejected: [
      ".inferlint.json:3:14 These files are checked anyway, because under a policy only files.exclude of the policy counts.",
    ],
    permitted: { files: { exclude: ["services/a/**"] } },
    gone: ofA,
  },
  {
    name: "files.kinds",
    config: { files: { kinds: ["yaml"] } },
    policy: { files: { kinds: ["dockerfile", "yaml"] } },
    rejected: [
      ".inferlint.json:3:12 Files of the kind dockerfile are checked too, because files.kinds can only add to the policy.",
    ],
    permitted: { files: { kinds: ["yaml"] } },
    gone: expected,
  },
  {
    name: "images.include",
    config: { images: { include: ["azureml/minimal-py312-inference"] } },
    rejected: [
      ".inferlint.json:3:14 Images that match azureml/**/*inference* and azureml/**/*inference*/** are checked too, because images.include can only add to the policy.",
    ],
    permitted: { images: { include: ["azureml/minimal-py312-inference"] } },
    gone: [...eolOs, ...eolOs.map((error) => error.replace("os", "python"))],
  },
  {
    name: "a mirror",
    files: { "m/Dockerfile": "FROM contoso.azurecr.io/azureml/minimal-py312-inference\n" },
    config: { images: { mirrors: [{ prefix: "contoso.azurecr.io/azureml", for: azureml }] } },
    policy: { rules: { "unofficial-registry": "error" } },
    rejected: [
      ".inferlint.json:4:4 contoso.azurecr.io/azureml is not a mirror in the policy, and treating it as one would silence unofficial-registry: add the mirror to the policy, or unofficial-registry to its allowLocal.",
    ],
    permitted: { images: { mirrors: [{ prefix: "contoso.azurecr.io/azureml", for: azureml }] } },
    gone: ["m/Dockerfile unofficial-registry"],
  },
  {
    name: "an exception",
    config: { exceptions: [{ rules: ["eol-os", "eol-python"], reason: "because" }] },
    policy: { allowLocal: ["eol-python"] },
    rejected: [
      ".inferlint.json:3:3 This exception does not apply to eol-os: the policy does not list it in allowLocal and allows no exceptions.",
    ],
    permitted: { allowLocal: ["eol-os", "eol-python"] },
    gone: eolOs,
  },
  {
    name: "an exception for long",
    config: { exceptions: [{ rules: ["eol-os"], until: "2026-12-24", reason: "because" }] },
    policy: { maxExceptionDays: 30 },
    rejected: [
      ".inferlint.json:3:3 This exception does not apply to eol-os: the policy does not list it in allowLocal and allows only exceptions that end within 30 days.",
    ],
    permitted: { maxExceptionDays: 31 },
    gone: eolOs,
  },
  {
    name: "an exception with another reason than the policy demands",
    config: { exceptions: [{ rules: ["eol-os"], until: "2026-12-24", reason: "because" }] },
    policy: { maxExceptionDays: 90, exceptionRules: { reason: ["SEC-*", "ML-*"] } },
    rejected: [
      ".inferlint.json:3:3 This exception does not apply to eol-os: the policy demands a reason like SEC-* or ML-*.",
    ],
    permitted: { maxExceptionDays: 90, exceptionRules: { reason: ["SEC-*", "beca?se"] } },
    gone: eolOs,
  },
  {
    name: "more exceptions than the policy allows",
    config: { exceptions: [{ rules: ["eol-os"], until: "2026-12-24", reason: "because" }] },
    policy: { maxExceptionDays: 90, exceptionRules: { maxOpen: 0 } },
    rejected: [
      ".inferlint.json:3:3 This exception has no effect: the policy allows a repository 0 exceptions at a time, and those that end last are too many.",
    ],
    permitted: { maxExceptionDays: 90, exceptionRules: { maxOpen: 1 } },
    gone: eolOs,
  },
  {
    name: "a comment with another reason than the policy demands",
    files: {
      "tools/c.dockerfile": `# inferlint: ignore-file[eol-os] -- because\n${dockerfiles["tools/c.dockerfile"] ?? ""}`,
    },
    policy: { allowLocal: ["eol-os"], exceptionRules: { reason: ["SEC-*"] } },
    rejected: [
      "tools/c.dockerfile:1:1 This comment does not suppress eol-os: the policy demands a reason like SEC-*.",
    ],
    permitted: { allowLocal: ["eol-os"], exceptionRules: { reason: ["*"] } },
    gone: ["tools/c.dockerfile eol-os"],
  },
  {
    name: "a comment",
    files: {
      "tools/c.dockerfile": `# inferlint: ignore-file[eol-os] -- because\n${dockerfiles["tools/c.dockerfile"] ?? ""}`,
    },
    rejected: [
      "tools/c.dockerfile:1:1 This comment does not suppress eol-os: the policy does not let the repository suppress this rule.",
    ],
    permitted: { allowLocal: ["eol-os"] },
    gone: ["tools/c.dockerfile eol-os"],
  },
  {
    name: "a comment for long",
    files: {
      "tools/c.dockerfile": `FROM scratch\n# inferlint: ignore[eol-os] until=2026-11-24 -- because\nCOPY --from=${ended} /opt /a\n`,
    },
    policy: { maxExceptionDays: 0 },
    rejected: [
      "tools/c.dockerfile:2:1 This comment does not suppress eol-os: the policy does not let the repository suppress this rule, or not for that long.",
    ],
    permitted: { maxExceptionDays: 1 },
    gone: ["tools/c.dockerfile eol-os"],
  },
  {
    name: "the baseline",
    baselined: true,
    rejected: [
      ".inferlint-baseline.json:1:1 This baseline has no effect: under a policy, a baseline of the repository counts only at the root of the run and if the policy names it.",
    ],
    permitted: { baseline: ".inferlint-baseline.json" },
    gone: expected,
  },
  {
    name: "an override",
    config: { overrides: [{ files: ["tools"], rules: { "eol-os": "note" } }] },
    rejected: [`.inferlint.json:8:15 ${looser("The level of eol-os", "error")}`],
    permitted: { overrides: [{ files: ["tools"], rules: { "eol-os": "note" } }] },
    gone: ["tools/c.dockerfile eol-os"],
  },
  {
    name: ".gitignore",
    files: { ".gitignore": "# ours\n/services/a/\n" },
    rejected: [
      ".gitignore:2:1 services/a/Dockerfile was checked: under a policy, .gitignore is not respected unless the policy sets files: { gitignore: true }.",
    ],
    permitted: { files: { gitignore: true } },
    gone: ofA,
  },
  {
    name: "a .gitignore in a folder",
    files: { "services/.gitignore": "a\n" },
    rejected: [
      "services/.gitignore:1:1 services/a/Dockerfile was checked: under a policy, .gitignore is not respected unless the policy sets files: { gitignore: true }.",
    ],
    permitted: { files: { gitignore: true } },
    gone: ofA,
  },
  // These only add builds, so there is nothing to reject.
  {
    name: "a build argument",
    config: { build: { args: { BASE: "scratch" } } },
    rejected: [],
    permitted: { build: { args: { BASE: "scratch" } } },
    gone: ofA,
  },
  {
    name: "a target, in an override",
    config: { overrides: [{ files: ["**"], build: { targets: ["safe", "build"] } }] },
    rejected: [],
    permitted: { build: { targets: ["safe", "build"] } },
    gone: ["services/b/Dockerfile root-user"],
  },
];

/** The configuration with patterns as they are relative to `services`. */
function inServices(config: object): object {
  const text = JSON.stringify(config)
    .replaceAll('"services"', '"**"')
    .replaceAll('"services/', '"');
  return JSON.parse(text) as object;
}

describe("what loosens the checks", () => {
  test.each(loosenings.map((one) => [one.name, one] as const))(
    "%s: is rejected, with its place",
    async (_, loosening) => {
      const { policy, ...repository } = loosening;
      const before = await run({ files: loosening.files ?? {}, policy: { ...limits, ...policy } });
      const outcome = await run({ ...repository, policy: { ...limits, ...policy } });
      const gone = errors(before).filter((error) => !errors(outcome).includes(error));
      // Other errors may go, if the policy of this case allows it.
      expect(gone.filter((error) => loosening.gone.includes(error))).toEqual([]);
      expect(fails(outcome)).toBe(true);
      const rejections = outcome.result.notifications.filter(({ id }) => id.endsWith("-rejected"));
      expect(
        rejections.map(
          ({ path, region, message }) =>
            `${path ?? ""}:${region?.startLine ?? 0}:${region?.startColumn ?? 0} ${message}`,
        ),
      ).toEqual(loosening.rejected);
    },
  );

  test.each(loosenings.map((one) => [one.name, one] as const))(
    "%s: is permitted if the policy allows it",
    async (_, loosening) => {
      const merged = { ...limits, ...loosening.policy, ...loosening.permitted };
      const outcome = await run({ ...loosening, policy: merged });
      for (const error of loosening.gone) expect(errors(outcome)).not.toContain(error);
      expect(outcome.result.notifications.filter(({ id }) => id.endsWith("-rejected"))).toEqual([]);
      if (loosening.name === "failOn") expect(fails(outcome)).toBe(false);
    },
  );

  test.each(loosenings.map((one) => [one.name, one] as const))(
    "%s: works without a policy",
    async (_, loosening) => {
      const outcome = await run({ ...loosening, policy: null });
      for (const error of loosening.gone.filter((one) => !one.includes("unofficial")))
        expect(errors(outcome)).not.toContain(error);
      if (loosening.name === "failOn") expect(fails(outcome)).toBe(false);
    },
  );

  test.each(loosenings.map((one) => [one.name, one] as const))(
    "%s: is rejected in a repository inside, which is as free as any without a policy",
    async (_, { policy, config = {}, gone, ...repository }) => {
      const limited = { ...limits, ...policy };
      const before = await run({ files: repository.files ?? {}, policy: limited });
      const inside = { ...repository, nested: inServices(config), isNested: true };
      const outcome = await run({ ...inside, policy: limited });
      const missing = errors(before).filter((error) => !errors(outcome).includes(error));
      expect(missing.filter((error) => gone.includes(error))).toEqual([]);
      expect(fails(outcome)).toBe(true);
      const free = await run({ ...inside, policy: null });
      // In a repository inside the .gitignore of the outer one has no effect.
      const isOuter = repository.files?.[".gitignore"] !== undefined;
      const ofServices = gone.filter((error) => !isOuter && error.startsWith("services/"));
      for (const error of ofServices) expect(errors(free)).not.toContain(error);
    },
  );

  test("stricter settings are used", async () => {
    const config = {
      failOn: "note",
      rules: { "floating-tag": "error" },
      supportWindow: { months: 1 },
    };
    const outcome = await run({ config, policy: limits });
    expect(errors(outcome)).toEqual(
      [...expected, "services/a/Dockerfile floating-tag", "tools/c.dockerfile floating-tag"].sort(),
    );
    expect(outcome.settingsOf("services/a/Dockerfile").failOn).toBe("note");
    expect(outcome.result.notifications).toEqual([]);
  });
});
