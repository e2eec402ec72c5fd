import { describe, expect, test } from "vitest";
import type { RuleOptions } from "../../src/domain/rule/rule.ts";
import { checkEnvironment } from "../support/check-environment.ts";

// What rules say of an image that the name of a curated environment stands for: they name both, and lead to environments.

const registry = "azureml://registries/azureml/environments";
const old = (image: string): string => `azureml:AzureML-${image}-ubuntu18.04-py37-cpu-inference`;
const floating = { "floating-tag": {} };

interface Row {
  readonly written: string;
  readonly options?: Readonly<Record<string, RuleOptions>>;
  readonly asOf?: string;
  readonly rule: string;
  /** Part of the message and the remedy. */
  readonly says: string | readonly string[];
  /** Nothing where there is no fix. */
  readonly fixed?: string;
}

const fails: readonly Row[] = [
  {
    written: "azureml:AzureML-minimal-py311-inference:10",
    rule: "stale-tag",
    says: [
      "'environment AzureML-minimal-py311-inference:10 (image mcr.microsoft.com/azureml/curated/minimal-py311-inference:10)' was published on 2024-07-31",
      "Use environment AzureML-minimal-py311-inference@latest (",
      "or AzureML-minimal-py311-inference:56, which is in the support window.",
    ],
    fixed: "azureml:AzureML-minimal-py311-inference:56",
  },
  {
    written: `${registry}/minimal-py311-inference/versions/10`,
    rule: "stale-tag",
    says: ["environment minimal-py311-inference:10", "environment minimal-py311-inference@latest"],
    fixed: `${registry}/minimal-py311-inference/versions/56`,
  },
  {
    written: "azureml:AzureML-minimal-py311-inference:10",
    options: floating,
    rule: "stale-tag",
    says: "Use environment AzureML-minimal-py311-inference:56 (",
    fixed: "azureml:AzureML-minimal-py311-inference:56",
  },
  {
    written: "azureml:AzureML-minimal-py311-inference:0.1",
    rule: "unverified-tag",
    says: [
      "'environment AzureML-minimal-py311-inference:0.1 (image ",
      "may not exist",
      "Use environment AzureML-minimal-py311-inference@latest",
    ],
  },
  {
    written: "azureml:AzureML-foundation-model-inference:90",
    rule: "unverified-tag",
    says: "'environment AzureML-foundation-model-inference:90 (image ",
  },
  {
    written: "azureml:AzureML-minimal-py311-inference:9999",
    rule: "unverified-image",
    says: "'environment AzureML-minimal-py311-inference:9999 (image ",
  },
  {
    written: "azureml:AzureML-minimal-py311-inference@latest",
    options: floating,
    rule: "floating-tag",
    says: [
      "'environment AzureML-minimal-py311-inference@latest (image ",
      "Pin version 56 of the environment, the newest that is known.",
    ],
  },
  {
    written: "azureml:AzureML-minimal-py311-inference",
    options: floating,
    rule: "floating-tag",
    says: "changes with each of Microsoft's releases. Pin version 56 of the environment",
  },
  {
    written: "azureml:AzureML-mlflow-py39-inference@latest",
    rule: "unsupported-image",
    says: [
      "Microsoft withdrew 'environment AzureML-mlflow-py39-inference@latest (image ",
      "Move to environment AzureML-mlflow-py312-inference@latest (",
    ],
  },
  {
    written: `${registry}/minimal-py39-inference/labels/latest`,
    rule: "eol-os",
    says: "Move to environment minimal-py311-inference@latest (",
  },
  {
    written: old("minimal"),
    rule: "eol-python",
    says: "Move to an environment with the image mcr.microsoft.com/azureml/minimal-py312-inference:latest, as Microsoft's examples did",
  },
  {
    written: `${old("mlflow")}:4`,
    rule: "eol-os",
    says: [
      "'environment AzureML-mlflow-ubuntu18.04-py37-cpu-inference:4 (image mcr.microsoft.com/azureml/mlflow-ubuntu18.04-py37-cpu-inference)'",
      "Move to environment AzureML-mlflow-py312-inference@latest (",
    ],
    fixed: "azureml:AzureML-mlflow-py312-inference@latest",
  },
  {
    written: `${old("mlflow")}@latest`,
    options: floating,
    rule: "eol-os",
    says: "Move to environment AzureML-mlflow-py312-inference:43 (",
    fixed: "azureml:AzureML-mlflow-py312-inference:43",
  },
  {
    written: `${old("mlflow")}:4`,
    rule: "unlisted-image",
    says: "Microsoft does not list 'environment AzureML-mlflow-ubuntu18.04-py37-cpu-inference:4 (image ",
  },
  {
    written: `${old("sklearn-0.24.1")}:10`,
    rule: "unsupported-image",
    says: "port the model to scikit-learn 1.3 or newer, and build on mcr.microsoft.com/azureml/minimal-py312-inference:latest",
  },
  {
    written: "azureml:AzureML-foundation-model-inference:90",
    rule: "eol-python",
    says: "Move to an environment with the image mcr.microsoft.com/azureml/curated/minimal-py312-cuda12.4-inference:latest (",
  },
  {
    written: "azureml:AzureML-amelie-inference:1",
    rule: "unsupported-image",
    says: "or environment AzureML-minimal-py311-inference@latest (",
  },
  {
    written: "azureml:AzureML-minimal-py311-inference@latest",
    asOf: "2027-03-01",
    rule: "support-ending",
    says: "Support for Ubuntu 22.04 in 'environment AzureML-minimal-py311-inference@latest (image ",
  },
];

