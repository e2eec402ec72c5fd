import { rule } from "../../rules/stale-tag/rule.ts";
import { ruleTest } from "../support/rule-tester.ts";

const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";
const py311 = "mcr.microsoft.com/azureml/curated/minimal-py311-inference";
const py38 = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";
/** Nothing is wrong with this image but its age before Python 3.9 ended on 2025-10-31. */
const py39 = "mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cpu-inference";
/** First seen in py39 on 2024-04-01. */
const seen = "sha256:a22b32378d8975e3f5fa87cc034fabbcd4b159813df1d7453bcb06f8890d3784";
const unheard = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

const chain = Array.from(
  { length: 9 },
  (_, i) => `ARG T${i + 1}=$${i === 0 ? "TAG" : `T${i}`}\n`,
).join("");

ruleTest(rule, {
  passes: [],
  fails: [
    // Fixes: on 2026-09-16 the newest known tag of py312, 20260316.v1, is in the support window.
    {
      dockerfile: `FROM ${py312}:20250101.v1 AS a\n`,
      asOf: "2026-09-16",
      at: "1:6-1:67",
      fix: {
        safe: true,
        description: "Change the tag 20250101.v1 to 20260316.v1.",
        result: `FROM ${py312}:20260316.v1 AS a\n`,
      },
    },
    {
      name: "a day later it does not",
      dockerfile: `FROM ${py312}:20250101.v1\n`,
      asOf: "2026-09-17",
      at: "1:6-1:67",
      fix: {
        safe: false,
        description: "Change the tag 20250101.v1 to latest.",
        result: `FROM ${py312}:latest\n`,
      },
    },
    {
      dockerfile: `FROM ${py312}:20250101.v1\n`,
      supportWindow: { months: 9, from: "latest" },
      at: "1:6-1:67",
      fix: { safe: true, result: `FROM ${py312}:20260316.v1\n` },
    },
    {
      name: "the newest known tag is not changed",
      dockerfile: `FROM ${py312}:20260316.v1\n`,
      supportWindow: { months: 6, from: "today" },
      at: "1:6-1:67",
      fix: null,
    },
    {
      name: "an integer that stands in the name too",
      dockerfile: `FROM ${py311}:1\n`,
      at: "1:6-1:65",
      fix: { safe: true, result: `FROM ${py311}:56\n` },
    },
    {
      name: "the digest goes",
      dockerfile: `FROM ${py312}:20230101.v1@${unheard}\n`,
      asOf: "2026-09-16",
      at: "1:6-1:139",
      confidence: "medium",
      fix: {
        safe: false,
        description:
          "Change the tag 20230101.v1 and its digest to 20260316.v1; this unpins the image.",
        result: `FROM ${py312}:20260316.v1\n`,
      },
    },
    {
      dockerfile: `FROM ${py39}@${seen}\n`,
      asOf: "2025-09-30",
      at: "1:6-1:142",
      fix: {
        safe: false,
        description: "Change the digest to the tag latest; this unpins the image.",
        result: `FROM ${py39}:latest\n`,
      },
    },
    {
      dockerfile: `FROM ${py39}:latest@${seen}\n`,
      asOf: "2025-09-30",
      at: "1:6-1:149",
      fix: {
        safe: false,
        description: "Remove the digest and let the tag latest decide; this unpins the image.",
        result: `FROM ${py39}:latest\n`,
      },
    },
    {
      name: "a mirror can lack the tag",
      dockerfile: "FROM contoso.azurecr.io/mcr/azureml/minimal-py312-inference:20250101.v1\n",
      mirrors: [{ prefix: "contoso.azurecr.io/mcr", instead: "mcr.microsoft.com" }],
      asOf: "2026-09-16",
      at: "1:6-1:72",
      fix: {
        safe: false,
        description: "Change the tag 20250101.v1 to 20260316.v1, if the mirror has it.",
        result: "FROM contoso.azurecr.io/mcr/azureml/minimal-py312-inference:20260316.v1\n",
      },
    },
    {
      dockerfile: `FROM MCR.microsoft.com:443/azureml/minimal-py312-inference:20250101.v1\n`,
      asOf: "2026-09-16",
      at: "1:6-1:71",
      fix: {
        safe: true,
        result: `FROM MCR.microsoft.com:443/azureml/minimal-py312-inference:20260316.v1\n`,
      },
    },
    ...(
      [
        ["ARG default", "ARG TAG=20250101.v1\nFROM @:$TAG\n"],
        ["quotes", "ARG TAG=\"20250101.v1\"\nFROM '@':$TAG\n"],
        ["a quoted token", 'FROM "@:20250101.v1" AS a\n'],
        ["windows line ends", "ARG TAG=20250101.v1\r\nFROM @:$TAG\r\n"],
        ["a byte order mark", "\uFEFFARG TAG=20250101.v1\nFROM @:$TAG\n"],
        ["a byte order mark and a token", "\uFEFFFROM @:20250101.v1\n"],
        ["no final newline", "FROM @:20250101.v1"],
        ["lower case", "arg tag=20250101.v1\nfrom @:${tag} as a\n"],
        ["the default of a variable", "ARG TAG\nFROM @:${TAG:-20250101.v1}\n"],
        ["the default without a colon", "FROM @:${TAG-20250101.v1}\n"],
        ["the whole name", "ARG BASE=@:20250101.v1\nFROM ${BASE}\n"],
        ["a chain", "ARG TAG=20250101.v1\nARG BASE=@:$TAG\nFROM ${BASE}\n"],
        ["split values", "ARG REG=@\nARG TAG='20250101.v1'\nFROM $REG:$TAG\n"],
        ["several on a line", "ARG A=1 TAG=20250101.v1 B=2\nFROM @:$TAG\n"],
        [
          "an unused ARG with the same value",
          "ARG OLD=20250101.v1\nARG TAG=20250101.v1\nFROM @:$TAG\n",
        ],
        ["COPY", "FROM scratch\nCOPY --chown=1 --from=@:20250101.v1 /a /a\n"],
        ["a quoted flag", 'FROM scratch\nCOPY --from="@:20250101.v1" /a /a\n'],
        ["RUN", "FROM scratch\nRUN --mount=type=bind,from=@:20250101.v1,target=/a true\n"],
        ["ONBUILD", "FROM scratch\nONBUILD COPY --from=@:20250101.v1 /a /a\n"],
        ["a continued line", "FROM \\\n  # why\n  @:20250101.v1 \\\n  AS a\n"],
      ] as const
    ).map(([name, pattern]) => {
      const dockerfile = pattern.replaceAll("@", py312);
      // The last occurrence is the one that is used.
      const used = dockerfile.lastIndexOf("20250101.v1");
      const result = `${dockerfile.slice(0, used)}20260316.v1${dockerfile.slice(used + 11)}`;
      return {
        name: `fix: ${name}`,
        dockerfile,
        asOf: "2026-09-16",
        at: /./,
        fix: { safe: true, result },
      };
    }),
    {
      name: "tag and digest in values of their own",
      dockerfile: `ARG TAG=20230101.v1\nARG PIN=@${unheard}\nFROM ${py312}:$TAG$PIN\n`,
      at: "3:6-3:64",
      confidence: "medium",
      fix: { safe: false, result: `ARG TAG=latest\nARG PIN=\nFROM ${py312}:$TAG$PIN\n` },
    },
    {
      name: "a build argument is not changed, but named",
      dockerfile: `ARG TAG=20250101.v1\nFROM ${py312}:$TAG\n`,
      buildArgs: { TAG: "20250102.v1" },
      at: "2:6-2:60",
      fix: {
        safe: false,
        description: `The tag comes from the build argument TAG: change it there, to get ${py312}:latest.`,
        result: `ARG TAG=20250101.v1\nFROM ${py312}:$TAG\n`,
      },
    },
    {
      name: "a value of two images of one repository",
      dockerfile: `ARG TAG=20250101.v1\nFROM ${py312}:$TAG AS a\nFROM MCR.MICROSOFT.COM/azureml/minimal-py312-inference:$TAG\n`,
      at: ["2:6-2:60", "3:6-3:60"],
      fix: {
        safe: false,
        result: `ARG TAG=latest\nFROM ${py312}:$TAG AS a\nFROM MCR.MICROSOFT.COM/azureml/minimal-py312-inference:$TAG\n`,
      },
    },
    ...[
      `ARG TAG=20250101.v1\nFROM ${py312}:$TAG AS a\nFROM ${py38}:$TAG\n`,
      `ARG TAG=20250101.v1\nFROM ${py312}:$TAG AS a\nFROM contoso.io/own:$TAG\n`,
      `ARG DAY=20250101\nFROM ${py312}:$DAY.v1\n`,
      // The chain of ARGs of the second image is longer than the recorded provenance.
      `ARG TAG=20250101.v1\n${chain}FROM ${py312}:$TAG AS a\nFROM contoso.io/own:$T9\n`,
      `ARG TAG=v20250101.v1\nFROM ${py312}:\${TAG#v}\n`,
      `ARG TAG=20250101.v1\nFROM ${py312}:\${TAG:-20250101.v1}\n`,
      `FROM ${py312}:2025\\\n0101.v1\n`,
      `ARG TAG=2025\\\n0101.v1\nFROM ${py312}:$TAG\n`,
      `ARG TAG=20250101\\.v1\nFROM ${py312}:$TAG\n`,
      `FROM ${py312}:20250101".v1"\n`,
    ].map((dockerfile) => ({ dockerfile, at: /./, fix: null })),
  ],
});
