import type { TreeCase } from "../tree-case.ts";

const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";
const base2204 = "mcr.microsoft.com/azureml/inference-base-2204";
const py38 = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";
const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const mirror =
  "images: { mirrors: [{ prefix: contoso.azurecr.io/mcr/azureml, for: mcr.microsoft.com/azureml }] }\n";

/** Fixes and advice that end at an image that is reported, or at nothing without a word. */
export const cases: readonly TreeCase[] = [
  {
    name: "an image that was never listed is not moved to its own tag by the only rule that runs",
    files: { Dockerfile: `FROM ${base2204}:20240112.v1\n` },
    args: ["--only", "stale-tag", "--fix", "--unsafe-fixes"],
    status: 1,
    stderr: ["Not fixed (stale-tag): unlisted-image would report any other tag of this image, too"],
    silent: ["No findings"],
    after: { Dockerfile: `FROM ${base2204}:20240112.v1\n` },
  },
  {
    name: "it is moved to its successor where Microsoft did so",
    files: { Dockerfile: `FROM ${py38}:20220101.v1\n` },
    args: ["--only", "stale-tag", "--fix", "--unsafe-fixes"],
    status: 0,
    after: { Dockerfile: `FROM ${py312}:latest\n` },
  },
  {
    name: "a name assembled from two ARGs",
    files: {
      Dockerfile: `ARG UBUNTU=20.04\nARG PY=38\nFROM mcr.microsoft.com/azureml/minimal-ubuntu\${UBUNTU}-py\${PY}-cpu-inference\n`,
    },
    args: ["--fix", "--unsafe-fixes"],
    status: 1,
    stderr: [
      "Dockerfile:3:6: Not fixed (eol-os, eol-python, unsupported-image): the name is assembled from ARG UBUNTU and ARG PY.",
    ],
  },
  {
    name: "the reason in JSON",
    files: {
      Dockerfile: `ARG DAY=20250101\nFROM ${py312}:\${DAY}.v1\n`,
    },
    args: ["--format", "json"],
    status: 1,
    stdout: ['"noFix": "the tag is assembled from ARG DAY"'],
  },
  {
    name: "a mirror is named by text and diff",
    files: {
      ".inferlint.yaml": mirror,
      Dockerfile: "FROM contoso.azurecr.io/mcr/azureml/minimal-ubuntu20.04-py38-cpu-inference\n",
    },
    args: ["--fix", "--unsafe-fixes"],
    status: 0,
    after: { Dockerfile: "FROM contoso.azurecr.io/mcr/azureml/minimal-py312-inference\n" },
  },
  {
    name: "and by the text alone",
    files: {
      ".inferlint.yaml": mirror,
      Dockerfile: "FROM contoso.azurecr.io/mcr/azureml/minimal-ubuntu20.04-py38-cpu-inference\n",
    },
    args: [],
    status: 1,
    stdout: ["→ contoso.azurecr.io/mcr/azureml/minimal-py312-inference:latest"],
    silent: ["mcr.microsoft.com"],
  },
  {
    name: "with floating-tag on, latest is neither written nor named",
    files: {
      ".inferlint.yaml": "rules: { floating-tag: warning }\n",
      Dockerfile: `FROM ${py312}:20250101.v1\n`,
    },
    args: ["--fix", "--unsafe-fixes"],
    status: 1,
    stdout: [/→ \S*minimal-py312-inference\s+\(pin a tag/],
    stderr: ["Not fixed (stale-tag): floating-tag does not accept latest"],
    after: { Dockerfile: `FROM ${py312}:20250101.v1\n` },
  },
  {
    name: "a digest that goes is named",
    files: { Dockerfile: `ARG I=${py312}:20250219.v1@${digest}\nFROM $I\n` },
    args: ["--fix", "--unsafe-fixes"],
    status: 0,
    stderr: ["Dockerfile:2:6: Fixed (stale-tag)", "this unpins the image"],
    after: { Dockerfile: `ARG I=${py312}:latest\nFROM $I\n` },
  },
  {
    name: "a digest that would go is named before it does",
    files: { Dockerfile: `FROM ${py312}:20250219.v1@${digest}\n` },
    args: ["--diff", "--unsafe-fixes"],
    status: 1,
    stdout: [`+FROM ${py312}:latest`],
    stderr: ["Fixable (stale-tag)", "this unpins the image"],
  },
];
