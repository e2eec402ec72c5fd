import { openReading } from "../../src/domain/build/reading.ts";
import { describe, expect, test } from "vitest";
import type { VariantResults } from "../../src/check/conclusive.ts";
import { conclusiveness } from "../../src/check/conclusive.ts";
import { createMemo } from "../../src/check/index.ts";
import { runRules } from "../../src/check/run-rules.ts";
import { defaultImagePolicy } from "../../src/config/index.ts";
import { unreadBuild } from "../../src/domain/build/without-stages.ts";
import { wholeLine } from "../../src/domain/build/region.ts";
import { defaultSupportWindow } from "../../src/domain/image/tag-age.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import type { EnrichedBuild } from "../../src/domain/build/enriched-build.ts";
import type { EnabledRule } from "../../src/domain/rule/run.ts";
import type { Settings } from "../../src/domain/settings/settings.ts";
import { createEnricher, queriesOf } from "../../src/enrich/index.ts";
import { parseDockerfile } from "../../src/parse/index.ts";
import { ruleset } from "../../src/pipeline/ruleset.ts";
import { resolveBuild } from "../../src/resolve/index.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { fakeRegistry } from "../support/fake-registry.ts";
import { frozenCatalogue } from "../support/frozen-catalogue.ts";
import { check } from "../support/rule-tester.ts";
import { enabledRules } from "../support/settings.ts";

// What it means that a rule reports nothing, where a file is built in several ways and one of them leaves a question open.

const mcr = "mcr.microsoft.com";
const py312 = `${mcr}/azureml/minimal-py312-inference`;
const py311 = `${mcr}/azureml/curated/minimal-py311-inference`;
const listed = `${mcr}/azureml/minimal-ubuntu22.04-py39-cuda11.8-gpu-inference`;

const asOf = calendarDate("2026-11-23");
const images = defaultImagePolicy();
const rules = enabledRules(() => ({}));

/** One way to build a file. */
interface Way {
  readonly args?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly rules?: readonly EnabledRule[];
}

async function enriched(dockerfile: string, { args = {}, target }: Way): Promise<EnrichedBuild> {
  const enrich = createEnricher(images, {
    sources: [frozenCatalogue],
    registry: null,
    onUnresolved: () => undefined,
    reference: frozenCatalogue,
    asOf,
    platform: "linux/amd64",
  });
  const resolved = resolveBuild(parseDockerfile("Dockerfile", dockerfile), {
    buildArgs: new Map(Object.entries(args)),
    target: target ?? null,
    platform: "linux/amd64",
    reading: openReading,
  });
  return enrich(resolved, queriesOf({ rules, supportWindow: defaultSupportWindow }));
}

function resultsOf(build: EnrichedBuild, enabled: readonly EnabledRule[] = rules): VariantResults {
  const variant = {
    rules: enabled,
    supportWindow: defaultSupportWindow,
    isTargetRequired: false,
  };
  const context = { asOf, images, memo: createMemo(), wantsFixes: false, path: "Dockerfile" };
  return { build, rules: enabled, ...runRules(variant, build, context) };
}

async function builtAs(dockerfile: string, ...ways: readonly Way[]) {
  const results: VariantResults[] = [];
  for (const way of ways)
    results.push(resultsOf(await enriched(dockerfile, way), way.rules ?? rules));
  return conclusiveness(results);
}

const everything = (): boolean => true;
const only = (id: string): readonly EnabledRule[] => rules.filter(({ rule }) => rule.id === id);
const without = (id: string): readonly EnabledRule[] => rules.filter(({ rule }) => rule.id !== id);

/** BuildKit refuses the file without a value, so there is no other reading of it than as unknown. */
const required = "${NAME:?}";
/** A user that only some builds give a value to. */
const userText = `ARG NAME\nFROM ${listed}:latest\nARG NAME\nUSER ${required}\n`;
const app: Way = { args: { NAME: "app" } };
const web: Way = { args: { NAME: "web" } };
const open: Way = {};

