import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Workplace } from "./made-sources.ts";

const hex = (digit: string): string => digit.repeat(64);
const digest = (digit: string): string => `sha256:${hex(digit)}`;

describe("tags, digests and names in the history of a repository", () => {
  const place = new Workplace();
  let made: ReturnType<typeof makeExamples> &
    ReturnType<typeof makeContainers> &
    ReturnType<typeof makePins>;
  let examples: ReturnType<Workplace["collected"]>;
  let containers: ReturnType<Workplace["collected"]>;
  let pins: ReturnType<Workplace["collected"]>;

  beforeAll(() => {
    made = { ...makeExamples(place), ...makeContainers(place), ...makePins(place) };
    expect(place.collect().status).toBe(0);
    examples = place.collected("azureml-examples");
    containers = place.collected("AzureML-Containers");
    pins = place.collected("pins");
  }, 60_000);
  afterAll(() => {
    place.remove();
  });

  it("gives the oldest commit of all branches that names a tag", () => {
    expect(examples.tags).toEqual({
      "azureml/base": {
        "openmpi3.1.2-ubuntu18.04": { commit: made.first, day: "2023-01-10", path: "a/Dockerfile" },
      },
      "azureml/curated/some-inference": {
        "7": { commit: made.first, day: "2023-01-10", path: "a/Dockerfile" },
      },
      "azureml/minimal-py312-inference": {
        "20230101.v1": { commit: made.first, day: "2023-01-10", path: "a/Dockerfile" },
        "20230301.v10": { commit: made.branch, day: "2023-03-02", path: "b.yml" },
        "20230301.v9": { commit: made.second, day: "2023-03-05", path: "a/Dockerfile" },
      },
    });
  });

  it("takes no tag of the future, no impossible day, and no words", () => {
    const text = JSON.stringify(examples.tags);
    for (const tag of ["20991231.v1", "20230231.v1", "latest", "1.0", "20230101"])
      expect(text).not.toContain(`"${tag}"`);
  });

  it("knows the tag of a digest where any text names both", () => {
    expect(examples.digests).toEqual({
      "azureml/minimal-py312-inference": {
        [digest("a")]: {
          commit: made.second,
          day: "2023-03-05",
          path: "a/Dockerfile",
          tag: "20230301.v9",
        },
        [digest("b")]: { commit: made.first, day: "2023-01-10", path: "z.md", tag: null },
      },
    });
  });

  it("gives the first and the last commit that put a name somewhere", () => {
    expect((examples.names as Record<string, unknown>)["azureml/minimal-py312-inference"]).toEqual({
      first: { commit: made.first, day: "2023-01-10", path: "a/Dockerfile" },
      last: { commit: made.second, day: "2023-03-05", path: "a/Dockerfile" },
    });
  });

  it("finds moves in lines that one commit changes together", () => {
    expect(examples.moves).toEqual([
      {
        from: "azureml/base",
        to: "azureml/openmpi5.0-ubuntu24.04",
        commit: made.second,
        day: "2023-03-05",
        path: "a/Dockerfile",
      },
    ]);
  });

  it("reads release notes: tags, and from when an image is deprecated", () => {
    const notes = "base/cpu/openmpi4.1.0-ubuntu20.04/release-notes.md";
    expect(containers).toMatchObject({
      source: { repository: "Azure/AzureML-Containers", asOf: "2023-05-01" },
      tags: {
        "azureml/openmpi4.1.0-ubuntu20.04": {
          "20230120.v1": { day: "2023-01-25", path: notes },
          "20230201.v1": { commit: made.notes, day: "2023-01-25", path: notes },
        },
      },
      withdrawn: {
        "azureml/openmpi4.1.0-ubuntu20.04": {
          ...{ day: "2023-03-10", noted: "2023-03-11", commit: made.noted, path: notes },
        },
        "azureml/openmpi3.1.2-ubuntu18.04": { day: "2023-03-11", noted: "2023-03-11" },
      },
      readme: { day: "2023-05-01", images: ["azureml/openmpi5.0-ubuntu24.04"] },
    });
    expect(JSON.stringify(containers.tags)).not.toMatch(/20230320|"20230125.1"/);
    expect(Object.keys(containers.withdrawn as object)).toHaveLength(2);
  });

  it("reads the newest state of each Dockerfile, deleted ones too", () => {
    expect(containers.dockerfiles).toEqual({
      "azureml/openmpi4.1.0-cuda11.3-cudnn8-ubuntu20.04": {
        ...{ os: "ubuntu20.04", python: "3.8", cuda: "11.3.1", user: "root" },
        ...{ commit: made.notes, day: "2023-01-25" },
        path: "base/gpu/openmpi4.1.0-cuda11.3-cudnn8-ubuntu20.04/Dockerfile",
      },
    });
  });

  it("reads pins with the repository that has them, and package URLs", () => {
    const repository = "microsoft/physical-ai-toolchain";
    expect(pins).toEqual({
      sources: { [repository]: { commit: made.pin, asOf: "2026-06-01" } },
      tags: {
        "azureml/openmpi4.1.0-ubuntu22.04": {
          "20260528.v1": { repository, commit: made.pin, day: "2026-06-01", path: "Dockerfile" },
        },
      },
      digests: {
        "azureml/minimal-py312-inference": {
          [digest("d")]: {
            repository,
            commit: made.pin,
            day: "2026-06-01",
            path: "vex.json",
            tag: null,
          },
        },
        "azureml/openmpi4.1.0-ubuntu22.04": {
          [digest("c")]: {
            ...{ repository, commit: made.pin, day: "2026-06-01", path: "Dockerfile" },
            tag: "20260528.v1",
          },
        },
      },
    });
  });
});

