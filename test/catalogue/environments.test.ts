import { describe, expect, test } from "vitest";
import { frozenCatalogue } from "../support/frozen-catalogue.ts";

const names = await frozenCatalogue.environments();
const assets = /^Azure\/azureml-assets@[0-9a-f]{10}:latest\/environment\//;

/** The name as users write it, its image, and the oldest version that is a tag. */
const known: readonly (readonly [string, string, number | null])[] = [
  ["minimal-py311-inference", "azureml/curated/minimal-py311-inference", 1],
  ["AzureML-minimal-py311-inference", "azureml/curated/minimal-py311-inference", 1],
  ["AZUREML-Minimal-PY311-inference", "azureml/curated/minimal-py311-inference", 1],
  ["AzureML-sklearn-1.5", "azureml/curated/sklearn-1.5", 1],
  ["AzureML-acpt-pytorch-2.8-cuda12.6", "azureml/curated/acpt-pytorch-2.8-cuda12.6", 1],
  ["AzureML-Designer", "azureml/curated/designer", 95],
  ["minimal-py39-inference", "azureml/curated/minimal-py39-inference", 1],
  [
    "minimal-ubuntu20.04-py38-cpu-inference",
    "azureml/curated/minimal-ubuntu20.04-py38-cpu-inference",
    1,
  ],
  [
    "AzureML-sklearn-0.24.1-ubuntu18.04-py37-cpu-inference",
    "azureml/sklearn-0.24.1-ubuntu18.04-py37-cpu-inference",
    null,
  ],
  [
    "azureml-sklearn-0.24.1-ubuntu18.04-py37-cpu-inference",
    "azureml/sklearn-0.24.1-ubuntu18.04-py37-cpu-inference",
    null,
  ],
  [
    "AzureML-pytorch-1.10-ubuntu18.04-py37-cpu-inference",
    "azureml/pytorch-1.10-ubuntu18.04-py37-cpu-inference",
    null,
  ],
];

/** No source says which image they are. */
const unknown: readonly string[] = [
  "",
  "AzureML-",
  "AzureML-AutoML",
  "AzureML-sklearn-0.24-ubuntu18.04-py37-cpu",
  "AzureML-ACPT-pytorch-1.12-py39-cuda11.6-gpu",
  "AzureML-lightgbm-3.2-ubuntu18.04-py37-cpu",
  // A folder of azureml-assets, not the environment that it published.
  "minimal-ubuntu22.04-py311-cpu-inference",
  // An image, but no environment.
  "minimal-py312-inference",
  // In the registry there never was one without the prefix.
  "sklearn-0.24.1-ubuntu18.04-py37-cpu-inference",
  // With the prefix it can be the image that the list had before, or the curated one.
  "AzureML-minimal-ubuntu20.04-py38-cpu-inference",
  "AzureML-AzureML-sklearn-1.5",
  "constructor",
];

describe("the names of curated environments", () => {
  test.each(known)("%s is %s", (name, repository, oldestTag) => {
    const image = names.imageOf(name);
    expect(image).toMatchObject({ repository, oldestTag, versionsAreTags: oldestTag !== null });
    expect(image?.source.asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
    if (oldestTag !== null) expect(image?.source.name).toMatch(assets);
  });

  test.each(unknown)("%s is no image", (name) => {
    expect(names.imageOf(name)).toBeNull();
  });

  test.each([
    ["azureml/curated/minimal-py311-inference", "minimal-py311-inference"],
    ["azureml/minimal-py312-inference", null],
    ["azureml/sklearn-0.24.1-ubuntu18.04-py37-cpu-inference", null],
  ])("%s is published as %s", (repository, name) => {
    expect(names.nameOf(repository)).toBe(name);
  });
});
