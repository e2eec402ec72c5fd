import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const py38 = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";
const py39 = "mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cpu-inference";
const py39gpu = "mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cuda11.8-gpu-inference";
const py311 = "mcr.microsoft.com/azureml/curated/minimal-py311-inference";
const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";
const base2204 = "mcr.microsoft.com/azureml/inference-base-2204";
const ubuntu = "endoflife-date/endoflife.date@a70eca3376:products/ubuntu.md, 2026-08-22";
const waiting = "Watch Microsoft's list for a replacement, and use latest until then.";

ruleTest(rule, {
  passes: [
    `FROM ${py312}\n`,
    `FROM ${py311}\n`,
    { name: "91 days before the end", dockerfile: `FROM ${py311}\n`, asOf: "2026-12-31" },
    { dockerfile: `FROM ${py311}\n`, asOf: "2027-03-01", options: { days: 30 } },
    // Ended, and the user can act: eol-os and eol-python report it.
    `FROM ${py38}\n`,
    { dockerfile: `FROM ${py39}\n`, asOf: "2026-11-23" },
    { dockerfile: `FROM ${base2204}\n`, asOf: "2027-04-02" },
    {
      dockerfile: `FROM ${py311}\n`,
      asOf: "2027-04-02",
      others: { "eol-os": { withoutReplacement: "error" } },
    },
    {
      name: "eol-os is off",
      dockerfile: `FROM ${base2204}\n`,
      asOf: "2027-04-02",
      others: { "eol-os": "off" },
    },
    // With Ubuntu ESM the end is far.
    {
      dockerfile: `FROM ${py311}\n`,
      asOf: "2027-03-01",
      others: { "eol-os": { support: "extended" } },
    },
    // Unknown, and other images.
    { dockerfile: `FROM ${py312}\n`, asOf: "2027-03-01" },
    { dockerfile: "FROM mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04\n", asOf: "2027-03-01" },
    { dockerfile: `# FROM ${py311}\nFROM ${py312}\n`, asOf: "2027-03-01" },
    {
      dockerfile: "FROM contoso.azurecr.io/azureml/curated/minimal-py311-inference\n",
      asOf: "2027-03-01",
    },
    {
      dockerfile: "FROM mcr.microsoft.com/azureml-foo/minimal-py311-inference\n",
      asOf: "2027-10-01",
    },
  ],
  fails: [
    {
      name: "90 days before the end",
      dockerfile: `FROM ${py311}\n`,
      asOf: "2027-01-01",
      at: "1:6-1:63",
      message: `Support for Ubuntu 22.04 in '${py311}' ends on 2027-04-01. Plan the move to an image with a newer release before that date.`,
      related: [],
      evidence: [
        "os: ubuntu22.04 (Azure/azureml-assets@0b4d3d85f3:latest/environment/minimal-py311-inference, 2026-07-23)",
        `end of support: 2027-04-01 (${ubuntu})`,
        "end of support elsewhere: 2027-06-01 (distro-info-data 0.58+deb12u7, 2026-08-20)",
      ],
    },
    {
      name: "the last supported day",
      dockerfile: `FROM ${py311}\n`,
      asOf: "2027-04-01",
      at: "1:6-1:63",
      message: /ends on 2027-04-01\./,
    },
    {
      name: "ended, and no replacement",
      dockerfile: `FROM ${py311}\n`,
      asOf: "2027-04-02",
      at: "1:6-1:63",
      message: `Support for Ubuntu 22.04 in '${py311}' ended on 2027-04-01; Microsoft publishes no replacement yet. ${waiting}`,
    },
    {
      name: "OS and Python, the replacement being built on the same release",
      dockerfile: `FROM ${py39gpu}\n`,
      asOf: "2027-04-02",
      at: ["1:6-1:79", "1:6-1:79"],
      message:
        /^Support for (Python 3\.9|Ubuntu 22\.04) in .* ended on .*; Microsoft publishes no replacement yet\. /,
    },
    {
      name: "a replacement is named",
      dockerfile: `FROM ${py39}\n`,
      asOf: "2025-10-31",
      at: "1:6-1:70",
      message: `Support for Python 3.9 in '${py39}' ends on 2025-10-31. Move to ${py312}:latest, as Microsoft's examples did on 2025-07-08; this changes Python 3.9 → 3.12.`,
    },
    {
      name: "but not one on the same release",
      dockerfile: `FROM ${py39gpu}\n`,
      asOf: "2027-02-01",
      at: "1:6-1:79",
      message: `Support for Ubuntu 22.04 in '${py39gpu}' ends on 2027-04-01. Plan the move to an image with a newer release before that date.`,
    },
    {
      name: "an image that Microsoft does not list",
      dockerfile: `FROM ${base2204}\n`,
      asOf: "2027-03-01",
      at: "1:6-1:51",
    },
    // Options.
    { dockerfile: `FROM ${py311}\n`, options: { days: 129 }, at: "1:6-1:63" },
    {
      name: "ESM, where eol-os counts it",
      dockerfile: `FROM ${py311}\n`,
      asOf: "2032-04-09",
      others: { "eol-os": { support: "extended" }, "eol-python": { withoutReplacement: "error" } },
      at: "1:6-1:63",
      message: /Support for Ubuntu 22\.04 in '.*' ends on 2032-04-09\./,
    },
    {
      name: "eol-os is off",
      dockerfile: `FROM ${py311}\n`,
      asOf: "2027-04-02",
      others: { "eol-os": "off" },
      at: "1:6-1:63",
    },
    // Any tag, in any instruction that names an image.
    { dockerfile: `ARG TAG\nFROM ${py311}:$TAG\n`, asOf: "2027-03-01", at: "2:6-2:68" },
    { dockerfile: `FROM ${py311}:{{latest-image-tag}}\n`, asOf: "2027-03-01", at: "1:6-1:84" },
    {
      dockerfile: `FROM python:3.12\nCOPY --from=${py311} /a /a\n`,
      asOf: "2027-03-01",
      at: "2:13-2:70",
    },
    {
      dockerfile: `FROM python:3.12\nRUN --mount=from=${py311},target=/a true\n`,
      asOf: "2027-03-01",
      at: "2:18-2:75",
    },
    {
      dockerfile: `FROM python:3.12\nONBUILD COPY --from=${py311} /a /a\n`,
      asOf: "2027-03-01",
      at: "2:21-2:78",
    },
    {
      dockerfile: `ARG V=311\nFROM mcr.microsoft.com/azureml/curated/minimal-py$V-inference\n`,
      asOf: "2027-03-01",
      at: "2:6-2:62",
      related: ["1:7-1:10 ARG V"],
    },
    {
      name: "a listed image of which the replacement would have to be extended",
      dockerfile: "FROM mcr.microsoft.com/azureml/zz-frozen-ubuntu20.04-py312-cpu-inference\n",
      at: "1:6-1:73",
      message: /ended on 2025-05-31; Microsoft publishes no replacement yet\./,
    },
    // Fixes: only where there is a documented move away from what ends.
    {
      dockerfile: `FROM ${py38}:latest\n`,
      asOf: "2024-09-01",
      at: /./,
      fix: { safe: false, result: `FROM ${py312}:latest\n` },
    },
  ],
});
