import { banned } from "../build-case.ts";
import type { TreeCase } from "../tree-case.ts";

const letters = "a".repeat(200);
const deep = "a/".repeat(60);
/** Expressions of the engine take exponential time for it. */
const endless = `${"*a".repeat(30)}b`;
const old = `FROM ${banned}\n`;

function configured(name: string, config: unknown): TreeCase {
  return {
    name: `an endless pattern in ${name}`,
    files: {
      ".inferlint.json": JSON.stringify(config),
      [`${letters}/Dockerfile`]: old,
      [`${deep}Dockerfile`]: old,
    },
    args: ["lint"],
    status: 1,
    stdout: [`${letters}/Dockerfile`, "unsupported-image"],
  };
}

/** Patterns of a repository that would hang a run, or hide a file by being too slow to apply. */
export const cases: readonly TreeCase[] = [
  configured("files.exclude", { files: { exclude: [endless] } }),
  configured("files.exclude, by braces", { files: { exclude: [`${"{a,aa}".repeat(40)}b`] } }),
  configured("files.exclude, by a repeated group", { files: { exclude: ["{a*,*a}+b"] } }),
  configured("files.exclude, by globstars", {
    files: { exclude: [`${"**/*a*a*a/".repeat(9)}b`, `${"**/a/".repeat(9)}b`] },
  }),
  {
    name: "an endless pattern in files.include",
    files: {
      ".inferlint.json": JSON.stringify({ files: { include: [endless] } }),
      [letters]: "",
      [`${letters}b`]: old,
    },
    args: ["lint"],
    status: 1,
    stdout: [`${letters}b`, "unsupported-image"],
  },
  configured("overrides", {
    overrides: [{ files: [endless], rules: { "unsupported-image": "off" } }],
  }),
  configured("exceptions", {
    exceptions: [
      { rules: ["unsupported-image"], files: [endless], images: [endless], reason: "later" },
    ],
  }),
  {
    name: "an endless pattern in overrides, under a policy",
    files: {
      "policy.json": JSON.stringify({ rules: { "unsupported-image": "error" } }),
      ".inferlint.json": JSON.stringify({
        overrides: [{ files: [endless], rules: { "unsupported-image": "off" } }],
      }),
      [`${letters}/Dockerfile`]: old,
    },
    args: ["lint", "--policy", "policy.json"],
    status: 1,
    stdout: ["unsupported-image"],
  },
  {
    name: "an endless pattern in images.include",
    files: {
      ".inferlint.json": JSON.stringify({
        images: { include: ["azureml/**/*inference*", `azureml/${endless}`] },
      }),
      Dockerfile: `FROM mcr.microsoft.com/azureml/${letters}\n${old}`,
    },
    args: ["lint"],
    status: 1,
    stdout: ["unsupported-image"],
  },
  {
    // Each `**` was tried at each of the places of the other, up to a depth of 316.
    name: "many patterns with several ** in a .gitignore",
    files: {
      ".gitignore": "**/a/**/b\n".repeat(4_000),
      [`${"a/".repeat(300)}Dockerfile`]: old,
    },
    args: ["lint"],
    status: 1,
    stdout: ["unsupported-image"],
  },
  {
    // Beyond that depth no .gitignore applied at all.
    name: "a .gitignore that applies at any depth",
    files: {
      ".gitignore": "**/a/**/b\n*.gpu\n",
      [`${"a/".repeat(330)}Dockerfile.gpu`]: old,
      Dockerfile: old,
    },
    args: ["lint"],
    status: 1,
    stdout: ["unsupported-image"],
    silent: ["Dockerfile.gpu", "was not applied"],
  },
  {
    name: "an endless pattern in --exclude",
    files: { [`${letters}/Dockerfile`]: old },
    args: ["lint", "--exclude", endless],
    status: 1,
    stdout: ["unsupported-image"],
  },
  {
    name: "a pattern with a range that is not valid, which would match nothing",
    files: { ".inferlint.yaml": 'files:\n  exclude: ["third_party/[z-a]*"]\n', Dockerfile: old },
    args: ["lint"],
    status: 2,
    stderr: [
      '.inferlint.yaml:2:13: the pattern "third_party/[z-a]*" has a range in brackets or braces that is not valid',
    ],
  },
  {
    name: "a pattern that is too long",
    files: {
      ".inferlint.json": JSON.stringify({ images: { include: [".".repeat(250_000)] } }),
      Dockerfile: old,
    },
    args: ["lint"],
    status: 2,
    stderr: ["is longer than 1024 characters"],
  },
  {
    name: "a pattern of --exclude that is too long",
    files: { Dockerfile: old },
    args: ["lint", "--exclude", "a".repeat(1025)],
    status: 2,
    stderr: ["is longer than 1024 characters"],
  },
];