describe("a question of one build", () => {
  test.each<readonly [string, readonly Way[], boolean]>([
    ["no build leaves it open", [app], true],
    ["none of two", [app, web], true],
    ["the only one", [open], false],
    ["the first of two", [open, app], false],
    ["the last of two", [app, open], false],
    ["one of many", [app, web, open, app], false],
    ["all of them", [open, open], false],
  ])("decides for the file: %s", async (_, ways, isConclusive) => {
    const known = await builtAs(userText, ...ways);
    expect(known.isConclusive("root-user", everything)).toBe(isConclusive);
    expect(known.isConclusiveAt("root-user", "file")).toBe(isConclusive);
    // A question about the user concerns every line, also the one before it.
    expect(known.isConclusiveAt("root-user", wholeLine(2))).toBe(isConclusive);
    expect(known.isEnabled("root-user")).toBe(true);
  });

  test("leaves other rules conclusive", async () => {
    const known = await builtAs(userText, open, app);
    for (const id of ["eol-os", "stale-tag", "unlisted-image", "invalid-dockerfile"])
      expect([id, known.isConclusive(id, everything)]).toEqual([id, true]);
  });

  // The tag of the first image is given by one build only; the second is the same in both.
  const tagText = `ARG TAG\nFROM ${py312}:$TAG AS a\nFROM ${listed}:latest\nUSER dockeruser\n`;
  const given: Way = { args: { TAG: "20261001.v1" } };
  const isListed = (canonical: string | null): boolean => canonical === listed;

  test("about an image concerns its instruction and its image alone", async () => {
    const known = await builtAs(tagText, given, {});
    expect(known.isConclusiveAt("stale-tag", wholeLine(2))).toBe(false);
    expect(known.isConclusiveAt("stale-tag", wholeLine(3))).toBe(true);
    expect(known.isConclusiveAt("stale-tag", wholeLine(4))).toBe(true);
    expect(known.isConclusiveAt("stale-tag", "file")).toBe(false);
    expect(known.isConclusive("stale-tag", everything)).toBe(false);
    expect(known.isConclusive("stale-tag", isListed)).toBe(true);
  });

  test("about an image that nobody knows concerns every image", async () => {
    const text = `ARG NAME\nFROM ${mcr}/azureml/$NAME:latest AS a\nFROM ${listed}:latest\nUSER dockeruser\n`;
    const known = await builtAs(text, { args: { NAME: "minimal-py312-inference" } }, {});
    expect(known.isConclusive("eol-os", isListed)).toBe(false);
    expect(known.isConclusiveAt("eol-os", wholeLine(3))).toBe(true);
  });

  test("of a target that does not depend on it", async () => {
    const text = `ARG NAME\nFROM ${py312}:latest AS a\nARG NAME\nUSER $NAME\nFROM ${py312}:latest AS b\nUSER app\n`;
    expect((await builtAs(text, { target: "b" })).isConclusive("root-user", everything)).toBe(true);
    const both = await builtAs(text, { target: "b" }, { target: "a" });
    expect(both.isConclusive("root-user", everything)).toBe(false);
  });
});

describe("the rules that report questions", () => {
  test("are inconclusive where one build leaves something that another run may leave open", async () => {
    const known = await builtAs(userText, app, open);
    // Who runs the build gives the argument: another run of the same file has the same question.
    expect(known.isConclusive("unverified-image", everything)).toBe(true);
    const text = `ARG NAME\nFROM ${mcr}/azureml/$NAME:latest\nUSER app\n`;
    const given: Way = { args: { NAME: "minimal-py312-inference" } };
    const other = await builtAs(text, given, {});
    expect(other.isConclusiveAt("unverified-image", wholeLine(2))).toBe(false);
    expect(other.isConclusiveAt("unverified-image", wholeLine(3))).toBe(true);
    const silent: Way = { ...given, rules: only("unverified-image") };
    for (const ways of [
      [silent, {}],
      [{}, silent],
    ]) {
      const both = await builtAs(text, ...ways);
      expect(both.isConclusiveAt("unverified-image", wholeLine(2))).toBe(false);
    }
    const alone = await builtAs(text, silent);
    expect(alone.isConclusiveAt("unverified-image", wholeLine(2))).toBe(true);
  });

  test("count questions of rules that run for nothing else", async () => {
    const asking = only("root-user").map((enabled) => ({ ...enabled, questionsOnly: true }));
    const way: Way = { ...open, rules: [...asking, ...only("unverified-image")] };
    const known = await builtAs(userText, way);
    expect(known.isEnabled("root-user")).toBe(false);
    expect(known.isConclusive("root-user", everything)).toBe(false);
    expect(known.isEnabled("unverified-image")).toBe(true);
  });
});

