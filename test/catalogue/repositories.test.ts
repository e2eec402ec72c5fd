import { describe, expect, test } from "vitest";
import { openCatalogue } from "../../src/catalogue/index.ts";
import type { RepositoryFacts } from "../../src/domain/image/image-facts.ts";
import { latestVersion } from "../../src/domain/image/image-version.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";

const catalogue = openCatalogue();
const today = calendarDate("2026-11-23");
const list = {
  name: "Microsoft's list of prebuilt Docker images for inference (MicrosoftDocs/azure-ai-docs@0efa44ffcb)",
  asOf: "2025-09-24",
};
const published = {
  name: "Azure/azureml-assets release branch (environments tagged Inferencing)",
  asOf: "2026-07-23",
};

async function factsOf(path: string): Promise<RepositoryFacts> {
  const facts = await catalogue.repositoryFacts(`azureml/${path}`, latestVersion, today);
  if (facts === null) throw new Error(`${path} is not in the catalogue`);
  return facts;
}

test("a repository is a whole name", async () => {
  expect(
    await catalogue.repositoryFacts("azureml/no-such-inference", latestVersion, today),
  ).toBeNull();
  expect(
    await catalogue.repositoryFacts("minimal-py312-inference", latestVersion, today),
  ).toBeNull();
  expect(await catalogue.repositoryFacts("constructor", latestVersion, today)).toBeNull();
});

describe("facts and their sources", () => {
  test("an image of the newest list", async () => {
    const source = {
      name: "MicrosoftDocs/azure-ai-docs@0efa44ffcb:articles/machine-learning/concept-prebuilt-docker-images-inference.md",
      asOf: "2025-09-24",
    };
    const facts = await factsOf("minimal-ubuntu22.04-py39-cuda11.8-gpu-inference");
    expect(facts).toMatchObject({
      repository: "azureml/minimal-ubuntu22.04-py39-cuda11.8-gpu-inference",
      os: { known: true, value: "ubuntu22.04", source },
      python: { known: true, value: "3.9", source },
      cuda: { known: true, value: "11.8", source },
      processor: { known: true, value: "gpu", source },
      framework: null,
    });
  });

  test("what no text states is unknown, not completed by what siblings have", async () => {
    const facts = await factsOf("minimal-py312-inference");
    expect(facts.os).toEqual({ known: false, why: "the catalogue does not state it" });
    expect(facts.python).toMatchObject({ known: true, value: "3.12" });
  });

  test("a CPU image has no CUDA; of a GPU image it may be unknown", async () => {
    expect((await factsOf("minimal-py312-inference")).cuda).toMatchObject({
      known: true,
      value: null,
    });
    expect((await factsOf("inference-base-gpu-2004")).cuda).toMatchObject({ known: false });
    expect((await factsOf("tritonserver-inference")).cuda).toMatchObject({ known: false });
  });

  test("variables are those that the Dockerfile sets, and not all", async () => {
    const { env } = await factsOf("curated/mlflow-py312-inference");
    expect(env).toMatchObject({
      known: true,
      value: {
        names: [
          "AML_APP_ROOT",
          "AZUREML_CONDA_DEFAULT_ENVIRONMENT",
          "AZUREML_CONDA_ENVIRONMENT_PATH",
          "AZUREML_ENTRY_SCRIPT",
          "LD_LIBRARY_PATH",
          "PATH",
        ],
        complete: false,
      },
      source: {
        name: "Azure/azureml-assets@0b4d3d85f3:latest/environment/mlflow-py312-inference/context/Dockerfile",
        asOf: "2026-07-23",
      },
    });
    const why = "the catalogue does not state it";
    expect((await factsOf("minimal-py312-inference")).env).toEqual({ known: false, why });
  });

  test("a curated image rests on the newest release commit", async () => {
    expect((await factsOf("curated/minimal-py311-inference")).os).toMatchObject({
      known: true,
      value: "ubuntu22.04",
      source: {
        name: "Azure/azureml-assets@0b4d3d85f3:latest/environment/minimal-py311-inference",
        asOf: "2026-07-23",
      },
    });
  });

  test.each([
    ["tensorflow-2.4-ubuntu18.04-py37-cpu-inference", "tensorflow 2.4"],
    ["sklearn-0.24.1-ubuntu18.04-py37-cpu-inference", "scikit-learn 0.24.1"],
    ["curated/foundation-model-inference", "vllm"],
    ["minimal-py312-inference", null],
  ])("%s brings %s", async (path, framework) => {
    expect((await factsOf(path)).framework).toBe(framework);
  });
});

