import { describe, expect, test } from "vitest";
import { readAzuremlName } from "../../../src/domain/image/azureml-name.ts";
import { scripts } from "../scripts.ts";

const { azuremlRepositoryOf, dropsFramework, familyOf, frameworkInParent, processorOf } = scripts;

test.each([
  ["azureml/minimal-py312-inference", "inference"],
  ["azureml/inference-base-2204", "inference-base"],
  ["azureml/curated/minimal-py311-inference", "curated-inference"],
  ["azureml/curated/acpt-pytorch-2.2-cuda12.1", "acpt"],
  ["azureml/curated/sklearn-1.5", "curated"],
  ["azureml/aifx/stable-ubuntu2004-cu117-py38-torch200", "acpt"],
  ["azureml/promptflow/promptflow-runtime", "promptflow"],
  ["azureml/openmpi4.1.0-ubuntu22.04", "base"],
  ["azureml/intelmpi2018.3-ubuntu16.04", "base"],
  ["azureml/base", "base"],
  ["azureml/base-gpu", "base"],
  ["azureml/ubuntu16.04", null],
  ["azureml/base-lite", null],
])("%s is of family %s", (name, family) => {
  expect(familyOf(name)).toBe(family);
});

test.each([
  ["azureml/openmpi4.1.0-ubuntu22.04", "cpu"],
  ["azureml/openmpi5.0-cuda12.4-ubuntu22.04", "gpu"],
  ["azureml/inference-base-2204", "cpu"],
  ["azureml/inference-base-gpu-2004", "gpu"],
  ["azureml/minimal-py312-inference", null],
])("%s is for %s", (name, processor) => {
  expect(processorOf(name, readAzuremlName)).toBe(processor);
});

test.each([
  [
    "mcr.microsoft.com/aifx/acpt/stable-ubuntu2204-cu126-py310-torch280:biweekly.202607.1",
    "pytorch 2.8",
  ],
  ["mcr.microsoft.com/azureml/aifx/stable-ubuntu2004-cu113-py38-torch1102", "pytorch 1.10"],
  ["mcr.microsoft.com/aifx/acpt/stable-ubuntu2004-cu121-py310-torch22x@sha256:0", "pytorch 2.2"],
  ["nvidia/cuda:12.1.1-devel-ubuntu20.04", null],
  [null, null],
])("parent %s has %s", (parent, framework) => {
  expect(frameworkInParent(parent)).toBe(framework);
});

test.each([
  [
    "mcr.microsoft.com/azureml/openmpi5.0-ubuntu24.04:20260715.v1",
    "azureml/openmpi5.0-ubuntu24.04",
  ],
  ["azureml/base", "azureml/base"],
  ["mcr.microsoft.com/aifx/acpt/x:1", null],
  ["evil.example/azureml/base", null],
  [null, null],
])("%s names %s", (reference, repository) => {
  expect(azuremlRepositoryOf(reference)).toBe(repository);
});

describe("a framework is dropped", () => {
  test.each([
    ["mlflow + huggingface", "mlflow", true],
    ["mlflow 1.0", "mlflow", false],
    [undefined, undefined, false],
    ["pytorch 1.9", undefined, true],
  ])("from %s to %s: %s", (from, to, drops) => {
    expect(dropsFramework(from, to)).toBe(drops);
  });
});