describe("a rule that does not run in every build", () => {
  test("is enabled, and its questions are those of the builds in which it runs", async () => {
    const known = await builtAs(userText, { ...open, rules: without("root-user") }, app);
    expect(known.isEnabled("root-user")).toBe(true);
    expect(known.isConclusive("root-user", everything)).toBe(true);
    const other = await builtAs(userText, { ...app, rules: without("root-user") }, open);
    expect(other.isConclusive("root-user", everything)).toBe(false);
  });

  test("and only asks in another, is inconclusive where that one leaves a question", async () => {
    const asking = rules.map((enabled) =>
      enabled.rule.id === "root-user" ? { ...enabled, questionsOnly: true } : enabled,
    );
    const known = await builtAs(userText, app, { ...open, rules: asking });
    expect(known.isEnabled("root-user")).toBe(true);
    expect(known.isConclusive("root-user", everything)).toBe(false);
  });

  test("is not conclusive where no build has it", async () => {
    const known = await builtAs(userText, { ...app, rules: without("root-user") });
    expect(known.isEnabled("root-user")).toBe(false);
    expect(known.isConclusive("root-user", everything)).toBe(false);
    expect(known.isConclusiveAt("root-user", "file")).toBe(false);
    expect(known.isConclusive("no-such-rule", everything)).toBe(false);
  });
});

describe("one build that says nothing", () => {
  const failing = (rule: Rule): Rule => ({
    ...rule,
    check: () => {
      throw new RangeError("a defect");
    },
  });

  test("because a rule failed in it makes that rule inconclusive, and no other", async () => {
    const failed = rules.map((enabled) =>
      enabled.rule.id === "eol-os" ? { ...enabled, rule: failing(enabled.rule) } : enabled,
    );
    for (const ways of [
      [app, { ...web, rules: failed }],
      [{ ...web, rules: failed }, app],
    ]) {
      const known = await builtAs(userText, ...ways);
      expect(known.isConclusive("eol-os", everything)).toBe(false);
      expect(known.isConclusiveAt("eol-os", wholeLine(2))).toBe(false);
      expect(known.isConclusive("root-user", everything)).toBe(true);
    }
  });

  test("because it was not read makes every rule inconclusive", async () => {
    const read = resultsOf(await enriched(userText, app));
    const unread = resultsOf({
      ...unreadBuild("Dockerfile", "too large"),
      stages: [],
      images: [],
      namesInference: false,
      environments: [],
    });
    for (const results of [
      [read, unread],
      [unread, read],
    ])
      for (const { rule } of rules)
        expect(conclusiveness(results).isConclusive(rule.id, everything)).toBe(false);
  });
});

