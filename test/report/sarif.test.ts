import fc from "fast-check";
import type { Location, Log, Result, Run as SarifRun } from "sarif";
import { describe, expect, test } from "vitest";
import type { Level } from "../../src/domain/rule/finding.ts";
import { fileStart } from "../../src/domain/build/region.ts";
import type { Region } from "../../src/domain/build/region.ts";
import type { Run } from "../../src/domain/rule/run.ts";
import type { ReportOptions } from "../../src/report/reporter.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { toSarif } from "../../src/report/sarif/index.ts";
import { ruleset } from "../../src/pipeline/ruleset.ts";
import { lineHashes } from "../../src/report/line-hash.ts";
import { actingCharacters, azureCommands, githubCommands } from "../support/log-commands.ts";
import {
  buildFinding,
  buildSuppression,
  buildRule,
  buildRun,
  buildSources,
  enforce,
  regionOf,
  sampleRun,
  messageOf,
  templatesOf,
} from "../support/run.ts";

const text = "FROM a AS b\nCOPY --from=x --from=y . .\nUSER root\n";

test("the sample run", async () => {
  await expect(toSarif(sampleRun())).toMatchFileSnapshot("../../fixtures/reports/sample.sarif");
});

describe("the log", () => {
  test("is the same for the same run", () => {
    expect(toSarif(sampleRun())).toBe(toSarif(sampleRun()));
  });

  test("holds one successful run, without a path of this machine", () => {
    const log = JSON.parse(toSarif(sampleRun())) as Log;
    expect(log.runs).toHaveLength(1);
    const run = sarifRun(sampleRun());
    expect(run.invocations).toMatchObject([{ executionSuccessful: true }]);
    expect(run.originalUriBaseIds?.["%SRCROOT%"]).not.toHaveProperty("uri");
    expect(run).not.toHaveProperty("versionControlProvenance");
    expect(run).not.toHaveProperty("automationDetails");
    expect(toSarif(sampleRun())).not.toContain(process.cwd());
  });

  test("has the day of the run, of its facts, and the policy", () => {
    const catalogue = { catalogue: "2026-11-20" };
    const policy = { name: "gate.yaml", digest: "00ff" };
    const facts = { digest: "11ff", asOf: calendarDate("2026-11-22") };
    const configurations = [
      { path: "../.inferlint.yaml", repositoryPath: ".inferlint.yaml" },
      { path: ".inferlint.yaml", repositoryPath: "a/.inferlint.yaml" },
    ];
    const origins = { catalogue, policy, facts, configurations, commit: "abcd" };
    expect(sarifRun(buildRun(origins)).properties).toEqual({
      asOf: "2026-11-23",
      ...{ catalogue, policy, facts, commit: "abcd" },
      configuration: ".inferlint.yaml",
      configurations: [".inferlint.yaml", "a/.inferlint.yaml"],
    });
    expect(sarifRun(buildRun()).properties).toMatchObject({
      ...{ policy: null, facts: null, configuration: null, commit: null },
    });
  });

  test("has a category only where one is set, in the form that GitHub reads", () => {
    const idOf = (sarifCategory: string): string | undefined => {
      const log = JSON.parse(toSarif(sampleRun(), { sarifCategory })) as Log;
      return log.runs[0]?.automationDetails?.id;
    };
    expect(idOf("inferlint")).toBe("inferlint/");
    expect(idOf("/team:a/services")).toBe("/team:a/services/");
  });

  test("cannot make a CI log act, and keeps the values all the same", () => {
    const hostile = "x##vso[task.setvariable variable=PATH]/evil##[add-path]y\u009b2J\u202E";
    const run = runOf({ text: `FROM ${hostile}`, regions: [regionOf(`FROM ${hostile}`, hostile)] });
    const sarif = toSarif(run);
    expect(githubCommands(sarif)).toEqual([]);
    expect(azureCommands(sarif)).toEqual([]);
    expect(actingCharacters(sarif)).toEqual([]);
    expect(only(run).locations?.[0]?.physicalLocation?.region?.snippet?.text).toBe(hostile);
  });
});