describe("default user", () => {
  const article =
    "Microsoft's article on prebuilt Docker images for inference (all of them run as non-root)";

  test.each([
    ["minimal-py312-inference", "2025-09-24"],
    ["minimal-ubuntu20.04-py38-cpu-inference", "2024-04-08"],
    ["pytorch-1.6-ubuntu18.04-py37-cpu-inference", "2021-10-07"],
  ])("%s was on the list, and all listed images are non-root", async (path, asOf) => {
    const source = { name: article, asOf };
    const { defaultUser } = await factsOf(path);
    expect(defaultUser).toMatchObject({ known: true, value: "dockeruser", source });
  });

  test.each([
    ["curated/minimal-py311-inference", "dockeruser"],
    ["inference-base-2204", "dockeruser"],
    ["curated/foundation-model-inference", "root"],
    ["openmpi4.1.0-ubuntu22.04", "root"],
  ])("%s was not, so its own evidence counts: %s", async (path, value) => {
    const { defaultUser } = await factsOf(path);
    expect(defaultUser).toMatchObject({ known: true, value });
    expect(defaultUser.known && defaultUser.source.name).not.toBe(article);
  });

  test.each(["mlflow-ubuntu20.04-py38-cpu-inference", "inference-base-1804"])(
    "%s is not documented, so it is unknown",
    async (path) => {
      expect((await factsOf(path)).defaultUser.known).toBe(false);
    },
  );
});

describe("support", () => {
  test.each([
    ["minimal-py312-inference", "listed", list, null],
    // Listed and past its Python's end are separate matters.
    ["minimal-ubuntu22.04-py39-cpu-inference", "listed", list, null],
    ["curated/minimal-py311-inference", "published", published, null],
    ["curated/minimal-py312-cuda12.4-inference", "published", published, null],
    ["curated/mlflow-py312-inference", "published", published, null],
    ["curated/mlflow-model-inference", "published", published, null],
    // Curated for inference, but not tagged Inferencing.
    ["curated/foundation-model-inference", "never-listed", list, null],
    ["curated/foundation-model-serve", "never-listed", list, null],
    ["minimal-ubuntu20.04-py38-cpu-inference", "dropped", list, "2024-04-08"],
    ["onnxruntime-1.6-ubuntu18.04-py37-cpu-inference", "dropped", list, "2021-10-07"],
    ["xgboost-0.9-ubuntu18.04-py37-cpu-inference", "dropped", list, "2022-07-14"],
    // Only a draft of the first article names it.
    ["xgboost-1.4-ubuntu18.04-py37-cpu-inference", "never-listed", list, null],
    ["mlflow-ubuntu18.04-py37-cpu-inference", "never-listed", list, null],
    ["inference-base-2204", "never-listed", list, null],
    ["inference-base-1804", "never-listed", list, null],
    [
      "curated/minimal-py39-inference",
      "withdrawn",
      { name: "Azure/azureml-assets@8dc4e07cf9", asOf: "2025-02-04" },
      "2025-02-04",
    ],
    [
      "curated/amelie-inference",
      "withdrawn",
      { name: "Azure/azureml-assets release branch", asOf: "2026-01-08" },
      "2026-01-08",
    ],
  ])("%s is %s", async (path, value, source, ended) => {
    const facts = await factsOf(path);
    expect(facts.support).toMatchObject({ known: true, value, source });
    expect(facts.supportEnded).toBe(ended);
  });

  test.each([
    // On a list of its own, that of base images.
    "openmpi5.0-ubuntu24.04",
    // Withdrawn from that list.
    "openmpi4.1.0-ubuntu20.04",
    "curated/sklearn-1.5",
    "curated/acpt-pytorch-1.11-cuda11.3",
    "o16n-base/python-assets",
    "promptflow/promptflow-runtime",
  ])("%s is no inference image", async (path) => {
    const facts = await factsOf(path);
    expect(facts.support).toEqual({ known: false, why: "Microsoft has no list of such images" });
    expect(facts.supportEnded).toBeNull();
  });
});

