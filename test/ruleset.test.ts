import { openReading } from "../src/domain/build/reading.ts";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openCatalogue } from "../src/catalogue/index.ts";
import { checkFile, createMemo } from "../src/check/index.ts";
import { defaultSupportWindow } from "../src/domain/image/tag-age.ts";
import { defaultImagePolicy } from "../src/config/index.ts";
import { loadConfig } from "../src/config/schema/load-config.ts";
import { calendarDate } from "../src/text/calendar-date.ts";
import type { CalendarDate } from "../src/text/calendar-date.ts";
import type { EnrichedBuild } from "../src/domain/build/enriched-build.ts";
import type { ImageFacts } from "../src/domain/image/image-facts.ts";
import { packageOf } from "../src/domain/image/framework-package.ts";
import { compareNumbers } from "../src/text/dotted-numbers.ts";
import { valueOf } from "../src/domain/image/known.ts";
import { messageText } from "../src/domain/rule/message.ts";
import type { Rule } from "../src/domain/rule/rule.ts";
import { createEnricher, queriesToShow } from "../src/enrich/index.ts";
import { ruleset } from "../src/pipeline/ruleset.ts";
import { parseDockerfile } from "../src/parse/index.ts";
import { resolveBuild } from "../src/resolve/index.ts";
import type { RegistrySource } from "../src/domain/image/registry-source.ts";
import { expectWellFormed, check } from "./support/rule-tester.ts";
import { plainSettings } from "./support/settings.ts";
import { fakeRegistry } from "./support/fake-registry.ts";
import { frozenCli, run, temporaryDirectory } from "./support/working-copy.ts";
import manifest from "../package.json" with { type: "json" };

/** What holds for every rule. */

/** A hook, and former ids of notifications: names in the changelog that the source lacks and that are no rules. */
const otherNames = [
  "inferlint-all",
  "inferlint-python",
  "policy-refused",
  "suppression-refused",
  "fix-refused",
  "unheeded-gitignore",
];

const home = fileURLToPath(new URL("../rules/", import.meta.url));
const folders = readdirSync(home, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "support")
  .map(({ name }) => name)
  .sort();

/** Level and security-severity, as the product promises them. */
const promised: Readonly<Record<string, readonly [Rule["level"], string | null]>> = {
  "eol-os": ["error", "7.0"],
  "eol-python": ["error", "7.0"],
  "exception-ending": ["note", null],
  "floating-tag": ["off", null],
  "invalid-dockerfile": ["error", null],
  "invalid-user": ["error", null],
  "new-exception": ["warning", null],
  "non-numeric-user": ["off", null],
  "root-user": ["error", "7.5"],
  "stale-tag": ["error", "7.0"],
  "support-ending": ["note", null],
  "unverified-image": ["note", null],
  "unverified-tag": ["warning", "4.0"],
  "unknown-tag": ["error", "5.0"],
  "unlisted-image": ["warning", "4.0"],
  "unofficial-registry": ["warning", "5.0"],
  "unsupported-image": ["error", "7.0"],
  "unused-suppression": ["warning", null],
};