describe("rules", () => {
  test("are all described, with and without results", () => {
    const rules = enforce(buildRule("eol-os"), buildRule("root-user"));
    expect(sarifRun(buildRun({ rules })).tool.driver.rules).toMatchObject([
      {
        id: "eol-os",
        name: "EolOs",
        helpUri: "https://github.com/inferlint/inferlint/blob/main/rules/eol-os/README.md",
      },
      { id: "root-user", name: "RootUser" },
    ]);
  });

  test.each<[Level, string]>([
    ["error", "error"],
    ["warning", "warning"],
    ["note", "recommendation"],
  ])("at level %s, set by configuration, say so", (level, severity) => {
    const rules = [{ rule: buildRule("floating-tag", { level: "off" }), level }];
    expect(sarifRun(buildRun({ rules })).tool.driver.rules).toMatchObject([
      { defaultConfiguration: { level }, properties: { "problem.severity": severity } },
    ]);
  });

  test("carry security-severity only where they have one, and no tag twice", () => {
    const rules = enforce(
      buildRule("a", { securitySeverity: "7.0", tags: ["x", "y", "x"] }),
      buildRule("b"),
    );
    const [a, b] = sarifRun(buildRun({ rules })).tool.driver.rules ?? [];
    expect(a?.properties).toMatchObject({ "security-severity": "7.0", tags: ["x", "y"] });
    expect(b?.properties).not.toHaveProperty("security-severity");
  });

  test("keep descriptions within GitHub's limit", () => {
    const rule = buildRule("a", { page: () => `# a\n\n${"long words ".repeat(200)}\n` });
    const [described] = sarifRun(buildRun({ rules: enforce(rule) })).tool.driver.rules ?? [];
    const description = described?.fullDescription?.text ?? "";
    expect(description.length).toBeLessThanOrEqual(1_024);
    expect(description).toMatch(/ long…$| words…$/);
  });

  test("have their page as help, without dead links and without saying it twice", () => {
    const page =
      "# a\n\nFinds `x`, see [b](../b/README.md).\n\n## Fix\n\n[Why](#why), [list](https://example.org/l), [root](../../SECURITY.md)\n";
    const rule = buildRule("a", { page: () => page });
    const [described] = sarifRun(buildRun({ rules: enforce(rule) })).tool.driver.rules ?? [];
    const home = "https://github.com/inferlint/inferlint/blob/main";
    expect(described?.fullDescription?.text).toBe("Finds x, see b.");
    expect(described?.help?.text).toBe(
      `What it finds, why it matters and how to fix it: ${home}/rules/a/README.md`,
    );
    expect(described?.help?.markdown).toBe(
      `# a\n\nFinds \`x\`, see [b](${home}/rules/b/README.md).\n\n## Fix\n\n[Why](${home}/rules/a/README.md#why), [list](https://example.org/l), [root](${home}/SECURITY.md)\n`,
    );
  });

  test.each(ruleset.map((rule) => [rule.id, rule] as const))(
    "of the product have no relative link in their help: %s",
    (_, rule) => {
      const [described] = sarifRun(buildRun({ rules: enforce(rule) })).tool.driver.rules ?? [];
      const targets = [...(described?.help?.markdown ?? "").matchAll(/\]\(([^)]*)\)/g)];
      expect(targets.filter(([, target = ""]) => !target.startsWith("https://"))).toEqual([]);
    },
  );

  test("double the braces that are no placeholders", () => {
    const templates = templatesOf("a", "Give ${X} a value, not {{x}}; '{0}' and {1}");
    const rule = buildRule("a", { messages: templates });
    const finding = buildFinding("a", fileStart, {
      message: messageOf(templates, "a", ["{0}", "q"], "Do otherwise."),
    });
    const run = buildRun({ rules: enforce(rule), findings: [finding] });
    expect(sarifRun(run).tool.driver.rules?.[0]?.messageStrings).toEqual({
      a: { text: "Give ${{X}} a value, not {{{{x}}}}; '{0}' and {1}. {2}." },
    });
    expect(only(run).message).toEqual({
      text: "Give ${X} a value, not {{x}}; '{0}' and q. Do otherwise.",
      id: "a",
      arguments: ["{0}", "q", "Do otherwise"],
    });
  });
});