describe("a suppression", () => {
  const suppressing = `# inferlint: ignore-file[root-user] -- known\n${userText}`;
  const variantOf = ({ args = {} }: Way) => ({
    rules,
    supportWindow: defaultSupportWindow,
    buildArgs: new Map(Object.entries(args)),
    target: null,
    isTargetRequired: false,
  });
  const reported = async (
    dockerfile: string,
    ways: readonly [Way, ...Way[]],
  ): Promise<readonly string[]> => {
    const [first, ...others] = ways;
    const buildsOf: Settings["buildsOf"] = () => [variantOf(first), ...others.map(variantOf)];
    const { findings } = await check({ dockerfile, settings: { buildsOf } });
    return findings
      .filter(({ ruleId }) => ruleId === "unused-suppression" || ruleId === "root-user")
      .map(({ ruleId, suppressed }) => `${ruleId}${suppressed ? " suppressed" : ""}`);
  };
  const root: Way = { args: { NAME: "root" } };

  test.each<readonly [string, readonly [Way, ...Way[]], readonly string[]]>([
    ["that no build needs is unused", [app, web], ["unused-suppression"]],
    ["that one build may need is not", [app, open], []],
    ["that the first build may need is not", [open, app], []],
    ["that one build needs is used", [app, root], ["root-user suppressed"]],
    ["that one needs and one may need is used", [open, root], ["root-user suppressed"]],
  ])("%s", async (_, ways, expected) => {
    expect(await reported(suppressing, ways)).toEqual(expected);
  });

  test("of the note about the question is used if one build has it", async () => {
    const noted = `# inferlint: ignore-file[unverified-image] -- known\n${userText}`;
    const buildsOf: Settings["buildsOf"] = () => [variantOf(app), variantOf(open)];
    const { findings } = await check({ dockerfile: noted, settings: { buildsOf } });
    expect(
      findings
        .filter(({ ruleId }) => ["unverified-image", "unused-suppression"].includes(ruleId))
        .map(({ ruleId, suppressed }) => [ruleId, suppressed?.justification]),
    ).toEqual([["unverified-image", "known"]]);
  });
});

test("a suppression in a stage that only --target builds is not unused", async () => {
  const comment = "# inferlint: ignore[root-user] -- known";
  const dockerfile = `FROM ${py312}:latest AS serve\n${comment}\nUSER root\nFROM ${py312}:latest AS last\n${comment}\nUSER app\n`;
  const unused = async (target: string | null): Promise<readonly number[]> => {
    const variant = { ...{ rules, target }, supportWindow: defaultSupportWindow };
    const buildsOf: Settings["buildsOf"] = () => [
      { ...variant, buildArgs: new Map(), isTargetRequired: false },
    ];
    const { findings } = await check({ dockerfile, settings: { buildsOf } });
    return findings
      .filter(({ ruleId }) => ruleId === "unused-suppression")
      .map(({ region }) => region.startLine);
  };
  expect(await unused(null)).toEqual([5]);
  expect(await unused("last")).toEqual([5]);
  expect(await unused("serve")).toEqual([5]);
});

describe("a lookup of one build", () => {
  const text = `ARG TAG\nFROM ${py311}:$TAG\nUSER dockeruser\n`;
  const rejected = { kind: "unreachable", why: "it refused the connection" } as const;
  const unresolvedIn = async (...tags: readonly string[]): Promise<readonly string[]> => {
    const told: string[] = [];
    const variants = tags.map((TAG) => ({
      rules: only("unknown-tag"),
      supportWindow: defaultSupportWindow,
      buildArgs: new Map([["TAG", TAG]]),
      target: null,
      isTargetRequired: false,
    }));
    const [first, ...others] = variants;
    if (!first) throw new RangeError("no build");
    await check({
      dockerfile: text,
      registry: fakeRegistry({
        [py311]: { tags: ["57", "58"], images: { "9": rejected } },
      }),
      onUnresolved: (_, question, { kind }) => told.push(`${kind} ${question}`),
      settings: { rules: only("unknown-tag"), buildsOf: () => [first, ...others] },
    });
    return [...new Set(told)];
  };

  test("is unresolved for the run, whatever the others ask", async () => {
    expect(await unresolvedIn("57", "58")).toEqual([]);
    expect(await unresolvedIn("57", "9")).toEqual(["unreachable 9"]);
    expect(await unresolvedIn("9", "58", "9")).toEqual(["unreachable 9"]);
  });
});

test("the rules of these tests exist", () => {
  expect(only("root-user")).toHaveLength(1);
  expect(ruleset.map(({ id }) => id)).toEqual(expect.arrayContaining(["unknown-tag", "eol-os"]));
});