/** Name, and rules that are silent; all where none is named. */
const passes: readonly (readonly [string, readonly string[]])[] = [
  ["azureml:AzureML-minimal-py311-inference@latest", []],
  ["azureml:AzureML-minimal-py311-inference:56", []],
  [`${registry}/mlflow-py312-inference`, []],
  ["azureml:AzureML-minimal-py311-inference@sha256:0a", []],
  ["azureml:AzureML-minimal-py311-inference:{{ version }}", []],
  // Training is not checked unless it is asked for.
  ["azureml:AzureML-sklearn-1.5@latest", []],
  // No source knows their images.
  ["azureml:AzureML-AutoML@latest", []],
  ["azureml:AzureML-sklearn-0.24-ubuntu18.04-py37-cpu:22", []],
  [`${old("sklearn-0.24.1")}:10`, ["stale-tag", "unverified-tag", "unknown-tag", "floating-tag"]],
  [`${old("sklearn-0.24.1")}@latest`, ["stale-tag", "unverified-tag", "floating-tag"]],
  [old("mlflow"), ["stale-tag", "unverified-tag", "floating-tag", "unverified-image"]],
];

describe("an image that an environment stands for", () => {
  test.each(fails.map((row) => [`${row.written}, ${row.rule}`, row] as const))(
    "%s",
    async (_, { written, options, asOf, rule, says, fixed }) => {
      const verdicts = await checkEnvironment(written, options, asOf);
      const found = verdicts.filter((verdict) => verdict.rule === rule);
      expect(found).toHaveLength(1);
      for (const part of typeof says === "string" ? [says] : says)
        expect(found[0]?.text).toContain(part);
      expect(found[0]?.fixed ?? undefined).toBe(fixed);
      expect(found[0]?.image).toMatch(/^mcr\.microsoft\.com\/azureml\/[^{}]*$/);
    },
  );

  test.each(passes)("%s is silent", async (written, silent) => {
    const options = silent.length > 0 ? floating : {};
    const found = (await checkEnvironment(written, options)).map(({ rule }) => rule);
    if (silent.length === 0) expect(found).toEqual([]);
    else expect(found.filter((rule) => silent.includes(rule))).toEqual([]);
  });

  test("no fix makes an image of an environment", async () => {
    for (const { written, options, asOf } of fails)
      for (const { fixed } of await checkEnvironment(written, options, asOf))
        if (fixed !== null) expect(fixed).toMatch(/^azureml:/);
  });

  test("the evidence says why it is that image", async () => {
    const [finding] = await checkEnvironment(`${old("sklearn-0.24.1")}:10`);
    expect(finding?.evidence).toContainEqual({
      fact: "image of environment AzureML-sklearn-0.24.1-ubuntu18.04-py37-cpu-inference",
      value: "azureml/sklearn-0.24.1-ubuntu18.04-py37-cpu-inference",
      source:
        "changeworld/azure-docs.ja-jp@7cc7004352:includes/aml-inference-list-prebuilt-docker-images.md",
      asOf: "2021-10-07",
    });
  });
});
