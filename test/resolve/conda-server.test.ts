import { describe, expect, test } from "vitest";
import { openReading } from "../../src/domain/build/reading.ts";
import { parseDockerfile } from "../../src/parse/index.ts";
import { resolveBuild } from "../../src/resolve/index.ts";
import { regionText } from "../support/region-text.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
const folder = "/azureml-envs/own";
const points = `ENV AZUREML_CONDA_ENVIRONMENT_PATH=${folder}\n`;

function resolved(dockerfile: string, target: string | null = null, args = {}) {
  return resolveBuild(parseDockerfile("Dockerfile", dockerfile), {
    buildArgs: new Map(Object.entries(args)),
    target,
    platform: "linux/amd64",
    reading: openReading,
  });
}

/** `python=3.8 at 'python=3.8'`, `file conda.yml at '/tmp/conda.yml'`, `unknown: why`, `none`. */
function shown(dockerfile: string): string {
  const { condaServer, environments = [] } = resolved(dockerfile);
  if (!condaServer) return "none";
  const { python, file } = condaServer;
  if (file) return `file ${file.path} at '${regionText(dockerfile, file.region)}'`;
  if (python.kind === "unknown") return `unknown: ${python.why}`;
  const { pin } = python;
  expect(environments.map((environment) => environment.pin)).toEqual([pin]);
  return `${pin.written}${pin.spec === pin.written.slice(6) ? "" : " ?"} at '${regionText(dockerfile, pin.region)}'`;
}

describe("the conda environment that serves", () => {
  test.each([
    // Made by a command that names Python.
    [`${points}RUN conda create -y -p ${folder} python=3.8 pip`, "python=3.8 at 'python=3.8'"],
    [`RUN conda create -y -p ${folder} python=3.8\n${points}`, "python=3.8 at 'python=3.8'"],
    [
      `${points}RUN conda create -p ${folder}/ "python>=3.8,<3.9"`,
      "python>=3.8,<3.9 at 'python>=3.8,<3.9'",
    ],
    [`${points}RUN mamba create -p=${folder} python=3.8`, "python=3.8 at 'python=3.8'"],
    [
      `${points}RUN micromamba create --prefix ${folder} -c conda-forge python=3.8`,
      "python=3.8 at 'python=3.8'",
    ],
    [
      `${points}RUN /opt/miniconda/bin/conda create -p ${folder} conda-forge::python=3.8`,
      "conda-forge::python=3.8 ? at 'conda-forge::python=3.8'",
    ],
    [
      `${points}RUN true && conda create -p ${folder} \\\n  python=3.8 && conda clean -a`,
      "python=3.8 at 'python=3.8'",
    ],
    [
      `${points}RUN ["conda", "create", "-p", "${folder}", "python=3.8"]`,
      `python=3.8 at '["conda", "create", "-p", "${folder}", "python=3.8"]'`,
    ],
    [
      `${points}RUN conda create -p $AZUREML_CONDA_ENVIRONMENT_PATH python=3.8`,
      "python=3.8 at 'python=3.8'",
    ],
    [`ARG V=3.8\n${points}RUN conda create -p ${folder} python=$V`, "python=3.8 at 'python=$V'"],
    [
      `ENV AZUREML_INFERENCE_PYTHON_PATH=/opt/miniconda/envs/own\nRUN conda create -n own python=3.8`,
      "python=3.8 at 'python=3.8'",
    ],
    [
      `ENV AZUREML_INFERENCE_PYTHON_PATH=/opt/miniconda/envs/own/bin/python\nRUN conda create -n own python=3.8`,
      "python=3.8 at 'python=3.8'",
    ],
    [
      `${points}RUN conda create -p ${folder} python=3.8 && conda install -p ${folder} python=3.9`,
      "python=3.9 at 'python=3.9'",
    ],
    // Made from a file of the context.
    [
      `${points}COPY conda.yml /tmp/\nRUN conda env create -p ${folder} -f /tmp/conda.yml`,
      "file conda.yml at '/tmp/conda.yml'",
    ],
    [
      `${points}COPY env/a.yml /tmp/b.yml\nRUN conda env create -p ${folder} -f /tmp/b.yml`,
      "file env/a.yml at '/tmp/b.yml'",
    ],
    [
      `${points}WORKDIR /w\nCOPY . .\nRUN conda env create -p ${folder} --file conda.yml`,
      "file conda.yml at 'conda.yml'",
    ],
    [
      `${points}COPY . /app\nRUN conda env create -p ${folder} --file=/app/env/conda.yml`,
      "file env/conda.yml at '--file=/app/env/conda.yml'",
    ],
    [
      `${points}ADD src /app\nRUN conda env create -p ${folder} -f /app/conda.yml`,
      "file src/conda.yml at '/app/conda.yml'",
    ],
    [
      `${points}COPY a.txt conda.yml /tmp/\nRUN conda env create -p ${folder} -f /tmp/conda.yml`,
      "file conda.yml at '/tmp/conda.yml'",
    ],
    [
      `${points}COPY conda.yml .\nRUN micromamba create -p ${folder} -f conda.yml`,
      "file conda.yml at 'conda.yml'",
    ],
    // It serves, but its Python is not certain.
    [`${points}RUN conda create -p ${folder} pip`, "unknown: the command that makes it names none"],
    [
      `ARG V\n${points}RUN conda create -p ${folder} python=$V`,
      "unknown: 'python=$V' depends on other values",
    ],
    [
      `${points}RUN conda env create -p ${folder} -f /tmp/conda.yml`,
      "unknown: it is not certain which file of the context /tmp/conda.yml is",
    ],
    [
      `${points}COPY *.yml /tmp/\nRUN conda env create -p ${folder} -f /tmp/conda.yml`,
      "unknown: it is not certain which file of the context /tmp/conda.yml is",
    ],
    [
      `${points}COPY a.yml /tmp/conda.yml\nCOPY b /tmp\nRUN conda env create -p ${folder} -f /tmp/conda.yml`,
      "unknown: it is not certain which file of the context /tmp/conda.yml is",
    ],
    [
      `${points}COPY conda.yml b.yml /tmp/\nRUN conda env create -p ${folder} -f /tmp/conda.yml && conda env update -p ${folder} -f /tmp/b.yml`,
      "unknown: another command changes the environment",
    ],
    // Another environment, none, or one that nothing points to.
    ["RUN conda create -p /azureml-envs/own python=3.8", "none"],
    [points, "none"],
    [`${points}RUN conda create -p /azureml-envs/other python=3.8`, "none"],
    [`${points}RUN conda create -n own python=3.8`, "none"],
    [`${points}RUN conda install -p ${folder} python=3.8`, "none"],
    [`${points}RUN echo conda create -p ${folder} python=3.8`, "none"],
    [`${points}RUN true # conda create -p ${folder} python=3.8`, "none"],
    [`${points}RUN conda create -p $(pwd)/own python=3.8`, "none"],
    [
      `ARG AZUREML_CONDA_ENVIRONMENT_PATH=${folder}\nRUN conda create -p ${folder} python=3.8`,
      "none",
    ],
    [
      `ARG P\nENV AZUREML_CONDA_ENVIRONMENT_PATH=$P\nRUN conda create -p ${folder} python=3.8`,
      "none",
    ],
    [
      `${points}ENV AZUREML_INFERENCE_PYTHON_PATH=/other\nRUN conda create -p ${folder} python=3.8`,
      "none",
    ],
  ])("%j: %s", (text, expected) => {
    expect(shown(`FROM ${image}\n${text}\n`)).toBe(expected);
  });

  test("of a stage that the target is built on", () => {
    const own = `FROM ${image} AS a\nCOPY conda.yml /tmp/\nFROM a AS b\nRUN conda env create -p ${folder} -f /tmp/conda.yml\nFROM b\n${points}`;
    expect(shown(own)).toBe("file conda.yml at '/tmp/conda.yml'");
    expect(resolved(own).condaServer?.stage).toBe(0);
    expect(resolved(own, "b").condaServer).toBeUndefined();
    expect(
      shown(
        `FROM ${image} AS a\nRUN conda create -p ${folder} python=3.8\nFROM ${image}\n${points}`,
      ),
    ).toBe("none");
  });
});