describe("messages", () => {
  test("are the same as text and as template with arguments", () => {
    const templates = templatesOf("a", "'{1}' is not '{0}', {{1} says ${X}");
    const rule = buildRule("a", { messages: templates });
    const argument = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("{0}", "](", "{1}."));
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 3 }), argument, (args, remedy) => {
        const finding = buildFinding("a", fileStart, {
          message: messageOf(templates, "a", args, remedy),
        });
        const run = buildRun({ rules: enforce(rule), findings: [finding, finding] });
        const template = sarifRun(run).tool.driver.rules?.[0]?.messageStrings?.["a"]?.text ?? "";
        const { text: shown, arguments: values = [] } = only(run).message;
        expect(shown).toBe(filled(template, values));
      }),
    );
  });

  test("make no link of foreign text", () => {
    const about = "[harmless](https://example.com)";
    const run = buildRun({
      rules: enforce(buildRule("a")),
      findings: [buildFinding("a", fileStart, { about })],
      notifications: [{ level: "note", id: "n", message: about, path: null, region: null }],
    });
    expect(only(run).message.text).toContain(String.raw`[harmless\](https://example.com)`);
    expect(sarifRun(run).invocations?.[0]?.toolExecutionNotifications).toMatchObject([
      { message: { text: String.raw`[harmless\](https://example.com)` } },
    ]);
  });

  test("of a rule that is not enabled are text alone", () => {
    const result = only(buildRun({ findings: [buildFinding("a", fileStart)] }));
    expect(result.message).toEqual({ text: "It is a case of a. Do otherwise." });
    expect(result).not.toHaveProperty("ruleIndex");
  });
});

