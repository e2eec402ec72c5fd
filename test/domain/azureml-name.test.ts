import { describe, expect, test } from "vitest";
import { readAzuremlName, type NameFacts } from "../../src/domain/image/azureml-name.ts";

const nothing: NameFacts = { os: null, python: null, cuda: null, processor: null, framework: null };

describe("reads the three forms of names", () => {
  test.each<[string, Partial<NameFacts>]>([
    [
      "azureml/minimal-ubuntu20.04-py38-cpu-inference",
      { os: "ubuntu20.04", python: "3.8", processor: "cpu" },
    ],
    [
      "azureml/minimal-ubuntu20.04-py38-cuda11.6.2-gpu-inference",
      { os: "ubuntu20.04", python: "3.8", cuda: "11.6.2", processor: "gpu" },
    ],
    [
      "azureml/tensorflow-2.4-ubuntu18.04-py37-cuda11.0.3-gpu-inference",
      {
        os: "ubuntu18.04",
        python: "3.7",
        cuda: "11.0.3",
        processor: "gpu",
        framework: "tensorflow 2.4",
      },
    ],
    [
      "azureml/curated/minimal-py312-cuda12.4-inference",
      { python: "3.12", cuda: "12.4", processor: "gpu" },
    ],
    ["azureml/curated/mlflow-py312-inference", { python: "3.12", framework: "mlflow" }],
    ["azureml/inference-base-2004", { os: "ubuntu20.04" }],
    ["azureml/inference-base-gpu-2204", { os: "ubuntu22.04", processor: "gpu" }],
    [
      "azureml/inference-base-cuda12.4-ubuntu22.04",
      { os: "ubuntu22.04", cuda: "12.4", processor: "gpu" },
    ],
    [
      "azureml/pytorch1.6-py3.7-inference-cpu",
      { python: "3.7", processor: "cpu", framework: "pytorch 1.6" },
    ],
    [
      "azureml/aifx/stable-ubuntu2004-cu113-py38-torch1110",
      { os: "ubuntu20.04", python: "3.8", cuda: "11.3", processor: "gpu" },
    ],
    [
      "azureml/mlflow-huggingface-ubuntu20.04-py38-nvidia-gpu-inference",
      { os: "ubuntu20.04", python: "3.8", processor: "gpu", framework: "mlflow + huggingface" },
    ],
  ])("%s", (repository, stated) => {
    expect(readAzuremlName(repository)).toEqual({ ...nothing, ...stated });
  });
});

describe("reads nothing that the name does not contain", () => {
  test.each<[string, Partial<NameFacts>]>([
    ["azureml/minimal-py312-inference", { python: "3.12" }],
    ["azureml/curated/minimal-py311-inference", { python: "3.11" }],
    ["azureml/tritonserver-21.02-py38-inference", { python: "3.8", framework: "triton 21.02" }],
    ["azureml/tritonserver-inference", { framework: "triton" }],
    ["azureml/curated/foundation-model-inference", {}],
    ["azureml/minimal-python", {}],
    // Four digits are a release only after `inference-base`.
    ["azureml/minimal-2004", {}],
    ["azureml/inference-base-1234", {}],
    ["azureml/inference-base-", {}],
    ["", {}],
  ])("%s", (repository, stated) => {
    expect(readAzuremlName(repository)).toEqual({ ...nothing, ...stated });
  });

  test("reads only the last component", () => {
    expect(readAzuremlName("azureml/minimal-ubuntu20.04-py38-cpu-inference/cache")).toEqual(
      nothing,
    );
  });

  test("contradicting words are ignored, equal ones are not", () => {
    expect(
      readAzuremlName("azureml/minimal-ubuntu18.04-ubuntu22.04-py38-py39-cpu-gpu-inference"),
    ).toEqual(nothing);
    expect(readAzuremlName("azureml/x-ubuntu2004-ubuntu20.04-cu113-cuda11.3-gpu")).toEqual({
      ...nothing,
      os: "ubuntu20.04",
      cuda: "11.3",
      processor: "gpu",
    });
  });
});

describe("versions", () => {
  test.each([
    ["py37", "3.7"],
    ["py310", "3.10"],
    ["py312", "3.12"],
    ["py27", "2.7"],
    ["py3.7", "3.7"],
    ["py3.10", "3.10"],
    ["py3", null],
    ["py3100", null],
    ["py38x", null],
    ["pytorch38", null],
  ])("%s is Python %s", (word, version) => {
    expect(readAzuremlName(`azureml/x-${word}-inference`).python).toBe(version);
  });

  test.each([
    ["cuda11.6.2", "11.6.2"],
    ["cuda12", "12"],
    ["cu113", "11.3"],
    ["cu92", "9.2"],
    ["cu1241", null],
    ["cudnn8", null],
    ["cuda", null],
  ])("%s is CUDA %s", (word, version) => {
    expect(readAzuremlName(`azureml/x-${word}-inference`).cuda).toBe(version);
  });

  test.each([
    ["ubuntu20.04", "ubuntu20.04"],
    ["ubuntu2004", "ubuntu20.04"],
    ["ubuntu24.10", "ubuntu24.10"],
    ["ubuntu20.05", null],
    ["ubuntu200.4", null],
    ["ubuntu", null],
  ])("%s is %s", (word, os) => {
    expect(readAzuremlName(`azureml/x-${word}-inference`).os).toBe(os);
  });

  test.each([
    ["sklearn-0.24.1-ubuntu18.04", "scikit-learn 0.24.1"],
    ["pytorch-1.10-ubuntu18.04", "pytorch 1.10"],
    ["onnxruntime-training", "onnxruntime"],
    ["minimal-ubuntu18.04", null],
    ["inference-base-2004", null],
    ["acpt-pytorch-2.2-cuda12.1", null],
    ["constructor-1.0", null],
  ])("%s brings %s", (name, framework) => {
    expect(readAzuremlName(`azureml/${name}`).framework).toBe(framework);
  });

  test.each([
    ["cpu", "cpu"],
    ["gpu", "gpu"],
    ["cuda", "gpu"],
    ["cuda11.8", "gpu"],
    ["cu118", "gpu"],
    ["gpus", null],
  ])("%s is %s", (word, processor) => {
    expect(readAzuremlName(`azureml/x-${word}-inference`).processor).toBe(processor);
  });
});
