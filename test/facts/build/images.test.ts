import { describe, expect, test } from "vitest";
import { readAzuremlName } from "../../../src/domain/image/azureml-name.ts";
import { scripts, type Entry, type Inputs } from "../scripts.ts";
import { smallInputs, sourceIn } from "../small-inputs.ts";

const { build, problemsOf } = scripts;

type Decided = Record<string, Entry>;

/** The image that small inputs give after a change. */
function imageOf(name: string, change: (inputs: Inputs) => void = () => undefined): Entry {
  const inputs = smallInputs();
  change(inputs);
  return build(inputs, readAzuremlName).images.repositories[name] ?? {};
}

const environments = ({ collected }: Inputs): Record<string, Entry> =>
  collected["azureml-assets"]?.["environments"] as Record<string, Entry>;
const decidedImages = ({ decided }: Inputs): Decided => decided["images"] as Decided;

const py311 = "azureml/curated/minimal-py311-inference";
const dropped = "azureml/minimal-ubuntu18.04-py37-cpu-inference";

test("small inputs give data that breaks no law", () => {
  expect(problemsOf(build(smallInputs(), readAzuremlName))).toEqual([]);
});

test("a source of which single files are read has the state of the newest of them", () => {
  const sourcesOf = (inputs: Inputs): unknown => build(inputs, readAzuremlName).images["sources"];
  const inputs = smallInputs();
  expect(sourcesOf(inputs)).toMatchObject({
    "MicrosoftDocs/azure-ai-docs": {
      name: "MicrosoftDocs/azure-ai-docs@d000000001",
      asOf: "2026-01-10",
    },
    PyPI: { name: "PyPI", asOf: "2026-02-25" },
  });
  sourceIn(inputs, "azure-ai-docs")["files"] = {
    "a.md": { commit: "d000000002", asOf: "2026-01-11" },
    "b.md": { commit: "d000000003", asOf: "2026-01-09" },
  };
  expect(sourcesOf(inputs)).toMatchObject({
    "MicrosoftDocs/azure-ai-docs": {
      name: "MicrosoftDocs/azure-ai-docs@d000000002",
      asOf: "2026-01-11",
    },
  });
});

test("the same inputs give the same, and change nothing in them", () => {
  const inputs = smallInputs();
  expect(build(inputs, readAzuremlName)).toEqual(build(inputs, readAzuremlName));
  expect(inputs).toEqual(smallInputs());
});

describe("a curated image", () => {
  test("has what all versions have, and rows of what differs", () => {
    expect(imageOf(py311)).toEqual({
      family: "curated-inference",
      python: "3.11",
      user: "dockeruser",
      parent: "mcr.microsoft.com/azureml/inference-base-2204",
      processor: "cpu",
      conda: "/azureml-envs/minimal",
      env: {
        names: ["PATH"],
        source:
          "Azure/azureml-assets@a000000002:latest/environment/minimal-py311-inference/context/Dockerfile",
        asOf: "2026-02-01",
      },
      support: "published",
      preview: true,
      source: "Azure/azureml-assets@a000000002:latest/environment/minimal-py311-inference",
      asOf: "2026-02-01",
      versions: [
        {
          tags: "1",
          os: "ubuntu20.04",
          source: "Azure/azureml-assets@a000000001:latest/environment/minimal-py311-inference",
          asOf: "2025-01-01",
        },
        {
          tags: "2",
          os: "ubuntu22.04",
          source: "Azure/azureml-assets@a000000002:latest/environment/minimal-py311-inference",
          asOf: "2026-02-01",
        },
      ],
      newest: { version: 2, day: "2026-02-01", lastYear: 1 },
    });
  });

  test("without the tag Inferencing is not published, without Preview no preview", () => {
    const withTags = (tags: string[]) => (inputs: Inputs) => {
      environments(inputs)["minimal-py311-inference"] = {
        ...environments(inputs)["minimal-py311-inference"],
        tags,
      };
    };
    expect(imageOf(py311, withTags([]))["support"]).toBe("never-listed");
    const { support, preview } = imageOf(py311, withTags(["Inferencing"]));
    expect([support, preview]).toEqual(["published", undefined]);
  });

  test("that was withdrawn has the day and the commit, of training, too", () => {
    const image = imageOf("azureml/curated/sklearn-1.5", (inputs) => {
      environments(inputs)["sklearn-1.5"] = {
        ...environments(inputs)["minimal-py311-inference"],
        withdrawn: { day: "2026-02-05", commit: "a000000003" },
      };
    });
    expect(image).toMatchObject({
      family: "curated",
      framework: "scikit-learn 1.5",
      support: "withdrawn",
      withdrawn: "2026-02-05",
      removal: "Azure/azureml-assets@a000000003",
    });
    expect(image["env"]).toBeUndefined();
  });

  test("whose framework is decided by version has it in rows", () => {
    const { versions, framework } = imageOf(py311, (inputs) => {
      decidedImages(inputs)[py311] = { framework: { "1-1": "xgboost 1.0", "2-": "xgboost 2.0" } };
    });
    expect(framework).toBeUndefined();
    expect(versions).toMatchObject([{ framework: "xgboost 1.0" }, { framework: "xgboost 2.0" }]);
  });

  test("with CUDA in one version is for GPUs; with a parent of unknown processor it is not known", () => {
    const withVersion = (fact: object) => (inputs: Inputs) => {
      const all = environments(inputs);
      const environment = all["minimal-py311-inference"];
      const [first = {}, ...others] = environment?.["versions"] as object[];
      all["minimal-py311-inference"] = {
        ...environment,
        versions: [{ ...first, ...fact }, ...others],
      };
    };
    expect(imageOf(py311, withVersion({ cuda: "12.4" }))["processor"]).toBe("gpu");
    expect(imageOf(py311, withVersion({ parent: "ubuntu:22.04" }))["processor"]).toBeUndefined();
  });
});