describe.each(ruleset.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  test("has the promised level and severity", () => {
    expect([rule.level, rule.securitySeverity]).toEqual(promised[id]);
    expect(rule.tags.includes("security")).toBe(rule.securitySeverity !== null);
  });

  test("has a summary of one sentence", () => {
    expect(rule.summary).toMatch(/^[A-Z][^.]*\.$/);
  });

  test("has short and long messages that use every parameter", () => {
    for (const [messageId, { parameters, short, long }] of Object.entries(rule.messages)) {
      expect(long).toMatch(/^[^.]+\.$/);
      expect(short.replaceAll(/\{\d+\}/g, "").length, messageId).toBeLessThanOrEqual(50);
      const used = new Set(
        [...`${short} ${long}`.matchAll(/\{(\d+)\}/g)].map(([, n]) => Number(n)),
      );
      expect([...used].sort(), messageId).toEqual(parameters.map((_, index) => index));
    }
  });

  test("has tests", () => {
    expect(readdirSync(`${home}${id}`)).toEqual(
      expect.arrayContaining(["README.md", "rule.test.ts", "rule.ts"]),
    );
  });

  describe("has a page", () => {
    const sections = rule.page().split(/^(?=## |# [a-z-]+\n)/m);
    const section = (title: string): string =>
      sections.find((text) => text.startsWith(`## ${title}\n`)) ?? "";

    test("with the headings a reader looks for", () => {
      const headings = sections.map((text) => text.slice(0, text.indexOf("\n")));
      const optional = ["## Limits"];
      expect(headings.filter((heading) => !optional.includes(heading))).toEqual([
        `# ${id}`,
        "## Why",
        "## Fails",
        "## Passes",
        "## Fix",
        ...(Object.keys(rule.options).length > 0 ? ["## Options"] : []),
      ]);
    });

    test("that opens with a paragraph, short enough for a description", () => {
      const [opening = ""] = sections;
      const paragraphs = opening.trim().split(/\n\n+/).slice(1);
      expect(paragraphs).toHaveLength(2);
      expect(paragraphs[0]?.length).toBeLessThanOrEqual(1_024);
    });

    test("that says its level, its status, since when there is the rule, and what it was called", () => {
      const [opening = ""] = sections;
      const { level, status, since, aliases = [] } = rule;
      const formerly = aliases.length === 0 ? "" : ` Formerly: \`${aliases.join("`, `")}\`.`;
      expect(opening.trim().split(/\n\n+/).at(-1)).toBe(
        `Level: ${level}. Status: ${status}. Since: ${since}.${formerly}`,
      );
    });

    test("that says where its reasons come from, and when", () => {
      expect(section("Why")).toMatch(/\d{4}-\d{2}-\d{2}/);
    });

    test("with every option and its default", () => {
      for (const [name, value] of Object.entries(rule.options))
        expect(section("Options")).toMatch(new RegExp(`\\| \`${name}\` +\\| \`${value}\` +\\|`));
    });

    test("with links that lead somewhere", () => {
      for (const [, other = ""] of rule.page().matchAll(/\]\(\.\.\/([^)]*)\/README\.md\)/g))
        expect(folders).toContain(other);
      expect(rule.page().replace(/\]\(\.\.\/[a-z-]+\/README\.md\)/g, "")).not.toContain("](");
    });

    test("with configurations that count", () => {
      for (const [, text = ""] of rule.page().matchAll(/^```yaml\n(.*?)^```$/gms)) {
        const where = {
          path: "x.yaml",
          absolute: "/x/x.yaml",
          base: "/x",
          role: "repository",
        } as const;
        expect(loadConfig(Buffer.from(text), where, ruleset).text).toBe(text);
      }
    });

    const examples = [...fences(section("Fails")), ...fences(section("Passes"))];
    test.each(fences(section("Fails")))("failing: $dockerfile", async (example) => {
      expect(await ownFindings(rule, example)).not.toEqual([]);
    });
    test.each(fences(section("Passes")))("passing: $dockerfile", async (example) => {
      expect(await ownFindings(rule, example)).toEqual([]);
    });
    test("whose Dockerfiles are all examples", () => {
      expect(fences(section("Fails")).length).toBeGreaterThan(0);
      expect(fences(section("Passes")).length).toBeGreaterThan(0);
      expect(fences(rule.page())).toEqual(examples);
    });
  });
});

interface Example {
  readonly dockerfile: string;
  readonly asOf: string;
  readonly registry?: RegistrySource;
}

/** What the registry has in the examples that are checked online. */
const registry = fakeRegistry({
  "mcr.microsoft.com/azureml/minimal-py312-inference": {
    tags: ["20260101.v1", "20260316.v1", "20260720.v2", "latest"],
  },
});

/** Dockerfiles of a page; the info string has `as-of=` for another day, or `online`. */
function fences(text: string): readonly Example[] {
  const found = text.matchAll(/^```dockerfile(?: as-of=(\S+))?( online)?\n(.*?)^```$/gms);
  return [...found].map(([, asOf = "2026-11-23", online, dockerfile = ""]) => ({
    dockerfile,
    asOf,
    ...(online === undefined ? {} : { registry }),
  }));
}

async function ownFindings(rule: Rule, example: Example): Promise<readonly string[]> {
  if (rule.checkNewExceptions) return ofChange(rule.id, example.dockerfile);
  const { findings } = await check(example, rule);
  return findings
    .filter(({ ruleId }) => ruleId === rule.id)
    .map(({ message }) => messageText(message));
}

