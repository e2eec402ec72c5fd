import type { BuildCase } from "../build-case.ts";
import { current } from "../build-case.ts";

/** Frontends other than Docker's: what they build from the file is not known. */

const from = `FROM ${current}\n`;
const asDocker = { image: current, user: null };

const others = [
  "# syntax=contoso.azurecr.io/dockerfile:1",
  "#syntax=evil/dockerfile",
  "# SYNTAX = evil/dockerfile",
  "#\tsyntax=evil/dockerfile\r",
  "\uFEFF# syntax=evil/dockerfile",
  "#!/usr/bin/env docker\n# syntax=evil/dockerfile",
  "# check=skip=all\n# syntax=evil/dockerfile",
  "# syntax=evil/dockerfile\n# syntax=docker/dockerfile:1",
  "# syntax=dockerfile",
  "# syntax=docker/dockerfiles:1",
  "# syntax=docker.io/library/dockerfile:1",
  "# syntax=docker.io.evil.com/docker/dockerfile:1",
  "# syntax=mcr.microsoft.com/docker/dockerfile:1",
  "# syntax=ghcr.io/docker/dockerfile:1",
  "# syntax=evil/docker/dockerfile:1",
  "# syntax=docker/dockerfile:1@evil",
  "# syntax=Docker/dockerfile",
];

const dockers = [
  "# syntax=docker/dockerfile",
  "# syntax=docker/dockerfile:1",
  "# syntax=docker/dockerfile:1.7-labs",
  "# syntax=docker/dockerfile-upstream:master",
  "# syntax=docker.io/docker/dockerfile:1",
  "# syntax=index.docker.io/docker/dockerfile:1",
  "# syntax=Docker.IO:443/docker/dockerfile:1",
  `# syntax=docker/dockerfile:1@sha256:${"0123456789abcdef".repeat(4)}`,
  "# syntax=docker/dockerfile:1 --with=arguments",
  "# sintax=evil/dockerfile\n# syntax=evil/dockerfile",
  "# a comment\n# syntax=evil/dockerfile",
  "\n# syntax=evil/dockerfile",
  " # syntax=evil/dockerfile",
  "ARG X=1\n# syntax=evil/dockerfile",
  "ARG BUILDKIT_SYNTAX=evil/dockerfile",
];

const lines = (text: string): number => text.split("\n").length;

export const cases: readonly BuildCase[] = [
  ...others.map((text): BuildCase => {
    // BuildKit hands the file over before it sees that a directive appears twice.
    const problems = text.includes("syntax=docker/dockerfile:1") && lines(text) === 2;
    return {
      name: text,
      dockerfile: `${text}\n${from}`,
      buildkit: "another frontend",
      findings: [
        ...(problems ? ["2:1 invalid-dockerfile"] : []),
        `${lines(text) + 1}:6 unverified-image`,
      ],
    };
  }),
  ...dockers.map((text): BuildCase => {
    return {
      name: text,
      dockerfile: `${text}\n${from}`,
      buildkit: asDocker,
      findings: [],
    };
  }),
  {
    name: "a directive of another language, which is no instruction",
    dockerfile: `// syntax=evil/dockerfile\n${from}`,
    buildkit: "another frontend",
    findings: ["1:1 invalid-dockerfile", "2:6 unverified-image"],
  },
  {
    name: "root is still reported",
    dockerfile: `# syntax=evil/dockerfile\n${from}USER root\n`,
    buildkit: "another frontend",
    findings: ["2:6 unverified-image", "3:6 root-user"],
  },
  {
    name: "an image that is copied from",
    dockerfile: `# syntax=evil/dockerfile\nFROM scratch\nCOPY --from=${current} /a /a\n`,
    buildkit: "another frontend",
    findings: ["3:13 unverified-image"],
  },
  {
    name: "no inference image",
    dockerfile: `# syntax=evil/dockerfile\n# azureml\nFROM python:3.12\n`,
    buildkit: "another frontend",
    findings: [],
  },
  {
    name: "a build argument",
    dockerfile: from,
    buildArgs: { BUILDKIT_SYNTAX: "evil/dockerfile" },
    buildkit: "another frontend",
    findings: ["1:6 unverified-image"],
  },
  {
    name: "a build argument beats the directive",
    dockerfile: `# syntax=docker/dockerfile:1\n${from}`,
    buildArgs: { BUILDKIT_SYNTAX: " evil/dockerfile --x" },
    buildkit: "another frontend",
    findings: ["2:6 unverified-image"],
  },
  {
    name: "a build argument with Docker's frontend beats the directive",
    dockerfile: `# syntax=evil/dockerfile\n${from}`,
    buildArgs: { BUILDKIT_SYNTAX: "docker/dockerfile:1" },
    buildkit: asDocker,
    findings: [],
  },
];
