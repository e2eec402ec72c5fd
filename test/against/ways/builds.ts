import type { Way } from "./way.ts";
import { bad, current, ended } from "./way.ts";

const open = `ARG BASE=${ended}:latest\nFROM $BASE\n`;
const staged = `FROM ${current}:latest AS safe\nFROM safe AS shipped\nUSER root\n`;
const conda = (python: string): string =>
  `name: serve\nchannels: [conda-forge]\ndependencies:\n  - python=${python}\n  - pip\n  - pip: [azureml-inference-server-http]\n`;
const environment = `$schema: https://azuremlschemas.azureedge.net/latest/environment.schema.json\nname: serve\nimage: ${current}:latest\nconda_file: conda.yaml\n`;
const compose = (more: string): string =>
  `services:\n  a:\n    build:\n      context: serve\n${more}`;

/** What the repository says of its builds, and files that decide with others. */
export const builds: readonly Way[] = [
  {
    way: "build.args put another image in place",
    head: {
      ".inferlint.yaml": `build: { args: { BASE: "${current}:latest" } }\n`,
      "serve/Dockerfile": open,
    },
    withPolicy: [1, "unsupported-image serve/Dockerfile:2"],
    alone: [1, "unsupported-image serve/Dockerfile:2"],
  },
  {
    way: "build.targets build another stage",
    head: { ".inferlint.yaml": "build: { targets: [safe] }\n", "serve/Dockerfile": staged },
    withPolicy: [1, "root-user serve/Dockerfile:3"],
    alone: [1, "root-user serve/Dockerfile:3"],
  },
  {
    way: "build.targets were in the base before",
    base: { ".inferlint.yaml": "build: { targets: [safe] }\n" },
    head: { "serve/Dockerfile": staged },
    withPolicy: [1, "root-user serve/Dockerfile:3"],
    alone: [1, "root-user serve/Dockerfile:3"],
  },
  {
    way: "a compose file gives the argument",
    head: {
      "compose.yaml": compose(`      args: { BASE: "${current}:latest" }\n`),
      "serve/Dockerfile": open,
    },
    withPolicy: [1, "unsupported-image serve/Dockerfile:2"],
    alone: [1, "unsupported-image serve/Dockerfile:2"],
  },
  {
    way: "a compose file names the target",
    head: { "compose.yaml": compose("      target: safe\n"), "serve/Dockerfile": staged },
    withPolicy: [1, "root-user serve/Dockerfile:3"],
    alone: [1, "root-user serve/Dockerfile:3"],
  },
  {
    way: "only a compose file is changed, to another argument",
    base: {
      "compose.yaml": compose(`      args: { BASE: "${current}:latest" }\n`),
      "serve/Dockerfile": `ARG BASE=${current}:latest\nFROM $BASE\n`,
    },
    head: { "compose.yaml": compose(`      args: { BASE: "${ended}:latest" }\n`) },
    withPolicy: [1, "unsupported-image serve/Dockerfile:2"],
    alone: [1, "unsupported-image serve/Dockerfile:2"],
  },
  {
    way: "only a compose file is changed, to the user root",
    base: { "compose.yaml": compose("    user: app\n") },
    head: { "compose.yaml": compose("    user: root\n") },
    withPolicy: [1, "root-user compose.yaml:5"],
    alone: [1, "root-user compose.yaml:5"],
  },
  {
    way: "only a bake file is changed",
    base: {
      "docker-bake.hcl": 'target "a" {\n  context = "serve"\n}\n',
      "serve/Dockerfile": `ARG BASE=${current}:latest\nFROM $BASE\n`,
    },
    head: {
      "docker-bake.hcl": `target "a" {\n  context = "serve"\n  args = { BASE = "${ended}:latest" }\n}\n`,
    },
    withPolicy: [1, "unsupported-image serve/Dockerfile:2"],
    alone: [1, "unsupported-image serve/Dockerfile:2"],
  },
  {
    way: "only a conda file is changed",
    base: { "environment.yaml": environment, "conda.yaml": conda("3.12") },
    head: { "conda.yaml": conda("3.8") },
    withPolicy: [1, "eol-python conda.yaml:4"],
    alone: [1, "eol-python conda.yaml:4"],
  },
  {
    way: "a conda file is changed, and the rule about it is turned off",
    base: { "environment.yaml": environment, "conda.yaml": conda("3.12") },
    head: { "conda.yaml": conda("3.8"), ".inferlint.yaml": "rules: { eol-python: off }\n" },
    withPolicy: [1, "eol-python conda.yaml:4"],
    alone: [1, "eol-python conda.yaml:4"],
  },
  {
    way: "an environment names another conda file",
    base: {
      "environment.yaml": environment,
      "conda.yaml": conda("3.12"),
      "old.yaml": conda("3.8"),
    },
    head: { "environment.yaml": environment.replace("conda.yaml", "old.yaml") },
    withPolicy: [1, "eol-python old.yaml:4"],
    alone: [1, "eol-python old.yaml:4"],
  },
  {
    way: "a described Dockerfile under an odd name",
    base: { "serve/build.img": bad },
    head: { "compose.yaml": compose("      dockerfile: build.img\n") },
    withPolicy: [1, "root-user serve/build.img:3"],
    alone: [1, "root-user serve/build.img:3"],
  },
  {
    way: "a script builds with another argument",
    base: { "serve/Dockerfile": `ARG BASE=${current}:latest\nFROM $BASE\n` },
    head: { "build.sh": `docker build --build-arg BASE=${ended}:latest serve\n` },
    withPolicy: [1, "unsupported-image serve/Dockerfile:2"],
    alone: [1, "unsupported-image serve/Dockerfile:2"],
  },
  {
    way: "a Dockerfile in a compose file",
    head: {
      "compose.yaml": `services:\n  a:\n    build:\n      dockerfile_inline: |\n        FROM ${current}:latest\n        USER root\n`,
    },
    withPolicy: [1, "root-user compose.yaml:6"],
    alone: [1, "root-user compose.yaml:6"],
  },
  {
    way: "an old image in a notebook",
    head: {
      "a.ipynb": JSON.stringify({
        cells: [
          {
            cell_type: "code",
            source: [`image = "${ended}:latest"`],
            metadata: {},
            outputs: [],
            execution_count: null,
          },
        ],
        metadata: { kernelspec: { language: "python", name: "python3", display_name: "Python 3" } },
        nbformat: 4,
        nbformat_minor: 5,
      }),
    },
    withPolicy: [1, "unsupported-image a.ipynb:1"],
    alone: [1, "unsupported-image a.ipynb:1"],
  },
  {
    way: "a target of the policy's own run",
    head: { "serve/Dockerfile": staged },
    args: ["--target", "shipped"],
    withPolicy: [1, "root-user serve/Dockerfile:3"],
    alone: [1, "root-user serve/Dockerfile:3"],
  },
];