/** The findings of a rule in a change that adds the comments of a Dockerfile. */
function ofChange(rule: string, dockerfile: string): readonly string[] {
  const folder = temporaryDirectory();
  const write = (tree: string, text: string): void => {
    mkdirSync(join(folder, tree));
    writeFileSync(join(folder, tree, "Dockerfile"), text);
  };
  write("base", dockerfile.replaceAll(/^#.*\n/gm, ""));
  write("head", dockerfile);
  const args = ["--against", "../base", "--as-of", "2026-11-23", "--format", "json"];
  const { stdout } = run("node", [frozenCli, ...args], { cwd: join(folder, "head") });
  rmSync(folder, { recursive: true });
  const { findings } = JSON.parse(stdout) as { findings: { ruleId: string; message: string }[] };
  return findings.flatMap(({ ruleId, message }) => (ruleId === rule ? [message] : []));
}

/** What code scanning filters by. */
const weaknesses: Readonly<Record<string, string>> = {
  "eol-os": "external/cwe/cwe-1104",
  "eol-python": "external/cwe/cwe-1104",
  "root-user": "external/cwe/cwe-250",
  "stale-tag": "external/cwe/cwe-1104",
  "unsupported-image": "external/cwe/cwe-1104",
};

const projectRoot = fileURLToPath(new URL("..", import.meta.url));

function isInSource(name: string): boolean {
  return readdirSync(`${projectRoot}src`, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(?:ts|json)$/.test(path))
    .some((path) => readFileSync(`${projectRoot}src/${path}`, "utf8").includes(name));
}

/** A Dockerfile in which every rule but support-ending has a finding. */
const everything = `# inferlint: ignore
ARG OPEN
ARG OLD=mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:20220101.v1
FROM $OPEN AS open
FROM $OLD AS old
FROM mcr.microsoft.com/azureml/minimal-py312-inference
FROM mcr.microsoft.com/azureml/minimal-py312-inference:20251020.v1
FROM mcr.microsoft.com/azureml/minimal-py312-inference:20250101.v1
FROM mcr.microsoft.com/azureml/minimal-py310-inference:staging
COPY --from=contoso.azurecr.io/azureml/minimal-py312-inference /a /a
RUN --mount=from=mcr.microsoft.com/azureml/curated/minimal-py311-inference:59,target=/a true
FOO bar
FROM old
USER app # a comment
# inferlint: ignore[root-user] until=2026-11-30 -- why
USER root
`;

describe("the ruleset", () => {
  const asOf = calendarDate("2026-11-23");

  test("has the promised weaknesses, which only security rules have", () => {
    for (const { id, tags, securitySeverity } of ruleset) {
      const own = tags.filter((tag) => tag.startsWith("external/"));
      expect(own, id).toEqual(id in weaknesses ? [weaknesses[id]] : []);
      if (own.length > 0) expect(securitySeverity, id).not.toBeNull();
    }
  });

  test("names each rule once, former ids included, in the form of ids", () => {
    const names = ruleset.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/);
  });

  test("has versions that exist or come next", () => {
    for (const { id, since } of ruleset) {
      expect(since, id).toMatch(/^\d+\.\d+\.\d+$/);
      expect(compareNumbers(since, manifest.version), id).toBeLessThanOrEqual(0);
    }
  });

  test("knows every rule id of the changelog, as id or former id", () => {
    const known = new Set(ruleset.flatMap(({ id, aliases = [] }) => [id, ...aliases]));
    const changelog = readFileSync(new URL("../CHANGELOG.md", import.meta.url), "utf8");
    const renamed = [...changelog.matchAll(/`([a-z][a-z-]+)` is now `([a-z-]+)`/g)];
    expect(renamed.map(([, former]) => former)).toEqual(
      expect.arrayContaining(["undecided-tag", "undecided-image"]),
    );
    for (const [, former = "", id = ""] of renamed) {
      expect(known, former).toContain(former);
      expect(ruleset.find((rule) => rule.id === id)?.aliases, id).toContain(former);
    }
    const named = [...changelog.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, name = ""]) => name);
    // What is neither a rule nor in the source was one once.
    const lost = named.filter((name) => !known.has(name) && !isInSource(name));
    expect(lost.filter((name) => !otherNames.includes(name))).toEqual([]);
  });

  test("has a finding of every rule", async () => {
    const offline = await check({ dockerfile: everything });
    const online = await check({ dockerfile: everything, registry });
    const findings = [...offline.findings, ...online.findings];
    const silent = ruleset.filter(({ id }) => !findings.some(({ ruleId }) => ruleId === id));
    // There is no base to compare with, the target runs as root, and no release ends within 90 days after that day.
    const expected = ["new-exception", "non-numeric-user", "support-ending"];
    expect(silent.map(({ id }) => id)).toEqual(expected);
  });

  test("gives the same findings twice, and does not change its input", async () => {
    const build = deeplyFrozen(await enriched(everything, asOf));
    expect(checkBuild(build, asOf)).toEqual(checkBuild(build, asOf));
    expect(checkBuild(await enriched(everything, asOf), asOf)).toEqual(checkBuild(build, asOf));
  });
});

const catalogue = openCatalogue();

