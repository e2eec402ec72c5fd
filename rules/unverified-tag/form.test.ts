import { digestOf, fakeRegistry } from "../../test/support/fake-registry.ts";
import { ruleTest } from "../../test/support/rule-tester.ts";
import { everyAzuremlImage } from "../../test/support/settings.ts";
import { rule } from "./rule.ts";

// Tags that are not written as tags of their repository are.

const mcr = "mcr.microsoft.com";
const py312 = `${mcr}/azureml/minimal-py312-inference`;
const py311 = `${mcr}/azureml/curated/minimal-py311-inference`;
const base2204 = `${mcr}/azureml/inference-base-2204`;
const triton = `${mcr}/azureml/tritonserver-inference`;
const copy = "contoso.azurecr.io/mcr/azureml/minimal-py312-inference";
const mirrors = [{ prefix: "contoso.azurecr.io/mcr/azureml", instead: `${mcr}/azureml` }];
const unreachable = { kind: "unreachable", why: "it refused the connection" } as const;

const all = { settings: { images: everyAzuremlImage } };
const openmpi = `${mcr}/azureml/openmpi4.1.0-ubuntu22.04`;

ruleTest(rule, {
  passes: [
    // Of the form of known tags, whatever their numbers.
    `FROM ${py312}:20261109.v1\n`,
    `FROM ${py312}:20261109.v0\n`,
    `FROM ${py312}:20261109.v123456789012345678901234567890\n`,
    { name: "no such day", dockerfile: `FROM ${py312}:20241332.v1\n` },
    { name: "no such day yet", dockerfile: `FROM ${py312}:20270101.v1\n` },
    { name: "a number too high to exist", dockerfile: `FROM ${py311}:202306\n` },
    { name: "a number longer than any", dockerfile: `FROM ${py311}:99999999999999999999\n` },
    `FROM ${py311}:20260316\n`,
    `FROM ${mcr}/azureml/tritonserver-21.02-py38-inference:20261109.1\n`,
    // What similar images have, where no tag is known.
    `FROM ${triton}:20261109.v1\n`,
    `FROM ${triton}:20261109.1\n`,
    // An unknown name has no forms.
    `FROM ${mcr}/azureml/zeta-quux-inference:1.0\n`,
    `FROM ${mcr}/azureml/curated/zeta-quux-inference:20261109.v1\n`,
    // No tag, or none that is known.
    `FROM ${py312}\n`,
    `FROM ${py312}:{{ tag }}\n`,
    `FROM ${py312}:{{latest-image-tag:20200101\\.v.+}}\n`,
    `FROM ${py312}:1.{{ tag }}\n`,
    `ARG TAG\nFROM ${py312}:$TAG\n`,
    `ARG N\nFROM ${py312}:20261109.v$N\n`,
    // A digest decides what is pulled.
    `FROM ${py312}@${digestOf("a")}\n`,
    `FROM ${py312}:lastest@${digestOf("a")}\n`,
    // A mirror may have tags of its own.
    { dockerfile: `FROM ${copy}:prod\n`, mirrors },
    {
      name: "a mirror that was asked",
      dockerfile: `FROM ${copy}:prod\n`,
      mirrors,
      registry: fakeRegistry({ [copy]: { tags: ["prod"] } }),
    },
    // A registry knows.
    {
      name: "a tag that exists",
      dockerfile: `FROM ${py312}:1.0\n`,
      registry: fakeRegistry({ [py312]: { tags: ["1.0", "latest"] } }),
    },
    {
      name: "a tag that exists, by its image",
      dockerfile: `FROM ${py312}:1.0\n`,
      registry: fakeRegistry({ [py312]: { tags: ["1.0", "latest"] } }),
      others: { "unknown-tag": "off" },
    },
    {
      name: "a tag that does not exist: unknown-tag reports it",
      dockerfile: `FROM ${py312}:lastest\n`,
      registry: fakeRegistry({ [py312]: { tags: ["20260316.v1", "latest"] } }),
    },
    // Other images, and images that are not checked.
    `FROM ${openmpi}:1.0\n`,
    { dockerfile: `FROM ${openmpi}:20200101.v1\n`, ...all },
    { dockerfile: `FROM ${mcr}/azureml/base:openmpi3.1.2-ubuntu18.04\n`, ...all },
    { dockerfile: `FROM ${mcr}/azureml/o16n-base/python-assets:20201216.27974728\n`, ...all },
    {
      dockerfile: `FROM ${mcr}/azureml/aifx/stable-ubuntu2004-cu117-py38-torch1131:biweekly.202301.2\n`,
      ...all,
    },
    "FROM contoso.azurecr.io/azureml/minimal-py312-inference:lastest\n",
    "FROM python:1.0\n",
  ],
  fails: [
    {
      dockerfile: `FROM ${py312}:20261109.1\n`,
      at: "1:6-1:66",
      message: `'${py312}:20261109.1' may not exist: the known tags of this repository have another form (YYYYMMDD.vN); use --online or --facts to find out. Use ${py312}:latest.`,
      short: "tag of an unknown form, expected YYYYMMDD.vN",
      evidence: [
        "form of tags: YYYYMMDD.vN (1 known tag, 2026-07-31)",
        "newest known tag: 20260316.v1 of 2026-03-16 (Azure/azureml-examples@bc436191b6, 2026-07-31)",
      ],
      fix: null,
    },
    {
      dockerfile: `FROM ${py312}:lastest\n`,
      at: "1:6-1:63",
      message: `'${py312}:lastest' may not exist: the known tags of this repository have another form (YYYYMMDD.vN), and the closest tag is 'latest'; use --online or --facts to find out. Use ${py312}:latest.`,
      short: "tag of an unknown form, closest 'latest'",
    },
    { dockerfile: `FROM ${py312}:1.0\n`, at: "1:6-1:59" },
    { dockerfile: `FROM ${py312}:staging\n`, at: "1:6-1:63" },
    { dockerfile: `FROM ${py312}:Latest\n`, at: "1:6-1:62", message: /closest tag is 'latest'/ },
    { dockerfile: `FROM ${py312}:20200101\n`, at: "1:6-1:64" },
    { dockerfile: `FROM ${py312}:56\n`, at: "1:6-1:58" },
    { dockerfile: `FROM ${py312}:20261109.V1\n`, at: "1:6-1:67" },
    { dockerfile: `FROM ${py312}:20261109.v1-amd64\n`, at: "1:6-1:73" },
    { dockerfile: `FROM ${py312}:v20261109.v1\n`, at: "1:6-1:68" },
    { dockerfile: `FROM ${py312}:2026-11-09.v1\n`, at: "1:6-1:69" },
    {
      name: "a known day without its v",
      dockerfile: `FROM ${py312}:20260316.1\n`,
      at: "1:6-1:66",
      message: /, and the closest tag is '20260316\.v1'; /,
    },
    // Curated images have numbers.
    {
      dockerfile: `FROM ${py311}:20261109.v1\n`,
      at: "1:6-1:75",
      message:
        /^'.*' may not exist: the known tags of this repository have another form \(a number\); /,
      short: "tag of an unknown form, expected a number",
    },
    { dockerfile: `FROM ${py311}:v56\n`, at: "1:6-1:67", message: /closest tag is '56'/ },
    { dockerfile: `FROM ${py311}:1.0\n`, at: "1:6-1:67" },
    // Similar images.
    {
      dockerfile: `FROM ${triton}:21.02\n`,
      at: "1:6-1:60",
      message:
        /^'.*' may not exist: the known tags of other inference images in azureml\/ have another form \(YYYYMMDD\.vN or YYYYMMDD\.N\); .* Move to /,
      confidence: "medium",
      evidence: [
        "form of tags: YYYYMMDD.vN or YYYYMMDD.N (other inference images in azureml/)",
        "successor: nvcr.io/nvidia/tritonserver (Azure/azureml-examples@085cd6ea39:cli/endpoints/online/custom-container/triton/single-model/triton-cc.dockerfile, 2026-07-31)",
      ],
    },
    {
      name: "a name without evidence",
      dockerfile: `FROM ${mcr}/azureml/minimal-py310-inference:1.0\n`,
      at: "1:6-1:59",
      confidence: "medium",
    },
    {
      name: "an image without a window that is checked, too",
      dockerfile: `FROM ${openmpi}:20250101.1\n`,
      ...all,
      at: "1:6-1:67",
      short: "tag of an unknown form, expected YYYYMMDD.vN",
    },
    // One question about a tag: whether there is one of that form comes before its age.
    {
      name: "instead of its age",
      dockerfile: `FROM ${py312}:20251020.1\n`,
      at: "1:6-1:66",
      message: /may not exist/,
    },
    {
      name: "also where it is stale",
      dockerfile: `FROM ${py312}:20230101.1\n`,
      at: "1:6-1:66",
      message: /may not exist/,
    },
    {
      name: "stale-tag may be off",
      dockerfile: `FROM ${py312}:lastest\n`,
      others: { "stale-tag": "off" },
      at: "1:6-1:63",
    },
    {
      name: "whatever the window",
      dockerfile: `FROM ${py312}:20261109.1\n`,
      supportWindow: { months: 24, from: "today" },
      at: "1:6-1:66",
    },
    {
      name: "a registry that does not answer",
      dockerfile: `FROM ${base2204}:1.0\n`,
      registry: fakeRegistry({
        [base2204]: { tags: unreachable, images: { "1.0": unreachable, latest: unreachable } },
      }),
      at: "1:6-1:55",
    },
    // A value that is known is a tag like any other.
    {
      dockerfile: `ARG TAG=lastest\nFROM ${py312}:$TAG\n`,
      at: "2:6-2:60",
      related: ["1:9-1:16 ARG TAG"],
    },
    {
      dockerfile: `ARG TAG\nFROM ${py312}:$TAG\n`,
      buildArgs: { TAG: "lastest" },
      at: "2:6-2:60",
    },
    // So is a default, whoever may give another value.
    { dockerfile: `ARG TAG\nFROM ${py312}:\${TAG:-20261109.1}\n`, at: "2:6-2:74" },
    { dockerfile: `ARG TAG\nFROM ${py312}:\${TAG-lastest}\n`, at: "2:6-2:70" },
    { dockerfile: `ARG N\nFROM ${py312}:20261109.\${N:-1}\n`, at: "2:6-2:72" },
    { dockerfile: `FROM ${py311}:056\n`, at: "1:6-1:67", message: /closest tag is '56'/ },
    {
      dockerfile: `FROM ${py311}:0999\n`,
      at: "1:6-1:68",
      short: "tag of an unknown form, expected a number without zeros in front",
    },
    { dockerfile: `FROM python:3.12\nCOPY --from=${py312}:lastest /a /a\n`, at: "2:13-2:70" },
  ],
});
