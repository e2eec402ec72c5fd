import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";
const py311 = "mcr.microsoft.com/azureml/curated/minimal-py311-inference";
const py310 = "mcr.microsoft.com/azureml/minimal-py310-inference";
const base2204 = "mcr.microsoft.com/azureml/inference-base-2204";
const base1804 = "mcr.microsoft.com/azureml/inference-base-1804";
const triton = "mcr.microsoft.com/azureml/tritonserver-inference";
const unheard = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
/** First seen on 2025-10-06 in base2204. */
const seen2025 = "sha256:d0b007f69573d60a11643e91fe1b5bceefe683e2c842d584247cb20e7b8c409a";

ruleTest(rule, {
  passes: [
    `FROM ${py312}\n`,
    `FROM ${py312}:{{latest-image-tag}}\n`,
    {
      name: "a listed image without a replacement: its OS does not matter",
      dockerfile: `FROM ${py312}:20260701.v1\nUSER app\n`,
    },
    { name: "an integer that is newer than every known one", dockerfile: `FROM ${py311}:59\n` },
    { name: "unverified-tag reports it", dockerfile: `FROM ${py312}:20251020.v1\n` },
    { name: "another user is set", dockerfile: `FROM ${py312}\nUSER 1000\n` },
    // A value is known.
    { dockerfile: "ARG X\nFROM $X\n", buildArgs: { X: "python:3.12" } },
    { dockerfile: `ARG X\nFROM $X\n`, buildArgs: { X: py312 } },
    "ARG X=python:3.12\nFROM $X\n",
    `ARG TAG=latest\nFROM ${py312}:$TAG\n`,
    `ARG TAG\nFROM ${py312}:\${TAG:-latest}\n`,
    { dockerfile: `FROM ${py312}\nARG U\nUSER $U\n`, buildArgs: { U: "app" } },
    `FROM ${py312}\nARG G\nUSER app:$G\n`,
    // The part that is known makes it another image.
    "ARG V\nFROM python:$V\n",
    "ARG V\nFROM ubuntu:$V AS inference\n",
    "ARG R\nFROM $R/python\n",
    "ARG R\nFROM contoso.azurecr.io/$R\n",
    "ARG N\nARG V\nFROM $N.azurecr.io/app-$V\n",
    "FROM {{name}}.azurecr.io:443/team/app-{{version}}\n",
    "ARG X\nFROM mcr.microsoft.com/aifx/$X\n",
    "ARG X\nFROM mcr.microsoft.com/azureml-foo/$X-inference\n",
    "ARG X\nFROM mcr.microsoft.com/azureml/$X/openmpi\n",
    "FROM {{ registry }}/python:3.12\n",
    "ARG N\nFROM stage$N AS inference\n",
    { name: "the user of another image", dockerfile: "FROM python:3.12\nARG U\nUSER $U\n" },
    {
      name: "a user that does not ship",
      dockerfile: `FROM ${py312} AS build\nARG U\nUSER $U\nFROM python:3.12\nCOPY --from=build /a /a\n`,
    },
    { name: "invalid-dockerfile reports it", dockerfile: `FROM ${py312}:\n` },
    {
      name: "invalid-dockerfile reports it",
      dockerfile: "ARG X\nFROM python:3.12\nCOPY --from=$X /a /a\n",
    },
    // No enabled rule asks.
    {
      dockerfile: `ARG T\nFROM ${py312}:$T\n`,
      others: { "stale-tag": "off", "unverified-tag": "off" },
    },
    { dockerfile: `FROM ${py312}\nARG U\nUSER $U\n`, others: { "root-user": "off" } },
    {
      dockerfile: `FROM ${base2204}\n`,
      others: { "eol-python": "off", "support-ending": "off" },
    },
  ],
  fails: [
    // Whether it is one at all.
    {
      dockerfile: "ARG BASE\nFROM $BASE\n",
      at: "2:6-2:11",
      message:
        "Cannot determine whether '${BASE}' is an azureml inference image: ARG BASE has no value. Pass --build-arg BASE=…, or give it a default.",
      related: ["1:5-1:9 ARG BASE"],
      evidence: [],
    },
    {
      dockerfile: "ARG R\nARG N\nFROM $R/azureml/$N:1\n",
      at: "3:6-3:21",
      message:
        /: ARG R and ARG N have no value\. Pass --build-arg R=… --build-arg N=…, or give them a default\.$/,
    },
    { dockerfile: "ARG R\nFROM $R/azureml/minimal-py312-inference\n", at: "2:6-2:40" },
    { dockerfile: "ARG R\nARG N\nFROM $R.microsoft.com:443/azureml/$N\n", at: "3:6-3:37" },
    { dockerfile: "ARG R\nARG N\nFROM ${R}azureml/$N\n", at: "3:6-3:20" },
    {
      dockerfile: "ARG V\nFROM mcr.microsoft.com/azureml/minimal-py$V-inference\n",
      at: "2:6-2:54",
    },
    { dockerfile: "ARG X\nFROM mcr.microsoft.com/azureml/$X:latest\n", at: "2:6-2:41" },
    {
      name: "a default that only a build argument can replace",
      dockerfile: "ARG X=\nFROM ${X}\n",
      at: "2:6-2:10",
    },
    {
      dockerfile: "FROM {{ base_image }}\n",
      at: "1:6-1:22",
      message:
        "Cannot determine whether '{{ base_image }}' is an azureml inference image: it contains a template. Check the file that the template engine writes.",
    },
    {
      name: "a fault that a value could fix, but need not",
      dockerfile: "FROM mcr.microsoft.com/azureml/Minimal-py312-inference:{{tag}}\n",
      at: "1:6-1:63",
      message:
        /' was not fully checked: a repository name must be lower case\. Correct the name of the image\.$/,
    },
    {
      name: "the same with a build argument",
      dockerfile: "ARG TAG=latest\nFROM mcr.microsoft.com/azureml/Minimal-py312-inference:$TAG\n",
      at: "2:6-2:60",
    },
    // Its age.
    {
      dockerfile: `ARG TAG\nFROM ${py312}:$TAG\n`,
      at: "2:6-2:60",
      message: `'${py312}:\${TAG}' was not fully checked: ARG TAG has no value. Pass --build-arg TAG=…, or give it a default.`,
      related: ["1:5-1:8 ARG TAG"],
    },
    {
      name: "an integer far above the newest known one",
      dockerfile: `FROM ${py311}:202306\n`,
      at: "1:6-1:70",
      message: `'${py311}:202306' was not fully checked: age unknown (no source has a date for this tag). Use latest, or check with --online or --facts.`,
      evidence: ["date of the tag or digest: unknown (no source has a date for this tag)"],
    },
    {
      name: "a tag of another form, where unverified-tag does not report it",
      dockerfile: `FROM ${py312}:staging\n`,
      others: { "unverified-tag": "off" },
      at: "1:6-1:63",
      message:
        /\. Use latest, or a dated tag \(YYYYMMDD\.vN\), or check with --online or --facts\.$/,
    },
    {
      name: "a number that is too high to exist has the form of one",
      dockerfile: `FROM ${py311}:202306\n`,
      at: "1:6-1:70",
      message: /age unknown \(no source has a date for this tag\)\./,
    },
    {
      dockerfile: `FROM ${py312}:20241332.v1\n`,
      at: "1:6-1:67",
      message: /age unknown \(there is no such day\)\./,
    },
    {
      dockerfile: `FROM ${py312}:20230229.v1\n`,
      at: "1:6-1:67",
      message: /age unknown \(there is no such day\)\./,
    },
    {
      dockerfile: `FROM ${py312}:20261124.v1\n`,
      at: "1:6-1:67",
      message: /age unknown \(its date is after 2026-11-23\)\./,
    },
    {
      dockerfile: `FROM ${py311}:56\n`,
      asOf: "2026-07-22",
      at: "1:6-1:66",
      message: /age unknown \(its date is after 2026-07-22\)\./,
    },
    {
      dockerfile: `FROM ${py312}@${unheard}\n`,
      at: "1:6-1:127",
      message: /age unknown \(no source has a date for this digest\)\./,
    },
    {
      name: "a digest that was seen in the window may be newer or older",
      dockerfile: `FROM ${base2204}@${seen2025}\n`,
      asOf: "2025-10-10",
      others: { "eol-python": "off", "support-ending": "off" },
      at: "1:6-1:123",
      message: /age unknown \(it was published on 2025-10-06 or earlier\)\./,
    },
    {
      name: "one of the tag rules is enough to ask",
      dockerfile: `FROM ${py311}:202306\n`,
      others: { "stale-tag": "off" },
      at: "1:6-1:70",
    },
    // Its facts.
    {
      dockerfile: `FROM ${triton}\n`,
      at: "1:6-1:54",
      message: `'${triton}' was not fully checked: operating system, Python version and default user unknown. Inspect the image, or use one on Microsoft's list; end the target stage with a USER that is not root.`,
      evidence: [
        "operating system: unknown (the catalogue does not state it)",
        "Python version: unknown (the catalogue does not state it)",
        "default user: unknown (the catalogue does not state it)",
      ],
    },
    {
      dockerfile: `FROM ${base2204}\n`,
      at: "1:6-1:51",
      message: /: Python version unknown\. Inspect the image, or use one on Microsoft's list\.$/,
    },
    {
      name: "one finding for everything that is unknown",
      dockerfile: `FROM ${base1804}:20261124.v1\n`,
      at: "1:6-1:63",
      message:
        /: Python version and default user unknown, age unknown \(its date is after 2026-11-23\)\. Inspect the image, or use one on Microsoft's list; end the target stage with a USER that is not root; use a supported image, or check with --online or --facts\.$/,
    },
    {
      name: "a user is set",
      dockerfile: `FROM ${base1804}\nUSER app\n`,
      at: "1:6-1:51",
      message: /: Python version unknown\./,
    },
    {
      name: "a builder stage does not ship",
      dockerfile: `FROM ${base1804} AS a\nFROM ${py312}\nCOPY --from=a /a /a\n`,
      at: "1:6-1:51",
      message: /: Python version unknown\./,
    },
    {
      dockerfile: `FROM ${base1804} AS a\nFROM a\n`,
      at: "1:6-1:51",
      message: /: Python version and default user unknown\./,
    },
    {
      dockerfile: `FROM ${py310}\n`,
      others: { "eol-os": "off" },
      at: "1:6-1:55",
      message: /: default user and operating system unknown\./,
    },
    {
      name: "a release whose end of life no source states",
      dockerfile:
        "FROM mcr.microsoft.com/azureml/minimal-ubuntu22.04-py399-cpu-inference\nUSER app\n",
      at: "1:6-1:71",
      message: /: end of support of Python 3\.99 unknown\./,
    },
    {
      dockerfile: `FROM python:3.12\nCOPY --from=${triton} /a /a\n`,
      at: "2:13-2:61",
      message: /: operating system and Python version unknown\./,
    },
    {
      dockerfile: `FROM python:3.12\nRUN --mount=from=${py311}:202306,target=/a true\n`,
      at: "2:18-2:82",
    },
    {
      dockerfile: `FROM python:3.12\nONBUILD COPY --from=${py311}:202306 /a /a\n`,
      at: "2:21-2:85",
    },
  ],
});