describe("results", () => {
  test("leave out suppressed findings", () => {
    const suppressed = buildSuppression();
    const run = buildRun({ findings: [buildFinding("a", fileStart, { suppressed })] });
    expect(results(run)).toEqual([]);
  });

  test("that are suppressed say by what: a comment, a configuration, or a policy outside", () => {
    const entry = {
      kind: "external",
      path: ".inferlint.yaml",
      region: regionOf(text, "a"),
    } as const;
    const findings = [
      buildFinding("a", fileStart, {
        suppressed: buildSuppression({ region: regionOf(text, "USER root") }),
      }),
      buildFinding("b", fileStart, { suppressed: buildSuppression(entry) }),
      buildFinding("c", fileStart, {
        suppressed: buildSuppression({ ...entry, source: "policy", path: "../policy.yaml" }),
      }),
      buildFinding("d", fileStart),
    ];
    const sources = buildSources({ Dockerfile: text, ".inferlint.yaml": "" }, "sub/");
    const shown = results(buildRun({ findings, sources }), { showSuppressed: true });
    const location = (uri: string, region: object) => ({
      physicalLocation: { artifactLocation: { uri, uriBaseId: "%SRCROOT%" }, region },
    });
    const region = { ...regionOf(text, "USER root"), snippet: { text: "USER root" } };
    const [own, other] = [{ kind: "inSource" }, { kind: "external" }];
    const accepted = { status: "accepted", justification: "j" };
    expect(shown.map(({ suppressions }) => suppressions)).toEqual([
      [{ ...own, ...accepted, location: location("sub/Dockerfile", region) }],
      [{ ...other, ...accepted, location: location("sub/.inferlint.yaml", regionOf(text, "a")) }],
      [{ ...other, ...accepted }],
      [],
    ]);
  });

  test("of one line name all that suppresses them", () => {
    const by = (line: number) =>
      buildSuppression({
        region: { startLine: line, startColumn: 1, endLine: line, endColumn: 2 },
      });
    const findings = [
      buildFinding("a", regionOf(text, "x"), { suppressed: by(1) }),
      buildFinding("a", regionOf(text, "y"), { suppressed: by(2) }),
    ];
    const shown = results(buildRun({ findings }), { showSuppressed: true });
    expect(shown.map(({ suppressions }) => suppressions?.length)).toEqual([2]);
  });

  test("carry GitHub's fingerprint and ours", () => {
    const run = runOf({ regions: [regionOf(text, "root")] });
    expect(only(run).partialFingerprints).toEqual({
      primaryLocationLineHash: lineHashes(text)(3),
      "inferlint/v1": "0123456789abcdef",
    });
  });

  test("of open questions are marked", () => {
    const findings = [buildFinding("a", fileStart, { kind: "open" }), buildFinding("b", fileStart)];
    const kinds = results(buildRun({ findings })).map(
      ({ properties }): unknown => properties?.["kind"],
    );
    expect(kinds).toEqual(["open", undefined]);
  });

  test("number related places", () => {
    const related = [
      { message: "the base", region: regionOf(text, "a") },
      { message: "the stage", region: regionOf(text, "b") },
    ];
    const finding = buildFinding("a", regionOf(text, "root"), { related });
    const run = buildRun({
      findings: [finding],
      sources: buildSources({ Dockerfile: text }, "svc/"),
    });
    expect(only(run).relatedLocations).toMatchObject([
      {
        id: 1,
        message: { text: "the base" },
        physicalLocation: {
          artifactLocation: { uri: "svc/Dockerfile", uriBaseId: "%SRCROOT%" },
          region: { startLine: 1, startColumn: 6, snippet: { text: "a" } },
        },
      },
      { id: 2, message: { text: "the stage" } },
    ]);
  });

  test("of one rule on one line are one, the others linked", () => {
    const fix = (name: string, region: Region) => ({
      fix: { safe: true, description: name, edits: [{ region, text: name }] },
    });
    const [x, y] = [regionOf(text, "x"), regionOf(text, "y")];
    const evidence = [{ fact: "f", value: "y", source: "s", asOf: null }];
    const run = buildRun({
      rules: enforce(buildRule("a")),
      findings: [
        buildFinding("a", x, {
          about: "x",
          related: [{ message: "the base", region: fileStart }],
          ...fix("u", x),
        }),
        buildFinding("a", y, { about: "y", evidence, ...fix("v", y) }),
      ],
      sources: buildSources({ Dockerfile: text }),
    });
    const result = only(run);
    expect(result.message.text).toBe(
      "x is a case of a. Do otherwise. Also on this line, at [column 22](2): y is a case of a. Do otherwise.",
    );
    expect(result.relatedLocations).toMatchObject([
      { id: 1, message: { text: "the base" } },
      {
        id: 2,
        message: { text: "y is a case of a. Do otherwise." },
        physicalLocation: { region: { startLine: 2, startColumn: 22, snippet: { text: "y" } } },
      },
    ]);
    expect(result.fixes?.map(({ description }) => description?.text)).toEqual(["u", "v"]);
    expect(result.properties?.["evidence"]).toEqual(evidence);
  });

  test("of other rules, lines or files stay apart", () => {
    const root = regionOf(text, "root");
    const findings = [
      buildFinding("a", root),
      buildFinding("a", regionOf(text, "x")),
      buildFinding("b", root),
      buildFinding("a", root, { path: "Dockerfile.b" }),
    ];
    expect(results(buildRun({ findings }))).toHaveLength(4);
  });

  test("name no more places than GitHub shows, however many there are on a line", () => {
    const many = Array.from({ length: 2_000 }, (_, index) =>
      buildFinding("a", { ...fileStart, startColumn: index + 1, endColumn: index + 2 }),
    );
    const related = Array.from({ length: 2_000 }, () => ({ message: "m", region: fileStart }));
    const result = only(buildRun({ findings: many }));
    expect(result.relatedLocations).toHaveLength(99);
    expect(result.message.text).toMatch(/And 1994 more on this line\.$/);
    const withRelated = only(
      buildRun({ findings: [buildFinding("a", fileStart, { related }), ...many] }),
    );
    expect(withRelated.relatedLocations).toHaveLength(99);
    expect(withRelated.message.text).toContain("(99)");
  });

  test("describe a fix once, and none without edits", () => {
    const region = regionOf(text, "root");
    const fix = { safe: true, description: "d", edits: [{ region, text: "app" }] };
    const findings = [
      buildFinding("a", region, { fix }),
      buildFinding("a", region, { fix }),
      buildFinding("b", region, { fix: { ...fix, edits: [] } }),
    ];
    const [a, b] = results(buildRun({ findings }));
    expect(a?.fixes).toHaveLength(1);
    expect(a?.fixes?.[0]?.artifactChanges).toEqual([
      {
        artifactLocation: { uri: "Dockerfile" },
        replacements: [{ deletedRegion: region, insertedContent: { text: "app" } }],
      },
    ]);
    expect(b).not.toHaveProperty("fixes");
  });

  test("past GitHub's limit are cut, the least severe first, and a notification says so", () => {
    const levels: readonly Level[] = ["note", "error", "warning"];
    const findings = Array.from({ length: 25_500 }, (_, index) =>
      buildFinding(
        "a",
        { startLine: index + 1, startColumn: 1, endLine: index + 1, endColumn: 2 },
        { level: levels[index % 3] ?? "note" },
      ),
    );
    const run = sarifRun(buildRun({ findings }));
    const kept = run.results ?? [];
    expect(kept).toHaveLength(25_000);
    expect(kept.filter(({ level }) => level === "note")).toHaveLength(8_000);
    const lines = kept.map((result) => location(result).region?.startLine ?? 0);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    expect(run.invocations).toMatchObject([
      {
        executionSuccessful: true,
        toolExecutionNotifications: [
          { level: "warning", descriptor: { id: "results-cut" }, message: {} },
        ],
      },
    ]);
    expect(JSON.stringify(run.invocations)).toContain("500 of the least severe results");
  });
});

