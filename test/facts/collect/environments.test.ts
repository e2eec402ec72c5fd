import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MadeRepository } from "./made-sources.ts";
import { imageFile, specification, Workplace } from "./made-sources.ts";

const folder = "latest/environment/other-folder-name";
const image = "azureml/curated/minimal-py311-inference";
const conda = [
  "ENV AZUREML_CONDA_ENVIRONMENT_PATH=/azureml-envs/minimal",
  "ENV PATH $AZUREML_CONDA_ENVIRONMENT_PATH/bin:$PATH",
  "USER root",
  "COPY conda_dependencies.yaml .",
  "RUN conda env create -p $AZUREML_CONDA_ENVIRONMENT_PATH -f conda_dependencies.yaml -q && \\",
  "    # python=2.7 is no more",
  "    conda clean -a -y",
  "USER dockeruser",
];
const inference = (base: string): string =>
  [`FROM mcr.microsoft.com/${base}`, ...conda, ""].join("\n");
const dependencies = (python: string): string =>
  `name: x\nchannels: [conda-forge]\ndependencies:\n  - python${python}\n  - pip:\n      - python-dateutil==2.8\n`;
const gpuDockerfile = `ARG CUDA=12.4.1
FROM ubuntu:20.04 AS tools
USER nobody
FROM nvcr.io/nvidia/cuda:\${CUDA}-devel-ubuntu22.04
RUN apt-get update && add-apt-repository ppa:deadsnakes/ppa -y && apt-get install -y python3.10
RUN rm /usr/bin/python3 && ln -s /usr/bin/python3.10 /usr/bin/python
COPY --from=tools /x /x
`;

describe("environments of azureml-assets", () => {
  const place = new Workplace();
  let made: ReturnType<typeof publish>;
  let environments: Record<string, unknown>;

  beforeAll(() => {
    const repository = place.repository("azureml-assets", "release");
    made = publish(repository);
    const { status, stderr } = place.collect();
    expect({ status, stderr: stderr.split("\n").length }).toEqual({ status: 0, stderr: 7 });
    environments = place.collected("azureml-assets").environments as Record<string, unknown>;
  }, 60_000);
  afterAll(() => {
    place.remove();
  });

  it("reads each version at the commit that published it, by the name of the image", () => {
    const facts = {
      cuda: null,
      user: "dockeruser",
      env: ["AZUREML_CONDA_ENVIRONMENT_PATH", "PATH"],
    };
    const condaPath = "/azureml-envs/minimal";
    expect(environments["minimal-py311-inference"]).toEqual({
      names: ["x"],
      tags: ["Inferencing", "OS", "Preview"],
      withdrawn: null,
      versions: [
        {
          ...{ version: "1", day: "2024-01-09", commit: made.first },
          ...{ parent: "mcr.microsoft.com/azureml/inference-base-2204:20240101.v1" },
          ...{ os: "ubuntu22.04", python: "3.11", ...facts, condaPath },
        },
        {
          ...{ version: "2", day: "2024-02-01", commit: made.second },
          ...{
            parent: "mcr.microsoft.com/azureml/inference-base-cuda12.4-ubuntu24.04:20240131.v2",
          },
          ...{ os: "ubuntu24.04", python: "3.12", ...facts, cuda: "12.4", condaPath },
        },
        {
          ...{ version: "10", day: "2024-03-01", commit: made.renamed },
          ...{ parent: "mcr.microsoft.com/azureml/openmpi5.0-ubuntu24.04" },
          ...{ os: "ubuntu24.04", python: null, ...facts, condaPath },
        },
      ],
    });
  });

  it("names the day on which an environment left the branch", () => {
    expect(environments["tensorflow-2.16-cuda12"]).toEqual({
      tags: ["Tensorflow"],
      withdrawn: { day: "2024-04-01", commit: made.removed },
      versions: [
        {
          ...{ version: "7", day: "2024-02-10", commit: made.gpu },
          ...{ parent: "nvcr.io/nvidia/cuda:12.4.1-devel-ubuntu22.04", os: "ubuntu22.04" },
          ...{ python: "3.10", cuda: "12.4.1", user: "root", framework: "tensorflow 2.16" },
          ...{ env: [], condaPath: null },
        },
      ],
    });
  });

  it("takes versions from a merged branch, and no withdrawal", () => {
    expect(environments["acpt-pytorch-2.2-cuda12.1"]).toMatchObject({
      withdrawn: null,
      versions: [
        { version: "3", day: "2024-02-15", commit: made.side, os: "ubuntu20.04", python: "3.8" },
        { version: "4", day: "2024-02-25", os: "ubuntu22.04", python: "3.10", cuda: "11.8" },
      ],
    });
  });

  it("states a user only where the Dockerfile or a sibling shows it", () => {
    expect(environments["acpt-pytorch-2.2-cuda12.1"]).toMatchObject({
      versions: [{ user: null }, { user: "root" }],
    });
  });

  it("leaves out what is no image below azureml/curated/ with a number as its version", () => {
    expect(Object.keys(environments)).toEqual([
      "acpt-pytorch-2.2-cuda12.1",
      "minimal-py311-inference",
      "tensorflow-2.16-cuda12",
    ]);
  });
});

