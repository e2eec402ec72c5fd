import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bareEnvironment, run } from "../support/working-copy.ts";

// Small repositories in the place of the public ones.

const articles = "articles/machine-learning";
const list = `${articles}/concept-prebuilt-docker-images-inference.md`;

/** Writes files into a repository and commits them on a day. */
export function commit(
  directory: string,
  day: string,
  files: Readonly<Record<string, string>>,
  branch = "main",
): void {
  const time = `${day}T12:00:00Z`;
  const env = bareEnvironment({ GIT_AUTHOR_DATE: time, GIT_COMMITTER_DATE: time });
  const git = (...args: readonly string[]): void => {
    const { status, stderr } = run("git", args, { cwd: directory, env });
    if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  };
  mkdirSync(directory, { recursive: true });
  git("init", "--quiet", `--initial-branch=${branch}`);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  git("add", "--all");
  git("commit", "--quiet", `--message=${day}`);
}

/** A version of a curated environment, as its folder on the branch `release` has it. */
export const environment = (version: number, ubuntu: string): Record<string, string> => ({
  "latest/environment/minimal-py311-inference/spec.yaml": [
    "name: minimal-py311-inference",
    `version: "${version}"`,
    "build:\n  path: context\n  dockerfile_path: Dockerfile",
    'tags:\n  Inferencing: ""\n  Preview: ""\n',
  ].join("\n"),
  "latest/environment/minimal-py311-inference/environment.yaml": [
    "image:",
    "  name: azureml/curated/minimal-py311-inference",
    "  context:\n    dir: context\n    dockerfile: Dockerfile\n",
  ].join("\n"),
  "latest/environment/minimal-py311-inference/context/Dockerfile": [
    `FROM mcr.microsoft.com/azureml/inference-base-${ubuntu}:20260101.v1`,
    "ENV AZUREML_CONDA_ENVIRONMENT_PATH=/azureml-envs/minimal",
    "RUN conda create -p $AZUREML_CONDA_ENVIRONMENT_PATH python=3.11",
    "USER dockeruser\n",
  ].join("\n"),
});

const calendar = (header: string, ...rows: readonly string[]): string =>
  `${[header, ...rows].join("\n")}\n`;

const releases = (...cycles: readonly (readonly [string, string])[]): string =>
  `---\nreleases:\n${cycles.map(([cycle, eol]) => `  - releaseCycle: "${cycle}"\n    eol: ${eol}\n`).join("")}---\n`;

/** The repositories by their addresses below two hosts: `github/Azure/azureml-assets`. */
export function createSources(directory: string): void {
  const make = (
    path: string,
    day: string,
    files: Record<string, string>,
    branch?: string,
  ): void => {
    commit(join(directory, path), day, files, branch);
  };
  make("github/Azure/azureml-assets", "2026-01-10", environment(1, "2204"), "release");
  make("github/Azure/azureml-examples", "2026-01-11", {
    "cli/Dockerfile": "FROM mcr.microsoft.com/azureml/inference-base-2204:20260105.v1\n",
  });
  make("github/Azure/AzureML-Containers", "2026-01-12", {
    "README.md": "| Image | Ubuntu |\n|---|---|\n| openmpi5.0-ubuntu24.04 | 24.04 |\n",
  });
  make("github/microsoft/physical-ai-toolchain", "2026-01-13", {
    Dockerfile: `FROM mcr.microsoft.com/azureml/openmpi5.0-ubuntu24.04:20260106.v1@sha256:${"a".repeat(64)}\n`,
  });
  make("github/MicrosoftDocs/azure-ai-docs", "2026-01-14", {
    [list]: [
      "---\nms.date: 01/14/2026\n---\n* Use the `latest` tag.\n\n| MCR path |\n| --- |",
      "| `mcr.microsoft.com/azureml/minimal-py312-inference:latest` |\n",
    ].join("\n"),
    [`${articles}/concept-environments.md`]: "---\nms.date: 09/04/2024\n---\n",
    [`${articles}/concept-vulnerability-management.md`]: "---\nms.date: 06/24/2025\n---\n",
    "articles/other.md": "not checked out\n",
  });
  make("github/endoflife-date/endoflife.date", "2026-01-15", {
    "products/ubuntu.md": releases(["22.04", "2027-05-31"], ["24.04", "2029-05-31"]),
    "products/python.md": releases(["3.11", "2027-10-31"], ["3.12", "2028-10-31"]),
  });
  make("salsa/debian/distro-info-data", "2026-01-16", {
    "ubuntu.csv": calendar(
      "version,eol,eol-esm",
      "22.04 LTS,2027-06-01,2032-04-21",
      "24.04 LTS,2029-05-31,2034-04-25",
    ),
    "debian.csv": calendar("version,eol,eol-lts", "12,2026-07-11,2028-06-30"),
    "debian/changelog":
      "distro-info-data (0.70) unstable; urgency=medium\n\n  * Update.\n\n -- A <a@b.example>  Fri, 16 Jan 2026 12:00:00 +0000\n",
  });
}

/** decided.yaml for these sources. */
export const decided: string = `sentences:
  latest:
    path: ${list}
    text: Use the \`latest\` tag.
    source: MicrosoftDocs/azure-ai-docs@0000000001
    asOf: 2026-01-14
images:
  azureml/minimal-py312-inference: {}
  azureml/inference-base-2204: {}
  # An example of the README asks for it.
  azureml/minimal-ubuntu20.04-py38-cpu-inference:
    documented: 2022-07-14..2024-04-08
    user: dockeruser
    source: an older list
    asOf: 2024-04-08
facts:
  - for: [azureml/minimal-py312-inference]
    user: dockeruser
    processor: cpu
    why: the list says so
    source: MicrosoftDocs/azure-ai-docs@0000000001
    asOf: 2026-01-14
  - for: [azureml/inference-base-2204]
    user: dockeruser
    inferred: true
    why: most Dockerfiles return to it
    source: Azure/azureml-assets@0000000001
    asOf: 2026-01-10
successors: []
environments: []
conda: []
tags: {}
digests: {}
cycles: {}
accept: []
`;