describe("places", () => {
  test.each([
    ["a b/é#%?/Dockerfile", "a%20b/%C3%A9%23%25%3F/Dockerfile"],
    ["c:/[x]/{{y}}/D\\\n\u001b", "c%3A/%5Bx%5D/%7B%7By%7D%7D/D%5C%0A%1B"],
    ["\uD800/Dockerfile", "%EF%BF%BD/Dockerfile"],
    ["##vso[x]", "%23%23vso%5Bx%5D"],
  ])("%j is the uri %s", (path, uri) => {
    const run = runOf({ path, regions: [fileStart] });
    expect(location(only(run)).artifactLocation).toEqual({ uri, uriBaseId: "%SRCROOT%" });
  });

  test("without text have neither quotes nor GitHub's fingerprint, and no claim to a base", () => {
    const result = only(buildRun({ findings: [buildFinding("a", fileStart)] }));
    expect(result.locations).toEqual([
      { physicalLocation: { artifactLocation: { uri: "Dockerfile" }, region: fileStart } },
    ]);
    expect(result.partialFingerprints).not.toHaveProperty("primaryLocationLineHash");
  });

  const quotes: readonly [string, string, string, number, string][] = [
    ["two lines around", "1\n2\n3\n4 x\n5\n6\n7\n", "x", 1, "2\n3\n4 x\n5\n6"],
    ["fewer at the ends", "1 x\n2\n", "x", 1, "1 x\n2"],
    ["one line", "FROM x", "x", 1, "FROM x"],
    ["CRLF", "1\r\n2 x\r\n3\r\n", "x", 1, "1\r\n2 x\r\n3"],
    ["a byte order mark", "\uFEFFFROM x\n", "x", 1, "FROM x"],
    ["surrogate pairs", "RUN 😀 x y\n", "x", 1, "RUN 😀 x y"],
    [
      "no more than its own line where the others are long",
      `FROM x\n${"y".repeat(5_000)}\n`,
      "x",
      1,
      "FROM x",
    ],
  ];
  test.each(quotes)("are quoted with their context: %s", (_, source, part, occurrence, context) => {
    const region = regionOf(source, part, occurrence);
    const found = location(only(runOf({ text: source, regions: [region] })));
    expect(found.region).toEqual({ ...region, snippet: { text: part } });
    expect(found.contextRegion?.snippet?.text).toBe(context);
  });

  test.each<[string, string, Region]>([
    ["a region that is the whole file", "FROM a\n", regionOf("FROM a\n", "FROM a")],
    ["an empty file", "", fileStart],
    ["a line of a megabyte", `FROM x ${"y".repeat(1 << 20)}`, regionOf("FROM x", "x")],
    [
      "a place past the end",
      "FROM a\n",
      { startLine: 2, startColumn: 1, endLine: 2, endColumn: 1 },
    ],
  ])("have no context: %s", (_, source, region) => {
    expect(location(only(runOf({ text: source, regions: [region] })))).not.toHaveProperty(
      "contextRegion",
    );
  });

  test("are not quoted where that would copy a huge token", () => {
    const huge = "x".repeat(100_000);
    const run = runOf({ text: `FROM ${huge}`, regions: [regionOf(`FROM ${huge}`, huge)] });
    expect(location(only(run)).region).not.toHaveProperty("snippet");
  });

  test("of notifications are in the repository where that is known", () => {
    const notifications = ["Dockerfile", "other/Dockerfile"].map((path) => ({
      level: "warning" as const,
      id: "n",
      message: "It is so.",
      path,
      region: null,
    }));
    const run = buildRun({ notifications, sources: buildSources({ Dockerfile: text }, "svc/") });
    expect(
      sarifRun(run).invocations?.[0]?.toolExecutionNotifications?.map(
        ({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation,
      ),
    ).toEqual([{ uri: "svc/Dockerfile", uriBaseId: "%SRCROOT%" }, { uri: "other/Dockerfile" }]);
  });
});

/** A run with one finding at each region of one file. */
function runOf(parts: {
  readonly text?: string;
  readonly path?: string;
  readonly regions: readonly Region[];
}): Run {
  const { text: source = text, path = "Dockerfile", regions } = parts;
  return buildRun({
    rules: enforce(buildRule("a")),
    findings: regions.map((region) => buildFinding("a", region, { path })),
    sources: buildSources({ [path]: source }),
  });
}

function sarifRun(run: Run, options?: Partial<ReportOptions>): SarifRun {
  const [only] = (JSON.parse(toSarif(run, options)) as Log).runs;
  if (!only) throw new Error("no run");
  return only;
}

function results(run: Run, options?: Partial<ReportOptions>): readonly Result[] {
  return sarifRun(run, options).results ?? [];
}

function only(run: Run): Result {
  const [result, ...more] = results(run);
  if (!result || more.length > 0) throw new Error(`${more.length + 1} results, not one`);
  return result;
}

function location(result: Result): NonNullable<Location["physicalLocation"]> {
  const found = result.locations?.[0]?.physicalLocation;
  if (!found) throw new Error("no place");
  return found;
}

/** What a viewer makes of a template (SARIF §3.11.5). */
function filled(template: string, args: readonly string[]): string {
  return template.replace(/\{\{|\}\}|\{(\d+)\}/g, (part, index?: string) =>
    index === undefined ? part.slice(1) : (args[Number(index)] ?? ""),
  );
}
