import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { imageFile, specification, Workplace } from "./made-sources.ts";

const openmpi = "FROM mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04";
const acpt = "FROM mcr.microsoft.com/aifx/acpt/stable-ubuntu2204-cu118-py310-torch271";
const environment = "ENV AZUREML_CONDA_ENVIRONMENT_PATH=/azureml-envs/a";

/** Dockerfiles, and the Python that they state for the image. */
const cases: readonly (readonly [string, string | null, ...(readonly string[])])[] = [
  ["plain base images state none", null, openmpi, "RUN pip install x"],
  ["the name of an ACPT parent states it", "3.10", acpt, "RUN pip install x"],
  [
    "an environment of its own wins over the parent",
    "3.9",
    ...[acpt, environment],
    "RUN conda create -p $AZUREML_CONDA_ENVIRONMENT_PATH \\\n    python=3.9 \\\n    # a comment\n    pip=22 -y",
  ],
  [
    "the environment that is activated, not the last one",
    "3.11",
    ...[openmpi, environment],
    "RUN conda create -y -p ${AZUREML_CONDA_ENVIRONMENT_PATH} 'python=3.11' && conda create -n tools python=3.8",
  ],
  [
    "CONDA_PREFIX activates too, with or without a slash at the end",
    "3.12",
    ...[openmpi, "ENV CONDA_PREFIX=/azureml-envs/b/"],
    "RUN conda env create --prefix /azureml-envs/b --file=/tmp/env.yaml",
  ],
  [
    "a requirement with a channel",
    "3.10",
    openmpi,
    "RUN conda create -n x conda-forge::python==3.10.4",
  ],
  [
    "other packages that begin with python",
    null,
    openmpi,
    "RUN conda create -n x python-dateutil=2.8",
  ],
  ["no upper bound", null, openmpi, "RUN conda create -n x 'python>=3.9'"],
  ["conda install changes the base environment", "3.9", openmpi, "RUN conda install python=3.9 -y"],
  [
    "conda install of other packages changes nothing",
    "3.9",
    ...[openmpi, environment],
    "RUN conda create -p $AZUREML_CONDA_ENVIRONMENT_PATH python=3.9",
    "RUN conda install -p $AZUREML_CONDA_ENVIRONMENT_PATH numpy=1.2",
  ],
  [
    "packages of the system that are only upgraded",
    null,
    openmpi,
    "RUN apt-get install -y python3.10 python3.10-minimal",
  ],
  [
    "the interpreter that takes the place of the system's",
    "3.11",
    "FROM ubuntu:22.04",
    "RUN apt-get install -y python3.11 && update-alternatives --install /usr/bin/python python /usr/bin/python3.11 1",
  ],
  ["a virtual environment", "3.9", "FROM ubuntu:22.04", "RUN python3.9 -m venv /venv"],
  [
    "a Miniconda without an environment",
    "3.10",
    ...["FROM ubuntu:22.04", "ENV MINICONDA_VERSION py310_23.10.0-1"],
    "RUN wget https://repo.anaconda.com/miniconda/Miniconda3-${MINICONDA_VERSION}-Linux-x86_64.sh",
  ],
  [
    "only stages that the last one is built on",
    "3.8",
    ...[`${openmpi} AS other`, "RUN conda create -n x python=3.7"],
    ...["FROM ubuntu:20.04 AS below", "RUN conda create -n y python=3.8", "FROM below", "RUN true"],
  ],
  ["a heredoc", "3.12", openmpi, "RUN <<EOF\nconda create -n x python=3.12\nEOF"],
  ["a comment", null, openmpi, "# RUN conda create -n x python=3.12"],
  ["an image of Python", "3.11", "FROM mcr.microsoft.com/devcontainers/python:3.11"],
];

describe("the Python that a Dockerfile states", () => {
  const place = new Workplace();
  let environments: Readonly<Record<string, { versions: readonly { python: string | null }[] }>>;

  beforeAll(() => {
    const folders = cases.flatMap(([, , ...lines], at) => {
      const folder = `latest/environment/e${String(at)}`;
      return [
        [`${folder}/spec.yaml`, specification("x", "1")],
        [`${folder}/environment.yaml`, imageFile(`azureml/curated/e${String(at)}`)],
        [`${folder}/context/Dockerfile`, `${lines.join("\n")}\n`],
        [`${folder}/context/env.yaml`, "dependencies: [python=3.12, pip]\n"],
      ] as const;
    });
    place.repository("azureml-assets", "release").commit("2024-01-01", Object.fromEntries(folders));
    expect(place.collect().status).toBe(0);
    environments = place.collected("azureml-assets").environments as typeof environments;
  }, 60_000);
  afterAll(() => {
    place.remove();
  });

  it.each(cases.map(([name, python], at) => [name, python, at] as const))(
    "%s: %s",
    (_name, python, at) => {
      expect(environments[`e${String(at)}`]?.versions[0]?.python).toBe(python);
    },
  );
});
