import { expect, test } from "vitest";
import { ruleset } from "../../src/pipeline/ruleset.ts";
import { defaultSupportWindow } from "../../src/domain/image/tag-age.ts";
import type { Settings } from "../../src/domain/settings/settings.ts";
import { check } from "../support/rule-tester.ts";

// A rule that runs for its questions only reports nothing, whatever it could report.

const dockerfile = [
  "# inferlint: ignore[eol-os]",
  "FROM mcr.microsoft.com/azureml/minimal-py312-inference:20250916.v1",
  "FROM mcr.microsoft.com/azureml/tritonserver-inference:staging",
  "USER root",
  "",
].join("\n");

test.each(["unverified-tag", "unverified-image", "root-user"])(
  "only %s is reported",
  async (only) => {
    const rules = ruleset.map((rule) => ({
      rule,
      level: "warning" as const,
      options: rule.options,
      questionsOnly: rule.id !== only,
    }));
    const { findings } = await check({ dockerfile, settings: { rules } });
    expect(new Set(findings.map(({ ruleId }) => ruleId))).toEqual(new Set([only]));
  },
);

test("two targets that inherit one USER are two findings, each with its fix", async () => {
  const base = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
  const text = `FROM ${base} AS base\nUSER root\nFROM base AS a\nFROM base AS b\n`;
  const [rule] = ruleset.filter(({ id }) => id === "root-user");
  if (!rule) throw new Error("no root-user");
  const variant = {
    rules: [{ rule, level: "error" as const, options: {} }],
    supportWindow: defaultSupportWindow,
    buildArgs: new Map<string, string>(),
    isTargetRequired: false,
  };
  const buildsOf: Settings["buildsOf"] = () => [
    { ...variant, target: "a" },
    { ...variant, target: "b" },
  ];
  const { findings } = await check({ dockerfile: text, settings: { buildsOf } });
  expect(findings.map(({ fix }) => fix?.edits[0]?.region.startLine)).toEqual([3, 4]);
});
