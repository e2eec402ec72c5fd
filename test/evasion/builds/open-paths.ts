import type { BuildCase } from "../build-case.ts";
import { banned, current } from "../build-case.ts";

const stage = `FROM ${current} AS a\n`;
const onBanned = (at: string): readonly string[] =>
  ["eol-os", "eol-python", "unsupported-image"].map((rule) => `${at} ${rule}`);

/** ARGs without a value, and variables of the base image, in the paths of copies, in names of ENV and in platforms. */
export const cases: readonly BuildCase[] = [
  {
    name: "a source without its ARG is the whole root",
    dockerfile: `${stage}FROM alpine\nARG S\nCOPY --from=a /$S /\nUSER root\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:13 unverified-image", "5:6 root-user medium"],
  },
  {
    name: "the same beside a template that changes nothing",
    dockerfile: `${stage}FROM alpine\nARG S\nLABEL x={{y}}\nCOPY --from=a /$S /\nUSER root\n`,
    buildkit: { image: current, user: "root" },
    findings: ["5:13 unverified-image", "6:6 root-user medium"],
  },
  {
    name: "a destination without its ARG",
    dockerfile: `${stage}FROM alpine\nARG S\nCOPY --from=a / /$S\nUSER root\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:13 unverified-image", "5:6 root-user medium"],
  },
  {
    name: "a working directory without its ARG",
    dockerfile: `${stage}FROM alpine\nARG W\nWORKDIR /$W\nCOPY --from=a / .\nUSER root\n`,
    buildkit: { image: current, user: "root" },
    findings: ["5:13 unverified-image", "6:6 root-user medium"],
  },
  {
    name: "without USER on scratch",
    dockerfile: `${stage}FROM scratch\nARG S\nCOPY --from=a /$S /\n`,
    buildkit: { image: current, user: null },
    findings: ["2:6 root-user medium", "4:13 unverified-image"],
  },
  {
    name: "in a trigger",
    dockerfile: `${stage}FROM alpine AS t\nONBUILD ARG S\nONBUILD COPY --from=a /$S /\nFROM t\nUSER root\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:21 unverified-image", "6:6 root-user medium"],
  },
  {
    name: "by way of a folder",
    dockerfile: `${stage}FROM alpine AS b\nARG S\nCOPY --from=a /$S /r\nFROM scratch\nCOPY --from=b /r /\n`,
    buildkit: { image: current, user: null },
    findings: ["5:6 root-user medium", "6:13 unverified-image"],
  },
  {
    name: "a copy that is certain beside one that is not",
    dockerfile: `${stage}FROM alpine\nARG S\nCOPY --from=a /$S /\nCOPY --from=a / /\nUSER root\n`,
    buildkit: { image: current, user: "root" },
    findings: ["6:6 root-user"],
  },
  {
    name: "the image itself counts in any case",
    dockerfile: `FROM alpine\nARG S\nCOPY --from=${banned} /$S /\nUSER app\n`,
    buildkit: { image: banned, user: "app" },
    findings: onBanned("3:13"),
  },
  {
    name: "with the build argument only that counts",
    dockerfile: `${stage}FROM alpine\nARG S\nCOPY --from=a /$S /\nUSER root\n`,
    buildArgs: { S: "opt" },
    buildkit: { image: "alpine", user: "root" },
    findings: [],
  },
  // What only the base image sets.
  {
    name: "a source that the base image may set",
    dockerfile: `${stage}FROM alpine\nCOPY --from=a $APP /\nUSER root\n`,
    buildkit: { image: current, user: "root" },
    findings: ["3:13 unverified-image", "4:6 root-user medium"],
  },
  {
    name: "a destination that the base image may set, by an ENV",
    dockerfile: `${stage}FROM alpine\nENV D=$APP\nCOPY --from=a / /$D\nUSER root\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:13 unverified-image", "5:6 root-user medium"],
  },
  {
    name: "scratch sets nothing",
    dockerfile: `${stage}FROM scratch AS s\nFROM s\nCOPY --from=a $APP /\nUSER root\n`,
    buildkit: { image: current, user: "root" },
    findings: ["5:6 root-user"],
  },
  // Names of ENV.
  {
    name: "an ENV whose name an ARG completes",
    dockerfile: `FROM ${current}\nENV U=app\nARG X\nENV \${X}U=root\nUSER $U\n`,
    buildkit: { image: current, user: "root" },
    findings: ["5:6 root-user medium", "5:6 unverified-image"],
  },
  {
    name: "an ENV whose name the base image may complete",
    dockerfile: `FROM ${current}\nENV U=app\nENV \${X}U=root\nUSER $U\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:6 root-user medium", "4:6 unverified-image"],
  },
  {
    name: "a blank in the name of an ENV is none in its value",
    dockerfile: `FROM ${current}\nENV U=app\nARG X\nENV "a b$X"=root\nUSER $U\n`,
    buildkit: { image: current, user: "app" },
    findings: ["5:6 unverified-image"],
  },
  // What only the template reading rejects.
  {
    name: "a brace that a template mark hides",
    dockerfile: `FROM ${current}\nUSER 0\nUSER \${+{{}}\n`,
    buildkit: { image: current, user: "}" },
    findings: [],
  },
  {
    name: "a name of an image that is a syntax error without its ARG",
    dockerfile: `ARG P=\nFROM \${X%\${P-\\\\}}\nFROM ${current}\nUSER app\n`,
    buildkit: "rejects",
    findings: [],
  },
];
