import type { BuildCase } from "../build-case.ts";
import { current } from "../build-case.ts";

/** Stages that nothing in the file uses: they can only be meant for `--target`. */

const last = "FROM python:3.12\n";
const other = { image: "python:3.12", user: null };
const serve = `FROM ${current} AS serve\nUSER root\n`;

export const cases: readonly BuildCase[] = [
  {
    name: "a stage as root that no other stage uses",
    dockerfile: serve + last,
    buildkit: other,
    findings: ["1:6 unverified-image"],
  },
  {
    name: "in upper case",
    dockerfile: `FROM ${current} AS SERVE\nUSER root\n${last}`,
    buildkit: other,
    findings: ["1:6 unverified-image"],
  },
  {
    name: "beside a target on an inference image",
    dockerfile: `${serve}FROM ${current}\n`,
    buildkit: { image: current, user: null },
    findings: ["1:6 unverified-image"],
  },
  {
    name: "a user that is empty",
    dockerfile: `FROM ${current} AS serve\nUSER $U\n${last}`,
    buildkit: other,
    findings: ["1:6 unverified-image"],
  },
  {
    name: "the user of its base",
    dockerfile: `FROM ${current} AS base\nUSER root\nFROM base AS serve\n${last}`,
    buildkit: other,
    findings: ["3:6 unverified-image"],
  },
  {
    name: "a copied file system",
    dockerfile: `FROM scratch AS serve\nCOPY --from=${current} / /\n${last}`,
    buildkit: other,
    findings: ["1:6 unverified-image"],
  },
  {
    name: "two of them",
    dockerfile: `${serve}FROM ${current} AS debug\nUSER 0\n${last}`,
    buildkit: other,
    findings: ["1:6 unverified-image", "3:6 unverified-image"],
  },
  {
    name: "its own name in a COPY",
    dockerfile: `FROM ${current} AS serve\nUSER root\nONBUILD COPY --from=serve /a /a\n${last}`,
    buildkit: other,
    findings: ["1:6 unverified-image"],
  },
  {
    name: "after the target of --target",
    dockerfile: `${serve}FROM ${current} AS debug\nUSER root\n`,
    target: "serve",
    buildkit: { image: current, user: "root" },
    findings: ["2:6 root-user"],
  },
  ...[
    `FROM serve\nUSER app\n`,
    `${last}COPY --from=serve /a /a\n`,
    `${last}COPY --from=0 /a /a\n`,
    `${last}COPY --from=SERVE /a /a\n`,
    `${last}RUN --mount=from=serve,target=/a true\n`,
    `${last}ONBUILD COPY --from=serve /a /a\n`,
    `${last}ONBUILD RUN --mount=from=serve,target=/a true\n`,
  ].map((dockerfile): BuildCase => {
    return {
      name: `a stage that is used: ${dockerfile}`,
      dockerfile: serve + dockerfile,
      buildkit: dockerfile.startsWith("FROM serve") ? { image: current, user: "app" } : other,
      findings: [],
    };
  }),
  {
    name: "not as root",
    dockerfile: `FROM ${current} AS serve\nUSER root\nUSER dockeruser\n${last}`,
    buildkit: other,
    findings: [],
  },
  {
    name: "on another image",
    dockerfile: `FROM alpine AS serve\nUSER root\n${last}`,
    buildkit: other,
    findings: [],
  },
  {
    name: "a stage without a name, which BuildKit builds by no --target",
    dockerfile: `FROM ${current}\nUSER root\n${last}`,
    buildkit: other,
    findings: [],
  },
  {
    name: "a stage whose name a later one takes",
    dockerfile: `${serve}FROM python:3.12 AS serve\n`,
    buildkit: other,
    findings: [],
  },
];
