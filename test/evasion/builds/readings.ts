import type { BuildCase } from "../build-case.ts";
import { banned, current } from "../build-case.ts";

const name = "mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference";
const onBanned = (at: string, confidence = ""): readonly string[] =>
  ["eol-os", "eol-python", "unsupported-image"].map((rule) => `${at} ${rule}${confidence}`);

/** Template marks that BuildKit does not know, ARGs without a value, and unknown parts of patterns. */
export const cases: readonly BuildCase[] = [
  // BuildKit has no templates.
  {
    name: "a template mark that opens in one variable and closes in another: the user",
    dockerfile: `FROM ${current}\nENV A={#\nUSER \${A#{#}root\${B:+\${B:+#}}\n`,
    buildkit: { image: current, user: "root" },
    findings: ["3:6 root-user medium", "3:6 unverified-image"],
  },
  {
    name: "a template mark that opens in one variable and closes in another: the image",
    dockerfile: `ARG A=zzz{#\nARG P=\${A#zzz{#}${banned}\${B:+\${B:+#}}\nFROM \${P/zzz*/alpine}\n`,
    buildkit: { image: banned, user: null },
    findings: [...onBanned("3:6"), "3:6 unverified-image"],
  },
  {
    name: "the same with braces and percent signs",
    dockerfile: `FROM ${current}\nENV A={%\nUSER \${A#{%}root\${B:+\${B:+%}}\n`,
    buildkit: { image: current, user: "root" },
    findings: ["3:6 root-user medium", "3:6 unverified-image"],
  },
  {
    name: "the same with two braces",
    dockerfile: `FROM ${current}\nENV A={{\nUSER \${A#{{}root\${B:+\${B:+x}}\n`,
    buildkit: { image: current, user: "root" },
    findings: ["3:6 root-user medium", "3:6 unverified-image"],
  },
  {
    name: "valid, though it ends like a template",
    dockerfile: `FROM ${current}\nUSER \${_x:+\${B#{{}}\n`,
    buildkit: { image: current, user: "" },
    findings: ["2:6 root-user medium", "2:6 unverified-image"],
  },
  {
    name: "a template that BuildKit reads as the user's name",
    dockerfile: `FROM ${current}\nUSER {{user}}\n`,
    buildkit: { image: current, user: "{{user}}" },
    findings: ["2:6 unverified-image"],
  },
  {
    name: "a template that BuildKit rejects as a tag",
    dockerfile: `FROM ${name}:{{tag}}\nUSER root\n`,
    buildkit: "rejects",
    findings: [...onBanned("1:6"), "2:6 root-user"],
  },
  {
    name: "a template in a default that is not used",
    dockerfile: `ARG I=${banned}\nFROM \${I:-{{ image }}}\nUSER root\n`,
    buildkit: "rejects",
    findings: [...onBanned("2:6"), "3:6 root-user"],
  },
  {
    name: "templates that expansion drops and reorders",
    dockerfile: `FROM ${current}\nENV A=x\nUSER \${A:-{{a}}}root{{b}}\n`,
    buildkit: { image: current, user: "x}}root{{b}}" },
    findings: ["3:6 unverified-image"],
  },
  {
    name: "a template in an ARG before the first FROM, in a stage",
    dockerfile: `ARG U={{}}\nFROM ${current}\nARG U\nUSER \${U/!/}\n`,
    buildkit: { image: current, user: "{{}}" },
    findings: ["4:6 unverified-image"],
  },
  {
    name: "a mark that is no template, since nothing would be valid with it",
    dockerfile: `FROM ${current}\nENV U=\nUSER \${U/*/}\nUSER \${X%{{}}\n`,
    buildkit: { image: current, user: "}" },
    findings: ["4:6 unverified-image"],
  },
  {
    name: "and an ARG without a value beside it",
    dockerfile: `ARG S\nFROM ${name}\${S}:latest\nUSER root\nUSER \${X%{{}}\n`,
    buildkit: { image: banned, user: "}" },
    findings: [...onBanned("2:6", " medium"), "2:6 unverified-image", "4:6 unverified-image"],
  },
  // The default build.
  {
    name: "an ARG without a value within the name",
    dockerfile: `ARG S\nFROM ${name}\${S}:latest\nUSER root\n`,
    buildkit: { image: banned, user: "root" },
    findings: [
      ...onBanned("2:6", " medium").slice(0, 2),
      "2:6 unsupported-image medium",
      "2:6 unverified-image",
      "3:6 root-user medium",
    ],
  },
  {
    name: "an ARG without a value for the whole tail",
    dockerfile: `ARG S\nFROM ${banned}$S\n`,
    buildkit: { image: banned, user: null },
    findings: [...onBanned("2:6"), "2:6 unverified-image"],
  },
  {
    name: "an ARG without a value that BuildKit rejects as empty",
    dockerfile: `ARG BASE\nFROM $BASE\nUSER root\n`,
    buildkit: "rejects",
    findings: ["2:6 unverified-image"],
  },
  {
    name: "a build argument counts alone",
    dockerfile: `ARG S\nFROM ${name}\${S}:latest\nUSER root\n`,
    buildArgs: { S: "-x" },
    buildkit: { image: `${name}-x:latest`, user: "root" },
    findings: ["2:6 eol-os medium", "2:6 eol-python medium", "2:6 unlisted-image", "3:6 root-user"],
  },
  {
    name: "an ARG without a value in a stage",
    dockerfile: `FROM ${current}\nARG U\nUSER $U\n`,
    buildkit: { image: current, user: "" },
    findings: ["3:6 root-user medium", "3:6 unverified-image"],
  },
  {
    name: "an ARG without a value leaves an ENV in force",
    dockerfile: `FROM ${current}\nENV U=root\nARG U\nUSER $U\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:6 root-user"],
  },
  {
    name: "and a global ARG without a value does so as well",
    dockerfile: `ARG U\nFROM ${current}\nENV U=app\nARG U\nUSER $U\n`,
    buildkit: { image: current, user: "app" },
    findings: [],
  },
  {
    name: "a default that an ARG without a value does not replace",
    dockerfile: `ARG U\nFROM ${current}\nARG U\nUSER \${U-root}\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:6 root-user", "4:6 unverified-image"],
  },
  {
    name: "an ARG that BuildKit fills",
    dockerfile: `FROM ${current}\nARG TARGETARCH\nUSER \${TARGETARCH/amd64/root}\n`,
    buildkit: { image: current, user: "root" },
    findings: ["3:6 root-user"],
  },
  {
    name: "an ARG without a value in the name of the stage's base",
    dockerfile: `ARG S\nFROM ${banned} AS base\nFROM base\${S}\nUSER root\n`,
    buildkit: { image: banned, user: "root" },
    findings: [...onBanned("2:6"), "3:6 unverified-image", "4:6 root-user medium"],
  },
  {
    name: "an ARG without a value that selects one of the stages",
    dockerfile: `ARG V\nFROM ${current} AS serve-dev\nFROM python:3.12 AS serve-prod\nFROM serve-$V\nUSER root\n`,
    buildkit: "rejects",
    findings: ["4:6 unverified-image"],
  },
  {
    name: "stages of which none can be selected",
    dockerfile: `ARG V\nFROM ${current} AS build\nFROM serve-$V\nUSER root\n`,
    buildkit: "rejects",
    findings: [],
  },
  // Unknown parts of patterns.
  {
    name: "an unknown pattern",
    dockerfile: `FROM ${current}\nENV X=app\nARG P\nUSER \${X/$P*/root}\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:6 root-user medium", "4:6 unverified-image"],
  },
  {
    name: "an unknown suffix",
    dockerfile: `FROM ${current}\nENV X=root.\nARG P\nUSER \${X%$P.}\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:6 root-user medium", "4:6 unverified-image"],
  },
  {
    name: "an unknown prefix",
    dockerfile: `FROM ${current}\nENV X=xroot\nARG P\nUSER \${X##$P?}\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:6 root-user medium", "4:6 unverified-image"],
  },
  {
    name: "an unknown replacement",
    dockerfile: `ARG X=alpine\nARG P\nARG BAD=${banned}\nFROM \${X/$P*/$BAD}\n`,
    buildkit: { image: banned, user: null },
    findings: [...onBanned("4:6", " medium"), "4:6 unverified-image"],
  },
  {
    name: "an unknown pattern for all matches",
    dockerfile: `FROM ${current}\nENV X=rxoxoxt\nARG P\nUSER \${X//$P/x}\n`,
    buildkit: { image: current, user: "xrxxxoxxxoxxxtx" },
    findings: ["4:6 unverified-image"],
  },
  {
    name: "an unknown part after an escape in a pattern",
    dockerfile: `FROM ${current}\nARG P\nENV X=root\nUSER \${X#\\\\$P}\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:6 root-user medium", "4:6 unverified-image"],
  },
  {
    name: "a pattern that is invalid with another value",
    dockerfile: `ARG TARGETARCH\nFROM \${U#\${TARGETARCH-\\\\}}\n`,
    buildArgs: { TARGETARCH: "root" },
    buildkit: "rejects",
    findings: [],
  },
  {
    name: "a pattern on a long value, most of which cannot match",
    dockerfile: `ARG A=${"abc".repeat(1500)}\nARG B=\${A/}/}\nFROM ${current}\nUSER \${X:+x}root\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:6 root-user medium", "4:6 unverified-image"],
  },
  {
    name: "a suffix that ends in an escape character",
    dockerfile: `# escape=\`\nFROM ${current}\nENV A=root%\\\nUSER \${A%\\%\\}\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:6 root-user"],
  },
  {
    name: "a variable whose own name is not known",
    dockerfile: `FROM ${current}\nARG K\nENV U=app\nENV \${K}=root\nUSER $U\n`,
    buildkit: { image: current, user: "app" },
    findings: ["5:6 unverified-image"],
  },
  // What only the base image sets.
  {
    name: "a word that the image's ENV turns on",
    dockerfile: `FROM ${current}\nENV X=\${AML_APP_ROOT:+root}\nUSER \${X:-dockeruser}\n`,
    buildkit: { image: current, user: "dockeruser" },
    findings: ["3:6 unverified-image"],
  },
  {
    name: "a default beside a variable that nothing sets",
    dockerfile: `FROM ${current}\nUSER \${X:-dockeruser}\n`,
    buildkit: { image: current, user: "dockeruser" },
    findings: ["2:6 unverified-image"],
  },
  {
    name: "a variable that the shell sets, not the image",
    dockerfile: `FROM ${current}\nUSER \${UID}\n`,
    buildkit: { image: current, user: "" },
    findings: ["2:6 root-user medium", "2:6 unverified-image"],
  },
  {
    name: "an ARG before the first FROM that the stage does not repeat",
    dockerfile: `ARG APP_USER=app\nFROM ${current}\nUSER $APP_USER\n`,
    buildkit: { image: current, user: "" },
    findings: ["3:6 root-user medium", "3:6 unverified-image"],
  },
  {
    name: "a pattern that removes what nothing sets",
    dockerfile: `FROM ${current}\nENV X=app\nUSER \${X%$Y}\n`,
    buildkit: { image: current, user: "app" },
    findings: ["3:6 unverified-image"],
  },
  {
    name: "a group that nothing sets decides nothing",
    dockerfile: `FROM ${current}\nUSER app:$GROUP\n`,
    buildkit: { image: current, user: "app:" },
    findings: [],
  },
  {
    name: "a name that no value completes to root",
    dockerfile: `FROM ${current}\nUSER app$X\n`,
    buildkit: { image: current, user: "app" },
    findings: [],
  },
  {
    name: "a name that a value completes to root",
    dockerfile: `FROM ${current}\nUSER ro$X\n`,
    buildkit: { image: current, user: "ro" },
    findings: ["2:6 unverified-image"],
  },
  {
    name: "a variable before the first FROM is empty for certain",
    dockerfile: `ARG U=\${X:-root}\nFROM ${current}\nARG U\nUSER $U\n`,
    buildkit: { image: current, user: "root" },
    findings: ["4:6 root-user"],
  },
];