describe("an image of Microsoft's article", () => {
  test("on the list is listed, with the day of the list", () => {
    expect(imageOf("azureml/minimal-py312-inference")).toEqual({
      family: "inference",
      python: "3.12",
      user: "dockeruser",
      processor: "cpu",
      documented: "2025-09-24..2026-01-05",
      support: "listed",
      source:
        "MicrosoftDocs/azure-ai-docs@d000000001:articles/machine-learning/concept-prebuilt-docker-images-inference.md",
      asOf: "2026-01-05",
    });
  });

  test("that a list had once is dropped, and has the successor and the facts of its name", () => {
    expect(imageOf(dropped)).toEqual({
      family: "inference",
      os: "ubuntu18.04",
      python: "3.7",
      user: "dockeruser",
      processor: "cpu",
      conda: "/opt/miniconda/envs/amlenv",
      documented: "2021-05-25..2022-07-14",
      support: "dropped",
      successor: {
        repository: "azureml/minimal-py312-inference",
        basis: "documented",
        source: "MicrosoftDocs/azure-docs@0000000001:list.md",
        asOf: "2022-07-14",
      },
      source: "MicrosoftDocs/azure-docs@0000000001:list.md",
      asOf: "2022-07-14",
    });
  });

  test("of a draft only was never listed", () => {
    const image = imageOf(dropped, (inputs) => {
      decidedImages(inputs)[dropped] = { ...decidedImages(inputs)[dropped], draft: true };
    });
    expect(image["support"]).toBe("never-listed");
  });

  test("that is new on the list needs no decision", () => {
    const image = imageOf("azureml/minimal-py313-inference", (inputs) => {
      const docs = sourceIn(inputs, "azure-ai-docs");
      docs["list"] = { ...(docs["list"] as Entry), images: ["azureml/minimal-py313-inference"] };
    });
    expect(image).toMatchObject({ support: "listed", python: "3.13", asOf: "2026-01-05" });
  });
});

describe("a base image", () => {
  test("of the README is listed, without the Python of its Dockerfile", () => {
    expect(imageOf("azureml/openmpi5.0-ubuntu24.04")).toEqual({
      family: "base",
      os: "ubuntu24.04",
      user: "root",
      processor: "cpu",
      support: "listed",
      source: "Azure/AzureML-Containers@c000000002:base/cpu/openmpi5.0-ubuntu24.04/Dockerfile",
      asOf: "2026-02-03",
    });
  });

  test("of the notes is withdrawn, with day and commit", () => {
    expect(imageOf("azureml/openmpi4.1.0-ubuntu20.04")).toMatchObject({
      os: "ubuntu20.04",
      support: "withdrawn",
      withdrawn: "2025-02-24",
      removal: "Azure/AzureML-Containers@c000000001:notes.md",
    });
  });
});

describe("other images", () => {
  test("have the last place that names them as their source, and say what is inferred", () => {
    expect(imageOf("azureml/inference-base-2204")).toEqual({
      family: "inference-base",
      os: "ubuntu22.04",
      user: "dockeruser",
      inferred: ["user"],
      processor: "cpu",
      support: "never-listed",
      source: "Azure/azureml-assets@a000000002:latest/environment/x/Dockerfile",
      asOf: "2026-02-01",
    });
  });

  test("that nobody published state nothing, and have no day where the source has none", () => {
    expect(imageOf("azureml/minimal-py310-inference")).toEqual({
      family: "unverified",
      support: "never-listed",
      source: "public code, without an address",
    });
  });

  test.each([
    ["azureml/zeta", { source: "public code" }, "azureml/zeta has no family"],
    ["azureml/zeta-inference", {}, "azureml/zeta-inference has no source"],
  ])("%s without what it needs is an error that names the file", (name, entry, problem) => {
    const change = (inputs: Inputs): void => {
      decidedImages(inputs)[name] = entry;
    };
    expect(() => imageOf(name, change)).toThrow(problem);
    expect(() => imageOf(name, change)).toThrow("scripts/facts/decided.yaml: images: ");
  });

  test("have one successor", () => {
    const change = ({ decided }: Inputs): void => {
      const successors = decided["successors"] as object[];
      decided["successors"] = [...successors, ...successors];
    };
    expect(() => imageOf(dropped, change)).toThrow(`${dropped} has two`);
  });
});