describe("successor", () => {
  test.each([
    [
      "minimal-ubuntu22.04-py39-cpu-inference",
      "minimal-py312-inference",
      "documented",
      { name: "Azure/azureml-examples@dfa9ffaa8", asOf: "2025-07-08" },
    ],
    // The last commit of the chain: earlier ones moved to images that are gone by now.
    [
      "minimal-ubuntu18.04-py37-cpu-inference",
      "minimal-py312-inference",
      "documented",
      { name: "Azure/azureml-examples@dfa9ffaa8", asOf: "2025-07-08" },
    ],
    [
      "mlflow-ubuntu18.04-py37-cpu-inference",
      "curated/mlflow-py312-inference",
      "documented",
      { name: "Azure/azureml-examples@73c78a34f", asOf: "2025-07-31" },
    ],
    [
      "minimal-ubuntu22.04-py39-cuda11.8-gpu-inference",
      "curated/minimal-py312-cuda12.4-inference",
      "inferred",
      published,
    ],
    [
      "inference-base-2004",
      "inference-base-2204",
      "inferred",
      { name: "Azure/azureml-assets", asOf: "2026-07-22" },
    ],
    [
      "tensorflow-2.4-ubuntu18.04-py37-cpu-inference",
      "minimal-py312-inference",
      "extend",
      { name: list.name, asOf: "2025-09-24" },
    ],
    [
      "tensorflow-2.4-ubuntu18.04-py37-cuda11.0.3-gpu-inference",
      "curated/minimal-py312-cuda12.4-inference",
      "extend",
      published,
    ],
    // Without the Hugging Face packages it is a base to extend, no replacement.
    [
      "mlflow-huggingface-ubuntu20.04-py38-cpu-inference",
      "curated/mlflow-py312-inference",
      "extend",
      published,
    ],
  ])("%s → %s, %s", async (path, successor, basis, source) => {
    const facts = await factsOf(path);
    expect(facts.successor).toEqual({ repository: `azureml/${successor}`, basis, source });
  });

  test.each([
    "minimal-py312-inference",
    "mlflow-huggingface-ubuntu20.04-py38-nvidia-gpu-inference",
    "curated/foundation-model-inference",
    // Its nearest name lacks Spark.
    "openmpi4.1.0-spark3-ubuntu20.04",
  ])("%s has none", async (path) => {
    expect((await factsOf(path)).successor).toBeNull();
  });
});

describe("conda environment", () => {
  test.each([
    ["minimal-ubuntu20.04-py38-cpu-inference", "/opt/miniconda/envs/amlenv"],
    ["mlflow-ubuntu20.04-py38-cpu-inference", "/opt/miniconda/envs/amlenv"],
    ["curated/minimal-py311-inference", "/azureml-envs/minimal"],
    ["curated/minimal-ubuntu20.04-py38-cpu-inference", "/azureml-envs/minimal"],
    ["curated/mlflow-model-inference", "/azureml-envs/mlflow"],
    // Not evidenced for the newer names, nor for images of another make.
    ["minimal-py312-inference", null],
    ["tritonserver-21.02-py38-inference", null],
    ["inference-base-2204", null],
    ["curated/foundation-model-inference", null],
    ["openmpi4.1.0-ubuntu22.04", null],
  ])("%s: %s", async (path, conda) => {
    expect((await factsOf(path)).condaPath).toBe(conda);
  });
});

describe("names that are in use but not evidenced as published", () => {
  const unverified = [
    "minimal-py310-inference",
    "minimal-ubuntu22.04-py310-cpu-inference",
    "tensorflow-2.8-ubuntu20.04-py38-cpu-inference",
    "curated/minimal-py312-cuda11.8-inference",
  ];

  test.each(unverified)("%s states nothing", async (path) => {
    const nothing = { known: false, why: "nothing shows that this image was ever published" };
    expect(await factsOf(path)).toEqual({
      repository: `azureml/${path}`,
      family: "inference",
      evidenced: false,
      confidence: "high",
      preview: false,
      parent: null,
      os: nothing,
      python: nothing,
      cuda: nothing,
      processor: nothing,
      defaultUser: nothing,
      env: nothing,
      framework: null,
      support: { known: true, value: "never-listed", source: list, confidence: "high" },
      supportEnded: null,
      successor: null,
      condaPath: null,
    });
  });

  test("none is offered", () => {
    for (const path of unverified)
      expect(catalogue.inferenceRepositories).not.toContain(`azureml/${path}`);
  });
});

test("inference repositories are those whose family says so, sorted", () => {
  const names = catalogue.inferenceRepositories;
  expect(names).toEqual([...names].sort());
  expect(names).toContain("azureml/inference-base-2204");
  expect(names).toContain("azureml/curated/minimal-py39-inference");
  expect(names).toContain("azureml/pytorch1.6-py3.7-inference-cpu");
  expect(names).toContain("azureml/curated/foundation-model-serve");
  expect(names).toContain("azureml/curated/minimal-app-quickstart");
  expect(names).not.toContain("azureml/o16n-base/python-assets");
  expect(names).not.toContain("azureml/openmpi4.1.0-ubuntu22.04");
});

test("the list, and what was read", () => {
  expect(catalogue.list).toEqual(list);
  expect(catalogue.sources).toContainEqual({
    name: "Azure/azureml-assets@61470ae0dd",
    asOf: "2026-07-23",
  });
});
