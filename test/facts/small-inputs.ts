import type { Entry, Inputs } from "./scripts.ts";

const place = (commit: string, day: string, path: string): Entry => ({ commit, day, path });
const article = "articles/machine-learning/concept-prebuilt-docker-images-inference.md";

/** A collected source of inputs, to change it. */
export function sourceIn({ collected: sources }: Inputs, name: string): Entry {
  const source = sources[name];
  if (source === undefined) throw new Error(`no source ${name}`);
  return source;
}

/** Inputs with one of each kind: an image on the list, a dropped one, a curated one in two versions, a base image, a name. */
export function smallInputs(): Inputs {
  return { collected: collected(), decided: decided() };
}

function collected(): Record<string, Entry> {
  const version = {
    ...{ parent: "mcr.microsoft.com/azureml/inference-base-2204:20260101.v1", os: "ubuntu22.04" },
    ...{ python: "3.11", cuda: null, user: "dockeruser", condaPath: "/azureml-envs/minimal" },
    env: ["PATH"],
  };
  return {
    "azureml-assets": {
      source: { repository: "Azure/azureml-assets", commit: "a000000003", asOf: "2026-03-01" },
      environments: {
        "minimal-py311-inference": {
          tags: ["Inferencing", "Preview"],
          withdrawn: null,
          versions: [
            {
              ...version,
              version: "1",
              commit: "a000000001",
              day: "2025-01-01",
              os: "ubuntu20.04",
            },
            { ...version, version: "2", commit: "a000000002", day: "2026-02-01" },
          ],
        },
      },
      tags: {
        "azureml/curated/minimal-py311-inference": {
          "1": place("a000000001", "2025-01-01", "latest/environment/x/spec.yaml"),
          "2": place("a000000002", "2026-02-01", "latest/environment/x/spec.yaml"),
        },
        "azureml/inference-base-2204": {
          "20260101.v1": place("a000000002", "2026-02-01", "latest/environment/x/Dockerfile"),
        },
      },
      digests: {},
      names: {
        "azureml/inference-base-2204": {
          first: place("a000000002", "2026-02-01", "latest/environment/x/Dockerfile"),
          last: place("a000000002", "2026-02-01", "latest/environment/x/Dockerfile"),
        },
      },
    },
    "azureml-examples": {
      source: { repository: "Azure/azureml-examples", commit: "e000000001", asOf: "2026-02-02" },
      ...{ tags: {}, digests: {}, names: {} },
    },
    "AzureML-Containers": {
      source: { repository: "Azure/AzureML-Containers", commit: "c000000002", asOf: "2026-02-03" },
      ...{ tags: {}, digests: {}, names: {} },
      readme: {
        commit: "c000000002",
        day: "2026-02-03",
        images: ["azureml/openmpi5.0-ubuntu24.04"],
      },
      withdrawn: {
        "azureml/openmpi4.1.0-ubuntu20.04": place("c000000001", "2025-02-24", "notes.md"),
      },
      dockerfiles: {
        "azureml/openmpi5.0-ubuntu24.04": {
          ...{ os: "ubuntu24.04", python: "3.10", cuda: null, user: "root" },
          ...place("c000000002", "2026-02-03", "base/cpu/openmpi5.0-ubuntu24.04/Dockerfile"),
        },
      },
    },
    "azure-ai-docs": {
      source: {
        repository: "MicrosoftDocs/azure-ai-docs",
        commit: "d000000001",
        asOf: "2026-01-10",
      },
      list: {
        ...{ path: article, commit: "d000000001", asOf: "2026-01-05" },
        images: ["azureml/minimal-py312-inference"],
      },
      sentences: { latest: { path: article, text: "Use the `latest`\n  tag." } },
    },
    "endoflife.date": {
      source: {
        repository: "endoflife-date/endoflife.date",
        commit: "f000000001",
        asOf: "2026-02-20",
      },
      cycles: {
        "ubuntu 22.04": { endOfLife: "2027-05-20", endOfExtendedLife: "2032-04-09" },
        "python 3.11": { endOfLife: "2027-10-31", endOfExtendedLife: null },
      },
    },
    "distro-info-data": {
      source: { repository: "distro-info-data", version: "0.1", asOf: "2026-02-21" },
      cycles: { "ubuntu 22.04": { endOfLife: "2027-06-01", endOfExtendedLife: "2032-04-09" } },
    },
    pypi: {
      source: { name: "PyPI", asOf: "2026-02-25" },
      wheels: { torch: { "1.9": { oldestPython: "3.6", newestPython: "3.9" } } },
    },
  };
}

function decided(): Record<string, unknown> {
  const source = { source: "MicrosoftDocs/azure-docs@0000000001:list.md", asOf: "2022-07-14" };
  return {
    sentences: { latest: { path: article, text: "Use the `latest` tag.", ...source } },
    images: {
      "azureml/minimal-py312-inference": {
        ...{ documented: "2025-09-24..2025-09-24", user: "dockeruser", processor: "cpu" },
        ...source,
      },
      "azureml/minimal-ubuntu18.04-py37-cpu-inference": {
        ...{ documented: "2021-05-25..2022-07-14", user: "dockeruser" },
        ...source,
      },
      "azureml/inference-base-2204": {},
      "azureml/minimal-py310-inference": {
        family: "unverified",
        source: "public code, without an address",
      },
    },
    facts: [
      {
        for: ["azureml/inference-base-2204"],
        ...{ user: "dockeruser", inferred: true, why: "most Dockerfiles return to it" },
        ...source,
      },
    ],
    successors: [
      {
        for: ["azureml/minimal-ubuntu18.04-py37-cpu-inference"],
        ...{ repository: "azureml/minimal-py312-inference", basis: "documented" },
        ...{ why: "Microsoft's examples moved to it", ...source },
      },
    ],
    environments: [
      {
        for: {
          "AzureML-minimal-ubuntu18.04-py37-cpu-inference":
            "azureml/minimal-ubuntu18.04-py37-cpu-inference",
        },
        ...source,
      },
    ],
    conda: [
      {
        ...{ pattern: "^azureml/[^/]+-ubuntu[\\d.]+-py\\d+-", path: "/opt/miniconda/envs/amlenv" },
        ...source,
      },
    ],
    ...{ tags: {}, digests: {}, cycles: {}, accept: [] },
  };
}
