import { describe, expect, test } from "vitest";
import type { CommandLineSettings, ConfigFile } from "../../src/config/index.ts";
import {
  effectiveSettings,
  emptyCommandLine,
  resolveSettings,
  resolveSources,
} from "../../src/config/index.ts";
import { loadConfig } from "../../src/config/schema/load-config.ts";
import type { SettingSources } from "../../src/config/settings/setting-sources.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { problemsOf } from "../support/configs.ts";
import { buildRule } from "../support/run.ts";

const stable = buildRule("eol-os");
const old = buildRule("floating-tag", { status: "deprecated" });
const preview = buildRule("image-label", { status: "preview", level: "warning" });
const asker = buildRule("unverified-tag", { questionsFrom: ["image-label"] });
const rules = [stable, old, preview, asker];

interface Layers {
  readonly policy?: string;
  readonly config?: string;
  readonly commandLine?: Partial<CommandLineSettings>;
}

function load(text: string | undefined, role: "policy" | "repository"): ConfigFile | null {
  if (text === undefined) return null;
  const path = `${role}.yaml`;
  const where = { path, absolute: `/repo/${path}`, base: "/repo", role };
  return loadConfig(new TextEncoder().encode(text), where, rules);
}

function sources({ policy, config, commandLine }: Layers): SettingSources {
  return {
    rules,
    policy: load(policy, "policy"),
    config: load(config, "repository"),
    commandLine: { ...emptyCommandLine, ...commandLine },
    asOf: calendarDate("2026-11-23"),
  };
}

/** The rules that run, with those that run for their questions only. */
function running(layers: Layers): readonly string[] {
  const [{ rules: enabled }] = resolveSettings(sources(layers)).buildsOf("/repo/Dockerfile");
  return enabled.map(({ rule }) => rule.id).sort();
}

function notices(layers: Layers): readonly string[] {
  return resolveSettings(sources(layers)).rejections.map(
    ({ id, path, region, message }) =>
      `${id} ${path ?? ""}:${region?.startLine ?? ""}:${region?.startColumn ?? ""} ${message}`,
  );
}

const without = ["eol-os", "floating-tag", "unverified-tag"];
const all = ["eol-os", "floating-tag", "image-label", "unverified-tag"];

describe("preview rules run", () => {
  test.each<readonly [string, Layers, readonly string[]]>([
    ["not by default", {}, without],
    ["not where it says false", { config: "preview: false\n" }, without],
    ["where the configuration says so", { config: "preview: true\n" }, all],
    ["where the policy says so", { policy: "preview: true\n" }, all],
    [
      "where the policy says so, whatever the repository says",
      { policy: "preview: true\n", config: "preview: false\n" },
      all,
    ],
    [
      "where the repository says so, whatever the policy says",
      { policy: "preview: false\n", config: "preview: true\n" },
      all,
    ],
    [
      "not because a configuration sets a level",
      { config: "rules: { image-label: error }\n" },
      without,
    ],
    [
      "not because an override does",
      { config: "overrides: [{ files: ['**'], rules: { image-label: error } }]\n" },
      without,
    ],
    [
      "not because an option does",
      { commandLine: { levels: new Map([["image-label", "error"]]) } },
      without,
    ],
  ])("%s", (_, layers, expected) => {
    expect(running(layers)).toEqual(expected);
    const { rules: reporting } = resolveSettings(sources(layers));
    expect(reporting.map(({ rule }) => rule.id)).toEqual(expected);
  });
});

const notRun =
  "image-label is a preview rule and does not run: set preview: true in the configuration or the policy.";

describe("a preview rule that something wants to run is named", () => {
  test.each<readonly [string, Layers, readonly string[]]>([
    ["nothing wants it", {}, []],
    ["it runs", { config: "preview: true\nrules: { image-label: error }\n" }, []],
    ["it is off", { config: "rules: { image-label: off }\n" }, []],
    [
      "a configuration",
      { config: "rules:\n  image-label: error\n" },
      [`preview-rule repository.yaml:2:16 ${notRun}`],
    ],
    [
      "a policy",
      { policy: "rules:\n  image-label: error\n" },
      [`preview-rule policy.yaml:2:16 ${notRun}`],
    ],
    [
      "an override",
      { config: "overrides:\n  - files: [a]\n    rules: { image-label: note }\n" },
      [`preview-rule repository.yaml:3:27 ${notRun}`],
    ],
    [
      "--rule",
      { commandLine: { levels: new Map([["image-label", "error"]]) } },
      [`preview-rule :: ${notRun}`],
    ],
    ["--rule with off", { commandLine: { levels: new Map([["image-label", "off"]]) } }, []],
    [
      "--only, beside others",
      { commandLine: { only: ["eol-os", "image-label"] } },
      [`preview-rule :: ${notRun}`],
    ],
  ])("%s", (_, layers, expected) => {
    expect(notices(layers)).toEqual(expected);
  });

  test("--only with nothing else is an error, since nothing would be checked", () => {
    const only = { commandLine: { only: ["image-label"] } };
    expect(() => resolveSettings(sources(only))).toThrow(
      "--only image-label: image-label is a preview rule and does not run: set preview: true",
    );
    expect(running({ ...only, config: "preview: true\n" })).toContain("image-label");
  });
});

test("a repository cannot turn off what its policy turns on, and is told so", () => {
  expect(notices({ policy: "preview: true\n", config: "preview: false\n" })).toEqual([
    "policy-rejected repository.yaml:1:10 preview: false has no effect, because the policy turns preview rules on.",
  ]);
});

test("inferlint config shows the setting, and preview rules only where they run", () => {
  const shown = (layers: Layers): readonly string[] =>
    effectiveSettings(resolveSources(sources(layers)), null).map(
      ({ key, value, source }) => `${key.join(".")} ${JSON.stringify(value)} ${source}`,
    );
  expect(shown({})).toContain("preview false default");
  expect(shown({}).join("\n")).not.toContain("image-label");
  const on = shown({ policy: "preview: true\n", config: "preview: false\n" });
  expect(on).toContain("preview true policy");
  expect(on).toContain('rules.image-label.level "warning" default');
});

test("preview must be true or false, at the top level", () => {
  expect(problemsOf("preview: yes please\n")).toMatchObject([
    { message: 'preview must be true or false, not "yes please"' },
  ]);
  expect(problemsOf("overrides: [{ files: [a], preview: true }]\n")).toMatchObject([
    { message: "unknown key preview in overrides[0]; it belongs at the top level" },
  ]);
});
