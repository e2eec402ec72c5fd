import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const name = "mcr.microsoft.com/azureml/minimal-py312-inference";
const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

ruleTest(rule, {
  passes: [
    `FROM ${name}:20260316.v1\n`,
    `FROM ${name}@${digest}\n`,
    `FROM ${name}:latest@${digest}\n`,
    // Other images are not checked.
    "FROM python:latest\n",
    "FROM mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04\n",
    // The tag is only known to the build or the template engine.
    `ARG TAG\nFROM ${name}:$TAG\n`,
    `FROM ${name}:{{latest-image-tag}}\n`,
    `# FROM ${name}:latest\nFROM scratch\n`,
  ],
  fails: [
    {
      dockerfile: `FROM ${name}:latest\n`,
      at: "1:6-1:62",
      level: "warning",
      message: `'${name}:latest' changes with each of Microsoft's releases. Pin a dated tag (YYYYMMDD.vN) that is in the support window, or a digest.`,
      evidence: [
        "newest known tag: 20260316.v1 of 2026-03-16 (Azure/azureml-examples@bc436191b6, 2026-07-31)",
      ],
    },
    {
      dockerfile: `ARG BASE=${name}\nFROM $BASE AS a\nCOPY --from=${name} /a /b\n`,
      at: ["2:6-2:11", "3:13-3:62"],
      level: "warning",
      message: /has neither tag nor digest/,
    },
    {
      name: "a tag that is proven to lie in the window",
      dockerfile: `FROM ${name}\n`,
      asOf: "2026-09-16",
      at: "1:6-1:55",
      level: "warning",
      message: /Pin 20260316\.v1, the newest known tag, or a digest\.$/,
    },
    {
      name: "a curated image, whose tags are numbers",
      dockerfile: "FROM mcr.microsoft.com/azureml/curated/minimal-py311-inference\n",
      asOf: "2027-02-23",
      at: "1:6-1:63",
      level: "warning",
      message: /Pin a numbered tag that is in the support window, or a digest\.$/,
    },
    {
      name: "an image of which no tag helps",
      dockerfile: "FROM mcr.microsoft.com/azureml/some-inference\n",
      at: "1:6-1:46",
      level: "warning",
      message:
        /Move to mcr\.microsoft\.com\/azureml\/minimal-py312-inference \(pin a tag in the support window\) or mcr\.microsoft\.com\/azureml\/curated\/minimal-py311-inference:56 \(its Ubuntu 22\.04 ends on 2027-04-01; Microsoft tags it as a preview\), Microsoft's current CPU images, or to /,
      evidence: [],
    },
    {
      dockerfile: `FROM ${name}:\${TAG:-latest}\n`,
      at: "1:6-1:70",
      level: "warning",
    },
  ],
});
