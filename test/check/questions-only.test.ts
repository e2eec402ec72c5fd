import { expect, test } from "vitest";
import { ruleset } from "../../src/pipeline/ruleset.ts";
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