async function enriched(dockerfile: string, asOf: CalendarDate): Promise<EnrichedBuild> {
  const platform = "linux/amd64";
  const facts = {
    sources: [catalogue],
    registry: null,
    onUnresolved: () => undefined,
    reference: catalogue,
    asOf,
    platform,
  };
  const request = {
    buildArgs: new Map<string, string>(),
    target: null,
    platform: "linux/amd64",
    reading: openReading,
  };
  const resolved = resolveBuild(parseDockerfile("Dockerfile", dockerfile), request);
  return createEnricher(defaultImagePolicy(), facts)(resolved, queriesToShow);
}

function checkBuild(build: EnrichedBuild, asOf: CalendarDate) {
  const rules = ruleset.map((rule) => ({ rule, level: "error" as const, options: rule.options }));
  const file = { path: build.path, absolute: "/tree/Dockerfile", repositoryPath: "Dockerfile" };
  const { findings, failures } = checkFile(
    {
      ...file,
      builds: [{ build, rules, isTargetRequired: false, supportWindow: defaultSupportWindow }],
    },
    {
      ...{ asOf, hash: (text) => text, settings: plainSettings(), ruleIds: [], baseline: null },
      wantsFixes: true,
      memo: createMemo(),
    },
  );
  expect(failures).toEqual([]);
  return findings;
}

function deeplyFrozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deeplyFrozen(part);
  return value;
}

describe("every recommendation", () => {
  const days = ["2024-06-01", "2026-11-23", "2027-04-02", "2027-11-01", "2028-11-01"];
  const unknownNames = [
    "azureml/minimal-py310-inference",
    "azureml/minimal-ubuntu18.04-py37-cpu-inferences",
    "azureml/minimal-py312-gpu-inference",
    "azureml/minimal-ubuntu20.04-py38-cuda11.6.2-inference",
    "azureml/curated/minimal-py39-cuda12.4-inference",
    "azureml/tensorflow-2.8-ubuntu20.04-py38-cpu-inference",
    "azureml/anything-inference",
  ];
  const repositories = [...catalogue.inferenceRepositories, ...unknownNames];

  test.each(repositories)("from %s", async (repository) => {
    for (const day of days) await expectRecommendations(repository, calendarDate(day));
  });
});

/**
 * Suggestions are current images, of the same processor, and say which framework they lack: to be installed only where it can be.
 */
async function expectRecommendations(repository: string, asOf: CalendarDate): Promise<void> {
  const tags = ["latest", "20200101.v1", "20260101.v1"];
  const dockerfile = tags.map((tag) => `FROM mcr.microsoft.com/${repository}:${tag}\n`).join("");
  const build = await enriched(dockerfile, asOf);
  const own = build.images[0]?.facts;
  for (const finding of checkBuild(build, asOf)) {
    expectWellFormed(finding, dockerfile);
    const remedy = finding.message.remedy.text;
    for (const name of namedIn(remedy).filter((other) => other !== repository)) {
      expect(catalogue.inferenceRepositories).toContain(name);
      const [image] = (await enriched(`FROM mcr.microsoft.com/${name}\n`, asOf)).images;
      const { support, osCycle, pythonCycle, processor, framework } = image?.facts ?? {};
      const where = `${name} for ${repository} on ${asOf}`;
      expect(support && valueOf(support), where).toMatch(/^(?:listed|published|never-listed)$/);
      for (const cycle of [osCycle, pythonCycle])
        if (cycle?.endOfLife) expect(cycle.endOfLife >= asOf, `${where} is current`).toBe(true);
      if (own?.processor.known)
        expect(processor, where).toMatchObject({ value: own.processor.value });
      if (own?.framework && framework?.split(" ")[0] !== own.framework.split(" ")[0])
        expect(remedy, where).toContain(await lackOf(own.framework, image?.facts ?? null));
    }
  }
}

/** What a recommendation says of a framework that the image lacks. */
async function lackOf(framework: string, image: ImageFacts | null): Promise<string> {
  const { name, version } = packageOf(framework) ?? {};
  const python = image && valueOf(image.python);
  if (name === undefined || version == null || python === null) return `install ${framework} there`;
  const oldest = await catalogue.oldestWheel(name, python);
  if (oldest === null) return `install ${framework} there, if it has a wheel`;
  return compareNumbers(version, oldest.line) < 0
    ? `${name} ${version} has no wheel for Python ${python} (the oldest that has is ${oldest.line}): port`
    : `install ${name} ${version} there`;
}

/** Repositories of Microsoft's registry that a text names. */
function namedIn(text: string): readonly string[] {
  return [...text.matchAll(/mcr\.microsoft\.com\/([a-z0-9._/-]*[a-z0-9])/g)].map(
    ([, name = ""]) => name,
  );
}
