import { describe, expect, test } from "vitest";
import type { ImagePolicy } from "../../src/domain/image/image-policy.ts";
import { unresolvedPart as unknown } from "../../src/shell/unresolved.ts";
import { findReference } from "../../src/sources/find-reference.ts";
import type { FoundRun } from "../../src/sources/source-reading.ts";

const policy: ImagePolicy = {
  isInference: (repository) => /^azureml\/.*inference/.test(repository),
  usesCatalogue: true,
  roots: ["azureml/"],
  infix: "inference",
  mirrors: [
    { prefix: "contoso.azurecr.io/mcr/azureml", instead: "mcr.microsoft.com/azureml" },
    { prefix: "docker.io/contoso", instead: "mcr.microsoft.com/azureml" },
  ],
};
const context = { policy, mayName: (text: string) => /azureml|contoso/i.test(text) };
const run: FoundRun = {
  serves: false,
  conda: null,
  user: null,
  forbidsRoot: false,
  userSetting: null,
};

function isFound(text: string, own: { run?: FoundRun | null; name?: string } = {}): boolean {
  const value = {
    text: text.replaceAll("?", unknown),
    unknown: (text.match(/\?/g) ?? []).map((_, index) => `$V${index}`),
    span: { start: 0, end: text.length },
  };
  return findReference(value, context, { run: null, ...own }) !== null;
}

// `?` is an unknown value.
describe("what is found", () => {
  test.each([
    "mcr.microsoft.com/azureml/minimal-py312-inference:1",
    "mcr.microsoft.com/azureml/?",
    "mcr.microsoft.com:443/azureml/?-inference",
    "MCR.microsoft.com/azureml/?",
    "m?/azureml/minimal-py312-inference:1",
    "?/azureml/minimal-py312-inference",
    "?/azureml/minimal-py312-inference:?",
    "?/azureml/?:?",
    "?azureml/inference-base:latest",
    "?/azureml/inference-base@?",
    "?/azureml/minimal-ubuntu22.04-inference",
    "contoso.azurecr.io/mcr/azureml/?",
    "contoso/?:1",
    "other.azurecr.io/azureml/minimal-py312-inference:1",
    "other.azurecr.io/mirror/azureml/minimal-py312-inference:?",
  ])("%s", (text) => {
    expect(isFound(text)).toBe(true);
  });

  test.each<[string, { run?: FoundRun; name?: string }]>([
    ["?/azureml/inference-base", { run }],
    ["?/azureml/?", { run }],
    ["?/azureml/inference-base", { name: "BASE_IMAGE" }],
    ["?/azureml/?", { name: "container" }],
    ["?/azureml/inference-base", { name: "base" }],
  ])("%s where it is an image, %o", (text, own) => {
    expect(isFound(text, own)).toBe(true);
  });
});

describe("what is a name or a path of something else", () => {
  test.each([
    "azureml-?",
    "azureml-inference-?",
    "azureml/?/inference",
    "AZUREML_PARAMETER_?",
    "_azureml.inference.?",
    "other.azurecr.io/azureml-?/inference",
    "?/workflows/azureml/run-inference.sh",
    "?/azureml/inference",
    "?/azureml/batch-inference/score.py",
    "?/azureml/?",
    "?/azureml-inference.yaml",
    "amlarc.azureml.com/v1alpha1",
    "amlarc.azureml.com/inference-v1",
    "Azure/azureml-assets.wiki",
    "Azure/azureml-inference",
  ])("%s", (text) => {
    expect(isFound(text)).toBe(false);
  });

  test.each(["base_dir", "INFERENCE_DIR", "basePath"])("?/azureml/inference of %s", (name) => {
    expect(isFound("?/azureml/inference", { name })).toBe(false);
  });
});