function publish(
  repository: MadeRepository,
): Readonly<Record<"first" | "second" | "gpu" | "side" | "renamed" | "removed", string>> {
  const tags = 'tags:\n  OS: Ubuntu\n  Inferencing: ""\n  Preview: ""\n';
  const first = repository.commit("2024-01-10T03:00:00+09:00", {
    [`${folder}/spec.yaml`]: specification("x", "1", tags),
    [`${folder}/environment.yaml`]: imageFile(image),
    [`${folder}/context/Dockerfile`]: inference("azureml/inference-base-2204:20240101.v1"),
    [`${folder}/context/conda_dependencies.yaml`]: dependencies("=3.11"),
    "latest/model/some-model/spec.yaml": "name: y",
  });
  repository.commit("2024-01-20", {
    [`${folder}/context/Dockerfile`]: inference("azureml/inference-base-2004:20240119.v1"),
  });
  repository.git("branch", "side");
  const second = repository.commit("2024-02-01", {
    [`${folder}/spec.yaml`]: specification("x", "2", tags),
    [`${folder}/context/Dockerfile`]: inference(
      "azureml/inference-base-cuda12.4-ubuntu24.04:20240131.v2",
    ),
    [`${folder}/context/conda_dependencies.yaml`]: dependencies(">=3.12,<3.13"),
  });
  const cuda = "latest/environment/tensorflow-2.16-cuda12";
  const gpu = repository.commit("2024-02-10", {
    [`${cuda}/spec.yaml`]: specification(
      "tensorflow-2.16-cuda12",
      "7",
      'tags:\n  Tensorflow: "2.16"\n',
    ),
    [`${cuda}/environment.yaml`]: imageFile("azureml/curated/tensorflow-2.16-cuda12"),
    [`${cuda}/context/Dockerfile`]: gpuDockerfile,
  });
  const acpt = "latest/environment/acpt";
  repository.git("switch", "--quiet", "side");
  const side = repository.commit("2024-02-15", {
    [`${acpt}/spec.yaml`]: specification("a", "3"),
    [`${acpt}/environment.yaml`]: imageFile("azureml/curated/acpt-pytorch-2.2-cuda12.1"),
    [`${acpt}/context/Dockerfile`]:
      "FROM mcr.microsoft.com/aifx/acpt/stable-ubuntu2004-cu121-py38-torch222\nRUN sudo apt-get update\n",
  });
  repository.git("switch", "--quiet", "release");
  repository.gitAt("2024-02-20T12:00:00Z", "merge", "--quiet", "--no-ff", "-m", "merge", "side");
  repository.commit("2024-02-25", {
    [`${acpt}/spec.yaml`]: specification("a", "4"),
    [`${acpt}/context/Dockerfile`]:
      "FROM mcr.microsoft.com/aifx/acpt/stable-ubuntu2204-cu118-py310-torch260\nRUN apt-get update\n",
  });
  const target = "latest/environment/minimal-py311-inference";
  const renamed = repository.commit("2024-03-01", {
    [`${folder}/spec.yaml`]: null,
    [`${folder}/environment.yaml`]: null,
    [`${folder}/context/Dockerfile`]: null,
    [`${folder}/context/conda_dependencies.yaml`]: null,
    [`${target}/spec.yaml`]: specification("x", "10", tags),
    [`${target}/environment.yaml`]: imageFile(image),
    [`${target}/context/Dockerfile`]: inference("azureml/openmpi5.0-ubuntu24.04"),
    [`${target}/context/conda_dependencies.yaml`]: dependencies(">=3.9"),
  });
  const removed = repository.commit("2024-04-01", {
    [`${cuda}/spec.yaml`]: null,
    [`${cuda}/environment.yaml`]: null,
    [`${cuda}/context/Dockerfile`]: null,
  });
  const other = "latest/environment/other";
  repository.commit("2024-04-02", {
    [`${other}/a/spec.yaml`]: specification("x", "1"),
    "latest/environment/b/spec.yaml": specification("x", "1"),
    "latest/environment/b/environment.yaml": imageFile("azureml/curated/../../etc/passwd"),
    "latest/environment/c/spec.yaml": specification("x", "auto"),
    "latest/environment/c/environment.yaml": imageFile("azureml/curated/c"),
    "latest/environment/d/spec.yaml": "[not, a, mapping",
    "latest/environment/d/environment.yaml": imageFile("azureml/curated/d"),
  });
  return { first, second, gpu, side, renamed, removed };
}
