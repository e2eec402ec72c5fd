import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference";
const remedy = "Fix this instruction; the rest of the file was still checked.";
const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from(`FROM ${image}\n`, "utf16le")]);

ruleTest(rule, {
  passes: [
    `FROM ${image}\n`,
    `# syntax=docker/dockerfile:1\n\n\tfrom ${image} as Serve\n\nuser app\n`,
    `FROM ${image}\nRUN <<EOF\nFOO\nEOF\n`,
    // Only a value that is unknown here is to blame.
    `ARG X\nFROM $X\nFROM ${image}\n`,
    `ARG X\nFROM ${image}:$X\n`,
    `ARG X\nFROM \${X:?needed}\nFROM ${image}\n`,
    `FROM ${image}\nARG U\nUSER \${U:?}\n`,
    `FROM ${image}:{{latest-image-tag}}\n`,
    `FROM ${image}:{{ tag }} AS {{ stage }}\n`,
    `FROM ${image}\n{{ instructions }}\n`,
    `{% if gpu %}\nFROM ${image}\n{% endif %}\nFOO bar\n`,
    `FROM ${image}\n{# a comment #}\n`,
    // A default that a build argument replaces.
    `ARG X=A_B\nFROM $X\nFROM ${image}\n`,
    {
      name: "the value is given",
      dockerfile: `FROM ${image}\nARG U\nUSER \${U:?}\n`,
      buildArgs: { U: "app" },
    },
    // Only in a build that runs it.
    `FROM ${image} AS a\nUSER \${U\nFROM ${image}\n`,
    `FROM ${image}\nONBUILD USER --x app\n`,
    `FROM ${image}\nCOPY --from=later /a /a\nFROM ${image} AS later\n`,
    // Rejected, but about other images.
    {
      name: "a misspelt FROM of a registry that is no mirror",
      dockerfile: "FORM contoso.azurecr.io/mcr/azureml/minimal-py312-inference\nUSER root\n",
    },
    "FROM python:3.12\nFOO bar\n",
    "FROM mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04 surplus\n",
    "FROM contoso.azurecr.io/azureml/minimal-py312-inference surplus\n",
    "FROM mcr.microsoft.com/azureml-foo/minimal-py312-inference surplus\n",
    `# ${image}\nFROM python:3.12 surplus\n`,
  ],
  fails: [
    // The name of the image is found wherever it is.
    ...[
      "FROM-",
      "FROM\\",
      "FORM x;",
      "FORM [",
      "FORM //",
      "FORM oci:",
      "FORM user@",
      "FORM {{x}}/x",
    ].map((start) => ({
      name: `${start}mcr…`,
      dockerfile: `${start}${image}:latest\nUSER root\n`,
      at: /./,
    })),
    ...["mcr/azureml", "ml"].map((path) => ({
      name: `a misspelt FROM of a mirror, ${path}`,
      dockerfile: `FORM contoso.azurecr.io/${path}/minimal-ubuntu18.04-py37-cpu-inference:20210101.v1\nUSER root\n`,
      mirrors: [{ prefix: `contoso.azurecr.io/${path}`, instead: "mcr.microsoft.com/azureml" }],
      at: /./,
    })),
    {
      dockerfile: `FROM ${image}\nFOO bar\n`,
      at: "2:1-2:4",
      message: `BuildKit rejects this Dockerfile: unknown instruction FOO. ${remedy}`,
      related: [],
      evidence: [],
    },
    {
      dockerfile: `ENV A=1\nFROM ${image}\n`,
      at: "1:1-1:8",
      message: /: instruction before the first FROM: only ARG is allowed there\./,
    },
    {
      dockerfile: `FROM ${image} # slim\n`,
      at: "1:56-1:62",
      message: /: invalid FROM: write FROM IMAGE or FROM IMAGE AS STAGE\./,
    },
    { dockerfile: `FROM ${image} AS\n`, at: "1:56-1:58" },
    { dockerfile: `FROM ${image}\nFROM\n`, at: "2:1-2:5" },
    {
      dockerfile: `FROM --plattform=linux/amd64 ${image}\n`,
      at: "1:6-1:29",
      message: /: unknown flag --plattform of FROM \(did you mean --platform\?\)\./,
    },
    { dockerfile: `FROM ${image}\nUSER\n`, at: "2:1-2:5", message: /: missing user after USER\./ },
    { dockerfile: `FROM ${image}\nARG V = 1\n`, at: "2:7-2:8" },
    { dockerfile: `FROM ${image}\nRUN <<EOF\ntrue\n`, at: "2:1-2:10" },
    { dockerfile: `FROM ${image}\nENV A=\${B\n`, at: "2:1-2:10" },
    { dockerfile: `FROM ${image}\nUSER \${U^^}\n`, at: "2:1-2:12" },
    {
      name: "a misspelt FROM is all that names the image",
      dockerfile: `FORM ${image}\nUSER root\n`,
      at: "1:1-1:5",
    },
    // References.
    {
      name: "an empty tag",
      dockerfile: `FROM ${image}:\n`,
      at: "1:6-1:56",
      message: `BuildKit rejects this Dockerfile: invalid image reference "${image}:": the tag is empty. ${remedy}`,
    },
    { dockerfile: "FROM mcr.microsoft.com/azureml/foundation=model-inference\n", at: "1:6-1:58" },
    {
      dockerfile: "FROM mcr.microsoft.com/azureml/Minimal-py312-inference\n",
      at: "1:6-1:55",
      message: /: a repository name must be lower case\./,
    },
    { dockerfile: `FROM ${image}@sha256:0123\n`, at: "1:6-1:67" },
    {
      name: "a variable that nothing declares is empty",
      dockerfile: `FROM ${image}:$TAG\n`,
      at: "1:6-1:60",
    },
    // Stages.
    {
      dockerfile: `FROM ${image}\nCOPY --from=7 /a /a\n`,
      at: "2:13-2:14",
      message: /: stage 7 does not exist\./,
    },
    {
      dockerfile: `FROM ${image} AS a\nCOPY --from=b /a /a\nFROM ${image} AS b\nFROM a\n`,
      at: "2:13-2:14",
      message: /: stage b is used before it is defined\./,
    },
    {
      dockerfile: `ARG B=${image}\nFROM python:3.12\nFROM $B\nCOPY --from=$B /a /a\n`,
      at: "4:13-4:15",
    },
    { dockerfile: `FROM ${image} AS a\nONBUILD USER --x app\nFROM a\n`, at: "2:14-2:17" },
    // Every place is a finding.
    { dockerfile: `FOO\nFROM ${image}\nBAR\n`, at: ["1:1-1:4", "3:1-3:4"] },
    {
      name: "but of a great many the first hundred",
      dockerfile: `FROM ${image}\n${"FOO\n".repeat(150)}`,
      at: Array.from({ length: 101 }, (_, index) => `${index + 2}:1-${index + 2}:4`),
      message: /rejects this Dockerfile(?:: unknown instruction FOO| for 50 more problems)/,
    },
    // In any instruction that names an image.
    { dockerfile: `FROM python:3.12\nCOPY --from=${image} /a /a\nFOO\n`, at: "3:1-3:4" },
    {
      dockerfile: `FROM python:3.12\nRUN --mount=from=${image},target=/a true\nFOO\n`,
      at: "3:1-3:4",
    },
    { dockerfile: `FROM python:3.12\nONBUILD COPY --from=${image} /a /a\nFOO\n`, at: "3:1-3:4" },
    // Not read at all.
    {
      name: "over the cap",
      dockerfile: `FROM ${image}\n${"#".repeat(1_048_576)}\n`,
      at: "1:1-1:1",
      message:
        "This file was not checked: it is larger than 1 MiB and was not read. Save it as UTF-8 text of at most 1 MiB, or exclude it.",
    },
    {
      name: "UTF-16",
      dockerfile: utf16,
      at: "1:1-1:1",
      message: /^This file was not checked: it is UTF-16 text/,
    },
    {
      name: "binary",
      dockerfile: `FROM ${image}\n\u0000\n`,
      at: "1:1-1:1",
      message: /^This file was not checked: it contains NUL bytes/,
    },
  ],
});