const mcr = "mcr.microsoft.com/azureml";

function makeExamples(place: Workplace): Readonly<Record<"first" | "branch" | "second", string>> {
  const repository = place.repository("azureml-examples");
  const first = repository.commit("2023-01-10", {
    "a/Dockerfile": `FROM ${mcr}/base:openmpi3.1.2-ubuntu18.04\nCOPY --from=${mcr}/minimal-py312-inference:20230101.v1 /x /x\nCOPY --from=${mcr}/curated/some-inference:7 /x /x\n`,
    "z.md": [
      `${mcr}/minimal-py312-inference:20991231.v1, ${mcr}/minimal-py312-inference:20230231.v1`,
      `${mcr}/minimal-py312-inference:1.0 ${mcr}/minimal-py312-inference:latest`,
      `${mcr}/minimal-py312-inference@${digest("b")}`,
      "azureml/minimal-py312-inference:20230102.v1 without a registry",
    ].join("\n"),
  });
  repository.git("switch", "--quiet", "-c", "branch");
  const branch = repository.commit("2023-03-02", {
    "b.yml": `image: ${mcr}/minimal-py312-inference:20230301.v10.`,
  });
  repository.git("switch", "--quiet", "main");
  const second = repository.commit("2023-03-05", {
    "a/Dockerfile": `FROM ${mcr}/openmpi5.0-ubuntu24.04\nCOPY --from=${mcr}/minimal-py312-inference:20230301.v9@${digest("a")} /x /x\nCOPY --from=${mcr}/curated/some-inference:7 /x /x\n`,
    "c.yml": `image: ${mcr}/minimal-py312-inference@${digest("a")}`,
  });
  return { first, branch, second };
}

function makeContainers(place: Workplace): Readonly<Record<"notes" | "noted", string>> {
  const repository = place.repository("AzureML-Containers", "master");
  const file = "base/cpu/openmpi4.1.0-ubuntu20.04/release-notes.md";
  const old = "images/openmpi3.1.2-ubuntu18.04/release-notes.md";
  const dockerfile = "base/gpu/openmpi4.1.0-cuda11.3-cudnn8-ubuntu20.04/Dockerfile";
  const notes = repository.commit("2023-01-25", {
    [file]: ":20230320.v1\n-----\n- fixed\n\n:20230201.v1 \n-----\n\n:20230125.1\n----\n",
    [old]: "**Note: Support for Ubuntu 18.04 images will be dropped**\n",
    [dockerfile]: [
      "FROM nvidia/cuda:11.3.1-cudnn8-devel-ubuntu20.04",
      "USER root:root",
      "ENV MINICONDA_VERSION=py38_23.3.1-0",
      "RUN wget https://repo.anaconda.com/miniconda/Miniconda3-${MINICONDA_VERSION}-Linux-x86_64.sh",
    ].join("\n"),
  });
  repository.commit("2023-01-25T13:00:00Z", {
    [file]: ":20230120.v1\n-----\n- fixed\n\n:20230201.v1\n-----\n",
  });
  const noted = repository.commit("2023-03-11", {
    [file]: "**Note: As of 03/10/2023, the image is now deprecated.\n:20230120.v1\n",
    [old]: "**Note: Deprecated**\n",
  });
  repository.commit("2023-05-01", {
    [file]: null,
    [old]: null,
    [dockerfile]: null,
    "README.md":
      "| Image | Ubuntu |\n|---|---|\n| openmpi5.0-ubuntu24.04 | 24.04 |\n\n| `Not An Image` | x |\n",
  });
  return { notes, noted };
}

function makePins(place: Workplace): Readonly<Record<"pin", string>> {
  const repository = place.repository("pins/physical-ai-toolchain");
  const pin = repository.commit("2026-06-01", {
    Dockerfile: `FROM ${mcr}/openmpi4.1.0-ubuntu22.04:20260528.v1@${digest("c")}\n`,
    "vex.json": `{"@id": "pkg:oci/minimal-py312-inference@${digest("d")}?repository_url=mcr.microsoft.com/azureml"}`,
  });
  return { pin };
}
