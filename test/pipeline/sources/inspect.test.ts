import { expect, test } from "vitest";
import { inspect } from "../../../src/index.ts";
import type { Files } from "../../support/repository.ts";
import { asOf, withRepository } from "../../support/repository.ts";

// What `inspect` shows of files of other kinds than Dockerfiles.

const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
const openmpi = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu20.04:latest";

const inspected = (files: Files, paths: readonly string[] = ["."]) =>
  withRepository(files, async (cwd) => (await inspect({ cwd, paths, asOf })).files);

test.each([
  ["yaml", "a.yml", `image: ${py312}\n`, "1:8"],
  ["json", "a.json", `{"image": "${py312}"}`, "1:12"],
  ["python", "a.py", `A = "${py312}"\n`, "1:6"],
  [
    "notebook",
    "a.ipynb",
    `{"cells": [{"cell_type": "code", "source": ["A = '${py312}'"]}]}`,
    "1:51",
  ],
  ["shell", "a.sh", `run ${py312}\n`, "1:5"],
  ["shell", "Makefile", `A := ${py312}\n`, "1:6"],
  ["text", ".env", `A=${py312}\n`, "1:3"],
  ["markdown", "a.md", `\`\`\`yaml\nimage: ${py312}\n\`\`\`\n`, "2:8"],
])("a file of the kind %s: %s", async (kind, path, text, place) => {
  const [file, ...others] = await inspected({ [path]: text }, [path]);
  expect(others).toEqual([]);
  expect(file).toMatchObject({
    ...{ path, kind, valid: true, problems: [], target: null, stages: [] },
    images: [{ via: "reference", written: py312, reference: py312, inference: true }],
  });
  const { startLine, startColumn } = file?.images[0]?.region ?? { startLine: 0, startColumn: 0 };
  expect(`${startLine}:${startColumn}`).toBe(place);
});

test("a Dockerfile under another name is a Dockerfile by its kind of file", async () => {
  const [file] = await inspected({ "a.yml": `FROM ${py312}\nUSER root\n` });
  expect(file).toMatchObject({
    path: "a.yml",
    stages: [{ index: 0, user: { value: "root", line: 2 } }],
    images: [{ via: "from", reference: py312 }],
  });
});

test("what runs: the Python of the conda file with its place, the operating system and the user", async () => {
  const files = await inspected({
    "deployment.yml": `$schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json\nenvironment:\n  image: ${openmpi}\n  conda_file: env/conda.yml\n`,
    "env/conda.yml": "dependencies:\n  - python=3.9\n",
  });
  const deployment = files.find(({ path }) => path === "deployment.yml");
  expect(deployment).toMatchObject({
    kind: "yaml",
    images: [{ via: "reference", reference: openmpi }],
    runs: [
      {
        os: "ubuntu20.04",
        python: {
          value: "3.9",
          path: "env/conda.yml",
          region: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 15 },
        },
        user: { root: "unknown" },
      },
    ],
  });
});

test("what runs: the user that a file gives an image", async () => {
  const [file] = await inspected({
    "compose.yaml": `services:\n  a:\n    image: ${py312}\n    user: "0"\n`,
  });
  expect(file).toMatchObject({
    runs: [
      {
        user: {
          value: "0",
          root: true,
          path: "compose.yaml",
          region: { startLine: 4, startColumn: 12, endLine: 4, endColumn: 13 },
        },
      },
    ],
  });
});