describe("an image serves", () => {
  test.each([
    ["CMD azmlinfsrv --entry_script score.py", true],
    ['CMD ["azmlinfsrv", "--entry_script", "score.py"]', true],
    ['CMD ["runsvdir", "/var/runit"]', true],
    ['ENTRYPOINT ["runsvdir", "/var/runit"]', true],
    ["ENTRYPOINT exec runsvdir /var/runit", true],
    ["CMD exec env A=b /usr/bin/runsvdir /var/runit", true],
    ['CMD ["env", "A=b", "azmlinfsrv"]', true],
    ['CMD ["/bin/bash", "-c", "cd /x && azmlinfsrv"]', true],
    ["CMD cd /x && azmlinfsrv", true],
    ["CMD azmlinfsrv\nCMD bash", false],
    ["CMD bash\nCMD azmlinfsrv", true],
    ["CMD echo azmlinfsrv", false],
    ["CMD azmlinfsrv-other", false],
    ["RUN azmlinfsrv", false],
    ["# CMD azmlinfsrv", false],
    ["LABEL cmd=azmlinfsrv", false],
    ["ONBUILD CMD azmlinfsrv", false],
    ["HEALTHCHECK CMD azmlinfsrv", false],
    ['CMD ["bash", 1]', false],
    ["", false],
  ])("%j: %s", (text, expected) => {
    expect(resolved(`FROM ${image}\n${text}\n`).serves ?? false).toBe(expected);
  });

  test("in the target and what it is built on only", () => {
    const text = `FROM ${image} AS a\nCMD azmlinfsrv\nFROM a AS b\nFROM ${image} AS c\n`;
    expect(resolved(text, "b").serves).toBe(true);
    expect(resolved(text, "c").serves).toBeUndefined();
  });
});
