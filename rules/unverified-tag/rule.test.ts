import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";
const py311 = "mcr.microsoft.com/azureml/curated/minimal-py311-inference";
const py38 = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";
const py39 = "mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cpu-inference";
/** First seen on 2024-09-17 in py39. */
const seen2024 = "sha256:c3a7735903db252adbf1ef393c0648fd03f6016ccf756b8d4ae097f878aff1e2";
const unheard = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

ruleTest(rule, {
  passes: [
    `FROM ${py312}\n`,
    `FROM ${py312}:latest\n`,
    `FROM ${py312}:{{latest-image-tag}}\n`,
    `ARG TAG\nFROM ${py312}:$TAG\n`,
    { name: "stale-tag reports it", dockerfile: `FROM ${py312}:20250915.v1\n` },
    { name: "supported even by a latest of today", dockerfile: `FROM ${py312}:20260523.v1\n` },
    { dockerfile: `FROM ${py312}:20260101.v1\n`, asOf: "2026-07-01" },
    `FROM ${py311}:51\n`,
    // No date, so nothing to count from: unverified-image reports it.
    `FROM ${py312}:20241332.v1\n`,
    `FROM ${py312}:20270101.v1\n`,
    `FROM ${py311}:59\n`,
    `FROM ${py312}@${unheard}\n`,
    // Measured from the as-of date, nothing is open.
    { dockerfile: `FROM ${py312}:20251020.v1\n`, supportWindow: { months: 6, from: "today" } },
    { dockerfile: `FROM ${py312}:20251020.v1\n`, supportWindow: { months: 24, from: "latest" } },
    "FROM mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1\n",
    "FROM contoso.azurecr.io/azureml/minimal-py312-inference:20251020.v1\n",
  ],
  fails: [
    {
      dockerfile: `FROM ${py312}:20251020.v1\n`,
      at: "1:6-1:67",
      message: `'${py312}:20251020.v1' was published on 2025-10-20 and is stale if latest of this repository is newer than 2026-04-20; use --online or --facts to find out. Use ${py312}:latest.`,
      related: [],
      evidence: [
        "tag date: 2025-10-20 (the tag)",
        "newest known tag: 20260316.v1 of 2026-03-16 (Azure/azureml-examples@bc436191b6, 2026-07-31)",
      ],
    },
    {
      name: "the first day that is not stale",
      dockerfile: `FROM ${py312}:20250916.v1\n`,
      at: "1:6-1:67",
      message: /newer than 2026-03-16;/,
    },
    {
      name: "the last day that is not supported",
      dockerfile: `FROM ${py312}:20260522.v1\n`,
      at: "1:6-1:67",
      message: /newer than 2026-11-22;/,
    },
    {
      name: "months are clamped at their end",
      dockerfile: `FROM ${py312}:20260228.v1\n`,
      at: "1:6-1:67",
      message: /newer than 2026-08-31;/,
    },
    {
      name: "the newest known tag may be this one, and old",
      dockerfile: `FROM ${py38}:20240122.v1\n`,
      at: "1:6-1:82",
      message: /newer than 2024-07-22;/,
      evidence: [
        "tag date: 2024-01-22 (the tag)",
        "newest known tag: 20240122.v1 of 2024-01-22 (contoso/scoring@0123456789:score/Dockerfile)",
      ],
    },
    {
      name: "a tag newer than the catalogue moves latest along",
      dockerfile: `FROM ${py39}:20260425.v1\n`,
      at: "1:6-1:82",
      message: /newer than 2026-10-25;/,
    },
    {
      name: "nothing known of the repository",
      dockerfile: "FROM mcr.microsoft.com/azureml/no-such-inference:20200101.v1\n",
      at: "1:6-1:61",
      evidence: ["tag date: 2020-01-01 (the tag)"],
    },
    {
      dockerfile: `FROM ${py312}:20240101.v1\n`,
      asOf: "2026-03-15",
      at: "1:6-1:67",
      evidence: ["tag date: 2024-01-01 (the tag)"],
    },
    { dockerfile: `FROM ${py311}:43\n`, at: "1:6-1:66", message: /was published on 2026-01-23 / },
    { dockerfile: `FROM ${py312}:20251020.v1@${unheard}\n`, at: "1:6-1:139", confidence: "medium" },
    {
      dockerfile: `FROM ${py39}@${seen2024}\n`,
      asOf: "2025-04-01",
      at: "1:6-1:142",
      message:
        /was published on 2024-09-17 or earlier and is stale if latest of this repository is newer than 2025-03-17;/,
    },
    {
      name: "measured by the window of stale-tag",
      dockerfile: `FROM ${py312}:20260601.v1\n`,
      supportWindow: { months: 3, from: "latest" },
      at: "1:6-1:67",
      message: /newer than 2026-09-01;/,
    },
    {
      name: "stale-tag may be off",
      dockerfile: `FROM ${py312}:20251020.v1\n`,
      others: { "stale-tag": "off" },
      at: "1:6-1:67",
    },
    { dockerfile: `FROM python:3.12\nCOPY --from=${py312}:20251020.v1 /a /a\n`, at: "2:13-2:74" },
    {
      dockerfile: `FROM python:3.12\nRUN --mount=from=${py312}:20251020.v1,target=/a true\n`,
      at: "2:18-2:79",
    },
    {
      dockerfile: `ARG TAG=20251020.v1\nFROM ${py312}:\${TAG}\n`,
      at: "2:6-2:62",
      related: ["1:9-1:20 ARG TAG"],
    },
    // Fixes.
    {
      dockerfile: `ARG TAG=20251020.v1\nFROM ${py312}:$TAG\n`,
      at: "2:6-2:60",
      fix: {
        safe: false,
        description: "Change the tag 20251020.v1 to latest.",
        result: `ARG TAG=latest\nFROM ${py312}:$TAG\n`,
      },
    },
    {
      name: "the window of stale-tag counts",
      dockerfile: `FROM ${py312}:20251020.v1\n`,
      supportWindow: { months: 9, from: "latest" },
      at: "1:6-1:67",
      fix: { safe: true, result: `FROM ${py312}:20260316.v1\n` },
    },
    {
      name: "the newest known",
      dockerfile: `FROM ${py312}:20260316.v1\n`,
      at: "1:6-1:67",
      fix: null,
    },
    {
      name: "newer than any",
      dockerfile: `FROM ${py312}:20260401.v1\n`,
      at: "1:6-1:67",
      fix: null,
    },
  ],
});
