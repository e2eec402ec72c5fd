import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";
const py311 = "mcr.microsoft.com/azureml/curated/minimal-py311-inference";
const py38 = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";
const base2004 = "mcr.microsoft.com/azureml/inference-base-2004";
const base2204 = "mcr.microsoft.com/azureml/inference-base-2204";
const triton = "mcr.microsoft.com/azureml/tritonserver-21.02-py38-inference";
/** What :20230518.v1 of py38 names. */
const dated = "sha256:8b905ebd2962666c164496d6ff5672cfce26b65149c64b6a4801213b01a91ef8";
/** First seen on 2023-01-10 in base2004, on 2025-10-06 in base2204. */
const seen2023 = "sha256:105a59521abb64a07a5e336860ecb3d9b985c85db9c8f5856dd479abbfd2b466";
const seen2025 = "sha256:d0b007f69573d60a11643e91fe1b5bceefe683e2c842d584247cb20e7b8c409a";
const unheard = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

ruleTest(rule, {
  passes: [
    // Nothing to check.
    `FROM ${py312}\n`,
    `FROM ${py312}:latest\n`,
    `FROM ${py312}:{{latest-image-tag}}\n`,
    `FROM ${py312}:{{latest-image-tag:20200101\\.v.+}}\n`,
    `FROM ${py312}:{{ tag }}\n`,
    { name: "unverified-image reports it", dockerfile: `ARG TAG\nFROM ${py312}:$TAG\n` },
    { name: "unverified-image reports it", dockerfile: `ARG N\nFROM ${py312}:20200101.v$N\n` },
    `# FROM ${py312}:20200101.v1\nFROM ${py312}\n`,
    `FROM ${py312}\nRUN <<EOF\nFROM ${py312}:20200101.v1\nEOF\n`,
    `FROM ${py312}\nRUN echo "FROM ${py312}:20200101.v1"\nLABEL base="${py312}:20200101.v1"\n`,
    // The window of a latest of 2026-03-16 or later begins on 2025-09-16: the boundary day is in it.
    `FROM ${py312}:20250916.v1\n`,
    `FROM ${py312}:20260316.v1\n`,
    `FROM ${py312}:20260523.v1\n`,
    { name: "newer than the catalogue", dockerfile: `FROM ${py312}:20261123.v1\n` },
    // Month ends are clamped: six months before 2024-05-31 is 2023-11-30.
    { dockerfile: `FROM ${base2204}:20231130.v1\n`, asOf: "2024-05-31" },
    {
      dockerfile: `FROM ${py312}:20260228.v1\n`,
      asOf: "2026-08-31",
      supportWindow: { months: 6, from: "today" },
    },
    {
      dockerfile: `FROM ${py312}:20280229.v1\n`,
      asOf: "2028-08-31",
      supportWindow: { months: 6, from: "today" },
    },
    // The newest tag is measured from as it was known on that day.
    { dockerfile: `FROM ${py312}:20240101.v1\n`, asOf: "2026-03-15" },
    // A tag of the future is no date, and neither is an impossible day: unverified-image reports it.
    { dockerfile: `FROM ${py312}:20220101.v1\n`, asOf: "2021-12-31" },
    { dockerfile: `FROM ${py312}:20250101.v1\n`, asOf: "2024-12-31" },
    `FROM ${py312}:20241332.v1\n`,
    `FROM ${py312}:20230229.v1\n`,
    `FROM ${py312}:20200100.v1\n`,
    // Not the form of a dated tag: unverified-tag reports it.
    `FROM ${py312}:20200101\n`,
    `FROM ${py312}:2020\n`,
    `FROM ${py312}:1.0\n`,
    `FROM ${py312}:staging\n`,
    `FROM ${py312}:v20200101.v1\n`,
    // The latest of an image that is no longer published is old.
    `FROM ${py38}:20240122.v1\n`,
    `FROM ${triton}:20210525.1\n`,
    {
      name: "nothing is known of its latest",
      dockerfile: "FROM mcr.microsoft.com/azureml/no-such-inference:20200101.v1\n",
    },
    // Integers: 43 is of the boundary day, 56 the newest; 59 was seen without a day, 60 was never seen.
    `FROM ${py311}:43\n`,
    `FROM ${py311}:56\n`,
    `FROM ${py311}:59\n`,
    `FROM ${py311}:60\n`,
    { name: "another repository's integer", dockerfile: `FROM ${py312}:1\n` },
    // Digests: one that no source knows, and one that may be newer than the day it was seen.
    `FROM ${py312}@${unheard}\n`,
    `FROM ${py312}:latest@${unheard}\n`,
    { dockerfile: `FROM ${base2204}@${seen2025}\n`, asOf: "2025-10-10" },
    {
      name: "a digest known only after the as-of date",
      dockerfile: `FROM ${base2004}@${seen2023}\n`,
      asOf: "2023-01-09",
    },
    // Options.
    { dockerfile: `FROM ${py312}:20250101.v1\n`, supportWindow: { months: 24, from: "latest" } },
    { dockerfile: `FROM ${py312}:20260523.v1\n`, supportWindow: { months: 6, from: "today" } },
    // Other images.
    "FROM mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20200101.v1\n",
    "FROM mcr.microsoft.com/azureml/o16n-base/python-assets:20210623.40134510\n",
    "FROM mcr.microsoft.com/azureml-foo/minimal-py312-inference:20200101.v1\n",
    "FROM mcr.microsoft.com/azureml/minimal-py312-inferance:20200101.v1\n",
    "FROM contoso.azurecr.io/azureml/minimal-py312-inference:20200101.v1\n",
    "FROM mcr.microsoft.com.evil.com/azureml/minimal-py312-inference:20200101.v1\n",
  ],
  fails: [
    {
      dockerfile: `FROM ${py312}:20250915.v1\n`,
      at: "1:6-1:67",
      message: `'${py312}:20250915.v1' was published on 2025-09-15; Microsoft supports tags from 2025-09-16 on (6 months before latest, which is from 2026-03-16 or later). Use ${py312}:latest.`,
      short: "tag from 2025-09-15, oldest supported 2025-09-16",
      related: [],
      evidence: [
        "tag date: 2025-09-15 (the tag)",
        "newest known tag: 20260316.v1 of 2026-03-16 (Azure/azureml-examples@bc436191b6, 2026-07-31)",
      ],
    },
    { dockerfile: `FROM ${py312}:20230101.v12\n`, at: "1:6-1:68" },
    // The repository never had a tag of this form.
    { dockerfile: `FROM ${py312}:20230101.1\n`, at: "1:6-1:66", confidence: "medium" },
    {
      dockerfile: `FROM ${triton}:20210216.40134510\n`,
      at: "1:6-1:83",
      message: /was published on 2021-02-16/,
    },
    {
      name: "a dated tag is recommended where it is proven to lie in the window",
      dockerfile: `FROM ${py312}:20250101.v1\n`,
      asOf: "2026-09-16",
      at: "1:6-1:67",
      message: new RegExp(
        ` Use ${py312}:latest, or 20260316\\.v1, which is in the support window\\.$`,
      ),
    },
    {
      name: "and not a day later",
      dockerfile: `FROM ${py312}:20250101.v1\n`,
      asOf: "2026-09-17",
      at: "1:6-1:67",
      message: new RegExp(` Use ${py312}:latest\\.$`),
    },
    // Month ends are clamped.
    {
      dockerfile: `FROM ${base2204}:20231129.v1\n`,
      asOf: "2024-05-31",
      at: "1:6-1:63",
      message:
        /Microsoft supports tags from 2023-11-30 on \(6 months before latest, which is from 2024-05-31 or later\)\./,
    },
    {
      dockerfile: `FROM ${py312}:20260227.v1\n`,
      asOf: "2026-08-31",
      supportWindow: { months: 6, from: "today" },
      at: "1:6-1:67",
    },
    {
      dockerfile: `FROM ${py312}:20280228.v1\n`,
      asOf: "2028-08-31",
      supportWindow: { months: 6, from: "today" },
      at: "1:6-1:67",
      message:
        /'.*' was published on 2028-02-28; tags from 2028-02-29 on are accepted \(6 months before 2028-08-31\)\./,
      short: "tag from 2028-02-28, oldest accepted 2028-02-29",
      evidence: ["tag date: 2028-02-28 (the tag)"],
    },
    { dockerfile: `FROM ${py312}:20240101.v1\n`, asOf: "2026-03-16", at: "1:6-1:67" },
    // Integers of curated images.
    {
      dockerfile: `FROM ${py311}:1\n`,
      at: "1:6-1:65",
      message: /was published on 2024-04-29; Microsoft supports tags from 2026-01-23 on/,
      evidence: [
        "tag date: 2024-04-29 (Azure/azureml-assets@cc21be44a5, 2024-04-29)",
        "newest known tag: 56 of 2026-07-23 (Azure/azureml-assets@0b4d3d85f3, 2026-07-23)",
      ],
    },
    { dockerfile: `FROM ${py311}:42\n`, at: "1:6-1:66" },
    // Digests.
    {
      name: "the digest wins over the tag",
      dockerfile: `FROM ${py38}:20240122.v1@${dated}\n`,
      at: "1:6-1:154",
      message: /was published on 2023-05-18; Microsoft supports tags from 2023-07-22/,
      evidence: [
        "tag date: 2023-05-18 (contoso/scoring@0123456789:score/Dockerfile)",
        "newest known tag: 20240122.v1 of 2024-01-22 (contoso/scoring@0123456789:score/Dockerfile)",
      ],
    },
    { dockerfile: `FROM ${py38}@${dated}\n`, at: "1:6-1:142" },
    { dockerfile: `FROM ${py38}:latest@${dated}\n`, at: "1:6-1:149" },
    {
      name: "the tag of an unknown digest is only a claim",
      dockerfile: `FROM ${py312}:20230101.v1@${unheard}\n`,
      at: "1:6-1:139",
      confidence: "medium",
    },
    { dockerfile: `FROM ${py311}:1@${unheard}\n`, at: "1:6-1:137", confidence: "medium" },
    {
      name: "a digest is at least as old as the day it was first seen",
      dockerfile: `FROM ${base2004}@${seen2023}\n`,
      at: "1:6-1:123",
      message: /was published on 2023-01-10 or earlier; Microsoft supports tags from 2024-08-03/,
      evidence: [
        "tag date: 2023-01-10 or earlier (Azure/azureml-assets@930c6e64e0, 2023-01-10)",
        "newest known tag: 20250203.v1 of 2025-02-03 (Azure/azureml-assets@a5adead243, 2026-07-23)",
      ],
    },
    { dockerfile: `FROM ${base2204}@${seen2025}\n`, at: "1:6-1:123" },
    // Options.
    {
      dockerfile: `FROM ${py312}:20260101.v1\n`,
      supportWindow: { months: 2, from: "latest" },
      at: "1:6-1:67",
      message: /tags from 2026-01-16 on \(2 months before/,
    },
    {
      dockerfile: `FROM ${py312}:20260522.v1\n`,
      supportWindow: { months: 6, from: "today" },
      at: "1:6-1:67",
    },
    // In any instruction that names an image.
    {
      dockerfile: `ARG TAG=20230101.v1\nFROM ${py312}:$TAG\n`,
      at: "2:6-2:60",
      message: /^'.*-inference:20230101\.v1' was published/,
      related: ["1:9-1:20 ARG TAG"],
    },
    {
      dockerfile: `ARG TAG\nFROM ${py312}:$TAG\n`,
      buildArgs: { TAG: "20230101.v1" },
      at: "2:6-2:60",
    },
    {
      dockerfile: `FROM python:3.12\nCOPY --chown=1 --from=${py312}:20230101.v1 /a /a\n`,
      at: "2:23-2:84",
    },
    {
      dockerfile: `FROM python:3.12\nRUN --mount=type=bind,from=${py312}:20230101.v1,target=/a true\n`,
      at: "2:28-2:89",
    },
    {
      dockerfile: `FROM python:3.12\nONBUILD COPY --from=${py312}:20230101.v1 /a /a\n`,
      at: "2:21-2:82",
    },
    {
      dockerfile: `FROM python:3.12\nONBUILD RUN --mount=from=${py312}:20230101.v1,target=/a true\n`,
      at: "2:26-2:87",
    },
    {
      name: "in every stage, for any target",
      dockerfile: `FROM ${py312}:20230101.v1 AS a\nFROM python:3.12\nFROM ${py312}:20230102.v1\n`,
      target: "a",
      at: ["1:6-1:67", "3:6-3:67"],
    },
    {
      dockerfile: `FROM MCR.Microsoft.com:443/azureml/minimal-py312-inference:20230101.v1\n`,
      at: "1:6-1:71",
    },
  ],
});
