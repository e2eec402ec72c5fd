import type { BuildCase } from "../build-case.ts";
import { current } from "../build-case.ts";

/** Builds on an inference image without a FROM of it: a COPY takes its whole file system. */

const stage = `FROM ${current} AS a\n`;
const root = { image: current, user: "root" };
const none = { image: current, user: null };

const inOneStep = (
  name: string,
  copy: string,
  findings: readonly string[] = ["4:6 root-user"],
): BuildCase => ({
  name,
  dockerfile: `${stage}FROM scratch\n${copy}\nUSER root\n`,
  buildkit: findings.length > 0 ? root : { image: "scratch", user: "root" },
  findings,
});

export const cases: readonly BuildCase[] = [
  inOneStep("a stage", "COPY --from=a / /"),
  inOneStep("a stage by number", "COPY --from=0 / /"),
  inOneStep("a stage in another case", "COPY --from=A / /"),
  inOneStep("a relative source is taken from the root", "COPY --from=a . /"),
  inOneStep("doubled slashes", "COPY --from=a // //"),
  inOneStep("a dot in the path", "COPY --from=a /./ /."),
  inOneStep("up again", "COPY --from=a /x/.. /y/../"),
  inOneStep("above the root", "COPY --from=a ../.. /.."),
  inOneStep("a wildcard", "COPY --from=a /* /"),
  inOneStep("a wildcard that is longer", "COPY --from=a /?* /"),
  inOneStep("a wildcard of letters", "COPY --from=a --parents /[a-z]* /"),
  inOneStep("JSON form", 'COPY --from=a ["/", "/"]'),
  inOneStep("JSON form with an empty source", 'COPY --from=a ["", "/"]'),
  inOneStep("quotes", `COPY --from=a "/" '/'`),
  inOneStep("several sources", "COPY --from=a /etc/hosts / /"),
  inOneStep("flags", "COPY --link --chown=1000:1000 --from=a --chmod=755 / /"),
  inOneStep("with parts left out", "COPY --from=a --exclude=/proc / /"),
  inOneStep("--parents", "COPY --from=a --parents /* /"),
  inOneStep("--parents from a folder on", "COPY --from=a --parents /./* /"),
  inOneStep("a relative destination", "COPY --from=a / ."),
  inOneStep("another relative destination", "COPY --from=a / ./"),
  inOneStep("an unset variable is an empty source", "COPY --from=a $X /"),
  inOneStep("a heredoc beside it", "COPY --from=a <<E / /\nE", ["5:6 root-user"]),
  inOneStep("a folder is not the whole file system", "COPY --from=a /opt /", []),
  inOneStep("another destination", "COPY --from=a / /rootfs", []),
  inOneStep("--parents of a folder", "COPY --from=a --parents /opt/* /", []),
  {
    name: "without USER, scratch is root",
    dockerfile: `${stage}FROM scratch\nCOPY --from=a / /\n`,
    buildkit: none,
    findings: ["2:6 root-user"],
  },
  {
    name: "another user",
    dockerfile: `${stage}FROM scratch\nCOPY --from=a / /\nUSER dockeruser\n`,
    buildkit: { image: current, user: "dockeruser" },
    findings: [],
  },
  {
    name: "the USER of the copied stage does not come along",
    dockerfile: `${stage}USER dockeruser\nFROM scratch\nCOPY --from=a / /\n`,
    buildkit: none,
    findings: ["3:6 root-user"],
  },
  {
    name: "an image that is copied from",
    dockerfile: `FROM scratch\nCOPY --from=${current} / /\n`,
    buildkit: none,
    findings: ["1:6 root-user"],
  },
  {
    name: "the same image by the number that BuildKit gives it",
    dockerfile: `FROM scratch\nCOPY --from=${current} /a /a\nCOPY --from=1 / /\n`,
    buildkit: none,
    findings: ["1:6 root-user"],
  },
  {
    name: "on another base, as root",
    dockerfile: `${stage}FROM ubuntu:24.04\nCOPY --from=a / /\nUSER 0\n`,
    buildkit: { image: current, user: "0" },
    findings: ["4:6 root-user"],
  },
  {
    name: "on another base, whose user is not known",
    dockerfile: `${stage}FROM ubuntu:24.04\nCOPY --from=a / /\n`,
    buildkit: none,
    findings: ["2:6 unverified-image"],
  },
  {
    name: "on an image of Microsoft's that starts as root",
    dockerfile: `${stage}FROM mcr.microsoft.com/azureml/curated/foundation-model-inference\nCOPY --from=a / /\n`,
    buildkit: none,
    findings: ["2:6 eol-python", "2:6 root-user", "2:6 unlisted-image"],
  },
  {
    name: "on an inference image with its own user",
    dockerfile: `${stage}FROM ${current}\nCOPY --from=a / /\n`,
    buildkit: none,
    findings: [],
  },
  {
    name: "copied twice",
    dockerfile: `${stage}FROM scratch AS b\nCOPY --from=a / /\nFROM scratch\nCOPY --from=b / /\n`,
    buildkit: none,
    findings: ["4:6 root-user"],
  },
  {
    name: "copied in a stage that the target is built on",
    dockerfile: `${stage}FROM scratch AS b\nCOPY --from=a / /\nFROM b\nUSER root\n`,
    buildkit: root,
    findings: ["5:6 root-user"],
  },
  {
    name: "from a stage that is built on a stage",
    dockerfile: `${stage}FROM a AS b\nFROM scratch\nCOPY --from=b / /\n`,
    buildkit: none,
    findings: ["3:6 root-user"],
  },
  {
    name: "the second of two copies",
    dockerfile: `${stage}FROM python:3.12 AS b\nFROM scratch\nCOPY --from=b / /\nCOPY --from=a / /\n`,
    buildkit: none,
    findings: ["3:6 root-user"],
  },
  {
    name: "by way of a folder",
    dockerfile: `${stage}FROM alpine AS b\nCOPY --from=a / /rootfs/\nFROM scratch\nCOPY --from=b /rootfs /\n`,
    buildkit: none,
    findings: ["4:6 root-user"],
  },
  {
    name: "by way of two folders",
    dockerfile: `${stage}FROM alpine AS b\nWORKDIR /x\nCOPY --from=a / y\nFROM b AS c\nFROM alpine AS d\nCOPY --from=c /x z\nFROM scratch\nCOPY --from=d z/y/* /\n`,
    buildkit: none,
    findings: ["8:6 root-user"],
  },
  {
    name: "a part of a copy in a folder",
    dockerfile: `${stage}FROM alpine AS b\nCOPY --from=a / /rootfs/\nFROM scratch\nCOPY --from=b /rootfs/opt /\n`,
    buildkit: { image: "scratch", user: null },
    findings: [],
  },
  {
    name: "ONBUILD",
    dockerfile: `${stage}FROM scratch AS b\nONBUILD COPY --from=a / /\nFROM b\n`,
    buildkit: none,
    findings: ["4:6 root-user"],
  },
  {
    name: "ONBUILD that this build does not run",
    dockerfile: `${stage}FROM scratch\nONBUILD COPY --from=a / /\n`,
    buildkit: { image: "scratch", user: null },
    findings: [],
  },
  {
    name: "a relative destination in another folder",
    dockerfile: `${stage}FROM scratch\nWORKDIR /app\nCOPY --from=a / .\nUSER root\n`,
    buildkit: { image: "scratch", user: "root" },
    findings: [],
  },
  {
    name: "a relative destination that leads back to the root",
    dockerfile: `${stage}FROM scratch\nWORKDIR /app\nWORKDIR x\nCOPY --from=a / ../..\nUSER root\n`,
    buildkit: root,
    findings: ["6:6 root-user"],
  },
  {
    name: "the working directory of an earlier stage",
    dockerfile: `${stage}FROM scratch AS b\nWORKDIR /app\nFROM b\nCOPY --from=a / .\nUSER root\n`,
    buildkit: { image: "scratch", user: "root" },
    findings: [],
  },
  {
    name: "paths in variables",
    dockerfile: `${stage}FROM scratch\nARG R=/\nENV D=$R\nCOPY --from=a $R \${D}\nUSER root\n`,
    buildkit: root,
    findings: ["6:6 root-user"],
  },
  {
    name: "paths in variables that are not the root",
    dockerfile: `${stage}FROM scratch\nARG R=/\nCOPY --from=a $R /\nUSER root\n`,
    buildArgs: { R: "/opt" },
    buildkit: { image: "scratch", user: "root" },
    findings: [],
  },
  {
    name: "a source that a build argument decides",
    dockerfile: `${stage}FROM scratch\nARG R\nCOPY --from=a $R/ /\nUSER root\n`,
    buildkit: root,
    findings: ["4:13 unverified-image", "5:6 root-user medium"],
  },
  {
    name: "a destination that a template decides",
    dockerfile: `${stage}FROM scratch\nCOPY --from=a / /{{x}}\nUSER root\n`,
    buildkit: { image: "scratch", user: "root" },
    findings: ["3:13 unverified-image"],
  },
  {
    name: "a folder of which a build argument decides the rest",
    dockerfile: `${stage}FROM scratch\nARG R\nCOPY --from=a /opt/$R /\nUSER root\n`,
    buildkit: { image: "scratch", user: "root" },
    findings: [],
  },
  {
    name: "a user that cannot be root makes the source irrelevant",
    dockerfile: `${stage}FROM scratch\nARG R\nCOPY --from=a $R /\nUSER 1000\n`,
    buildkit: { image: current, user: "1000" },
    findings: [],
  },
  {
    name: "a stage on an image that a build argument names",
    dockerfile: `ARG I\nFROM $I AS a\nFROM scratch\nCOPY --from=a / /\n`,
    buildkit: "rejects",
    findings: ["2:6 unverified-image"],
  },
  {
    name: "ADD has no --from",
    dockerfile: `${stage}FROM scratch\nADD --from=a / /\n`,
    buildkit: "rejects",
    findings: ["3:5 invalid-dockerfile"],
  },
];
