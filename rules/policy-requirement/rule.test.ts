import { describe, expect, test } from "vitest";
import { fakeRegistry } from "../../test/support/fake-registry.ts";
import { findingsOf, shownOf } from "../../test/support/requirements.ts";

const py38 = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";
const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";

/** Entry without name and level, Dockerfile, findings. */
const table: readonly (readonly [
  entry: string,
  dockerfile: string,
  findings: readonly string[],
])[] = [
  // Registries, as written.
  ['images: ["**"], registry: docker.io', "FROM python\n", []],
  ['images: ["**"], registry: docker.io', "FROM index.docker.io/library/python\n", []],
  ['images: ["**"], registry: docker.io', "FROM scratch AS a\nFROM a\n", []],
  [
    'images: ["**"], registry: contoso.azurecr.io',
    "FROM python\n",
    ["1:6-12 error requirement x: registry docker.io, not contoso.azurecr.io"],
  ],
  [
    'images: ["**"], registry: [contoso.azurecr.io, docker.io]',
    "FROM CONTOSO.azurecr.io:443/a\n",
    [],
  ],
  [
    'images: ["**"], registry: docker.io',
    "FROM python\nCOPY --from=quay.io/a/b /a /a\nRUN --mount=from=ghcr.io/a/b,target=/b true\n",
    [
      "2:13-24 error requirement x: registry quay.io, not docker.io",
      "3:18-29 error requirement x: registry ghcr.io, not docker.io",
    ],
  ],
  [
    'images: ["**"], registry: quay.io',
    "# syntax=docker/dockerfile:1\nFROM quay.io/a/b\n",
    ["1:10-29 error requirement x: registry docker.io, not quay.io"],
  ],
  [
    'images: ["**"], registry: quay.io',
    "ARG IMAGE\nFROM $IMAGE\n",
    ["2:6-12 error requirement x: cannot be shown to come from quay.io"],
  ],
  ['images: ["**"], registry: quay.io', "ARG NAME\nFROM quay.io/team/$NAME\n", []],
  [
    'images: ["**"], registry: quay.io',
    "ARG TAG\nFROM docker.io/team/app:$TAG\n",
    ["2:6-29 error requirement x: registry docker.io, not quay.io"],
  ],
  ['images: ["**"], registry: quay.io', "ARG IMAGE=quay.io/a/b\nFROM $IMAGE\n", []],
  // Names.
  ['images: [python], deny: ["**"]', "FROM node\n", []],
  [
    'images: [library/python], deny: ["**"]',
    "FROM python\n",
    ["1:6-12 error requirement x: denied by '**'"],
  ],
  [
    'images: [docker.io/python], deny: ["**"]',
    "FROM python\n",
    ["1:6-12 error requirement x: denied by '**'"],
  ],
  [
    'images: ["**"], deny: [docker.io/**, quay.io/**]',
    "FROM python\nFROM quay.io/a/b\nFROM ghcr.io/a/b\nFROM registry-1.docker.io/a/b\n",
    [
      "1:6-12 error requirement x: denied by 'docker.io/**'",
      "2:6-17 error requirement x: denied by 'quay.io/**'",
      "4:6-30 error requirement x: denied by 'docker.io/**'",
    ],
  ],
  [
    'images: ["**"], deny: docker.io/**',
    "ARG NAME\nFROM quay.io/$NAME\nFROM $NAME\nFROM team/$NAME\n",
    [
      "3:6-11 error requirement x: cannot be shown to be none of the denied images",
      "4:6-16 error requirement x: cannot be shown to be none of the denied images",
    ],
  ],
  [
    'images: ["**"], allow: ["azureml/**", python]',
    `FROM ${py312}\nFROM python:3.12\nFROM evil.io/azureml/x\nFROM azureml/x\nFROM evil.io/python\n`,
    [
      "3:6-23 error requirement x: not on the list of allowed images",
      "4:6-15 error requirement x: not on the list of allowed images",
      "5:6-20 error requirement x: not on the list of allowed images",
    ],
  ],
  [
    'images: ["**"], allow: ["contoso.azurecr.io/base/**"]',
    "ARG NAME\nFROM contoso.azurecr.io/base/$NAME\nFROM contoso.azurecr.io/$NAME\nFROM evil.io/contoso.azurecr.io/base/$NAME\n",
    [
      "3:6-30 error requirement x: cannot be shown to be on the list of allowed images",
      "4:6-43 error requirement x: cannot be shown to be on the list of allowed images",
    ],
  ],
  [
    'images: ["azureml/**"], deny: ["**"]',
    "ARG NAME\nFROM ${NAME}.azurecr.io/app\nFROM quay.io/x/${NAME}\n",
    [],
  ],
  // Tags.
  [
    'images: ["**"], tag: floating',
    `FROM ${py312}\nFROM ${py312}:latest\nFROM python:3.12\n`,
    ["3:6-17 error requirement x: the tag 3.12, the tag latest is required"],
  ],
  [
    'images: ["**"], tag: dated',
    `FROM ${py312}:20260316.v1\nFROM ${py312}\nFROM python:3.12\nFROM python@sha256:${"0".repeat(64)}\n`,
    [
      "2:6-55 error requirement x: neither tag nor digest, a dated tag or a digest is required",
      "3:6-17 error requirement x: the tag 3.12, a dated tag or a digest is required",
    ],
  ],
  [
    'images: ["**"], tag: digest',
    `ARG TAG\nFROM python:$TAG\nFROM python:$TAG@sha256:${"0".repeat(64)}\nFROM python:3.12\n`,
    [
      "2:6-17 error requirement x: cannot be shown to have a digest",
      "4:6-17 error requirement x: the tag 3.12, a digest is required",
    ],
  ],
  // Facts.
  [
    'images: ["azureml/**"], python: ">=3.11"',
    `FROM ${py38}:latest\nFROM ${py312}:latest\nFROM python:3.8\n`,
    ["1:6-77 error requirement x: Python version 3.8, not >=3.11"],
  ],
  ['images: ["azureml/**"], python: ">=3.9"', `FROM ${py312}\n`, []],
  [
    "images: [azureml/**], os: [ubuntu22.04, ubuntu24.04]",
    `FROM ${py38}:latest\n`,
    ["1:6-77 error requirement x: operating system ubuntu20.04, not ubuntu22.04 or ubuntu24.04"],
  ],
  [
    "images: [azureml/**], support: [listed, published]",
    `FROM ${py38}:latest\n`,
    ["1:6-77 error requirement x: support state dropped, not listed or published"],
  ],
  ['images: [azureml/**], cuda: ">=12"', `FROM ${py312}\n`, []],
];

describe("a requirement", () => {
  test.each(table)("%s on %j", async (entry, dockerfile, expected) => {
    expect(await shownOf([`name: x, level: error, ${entry}`], dockerfile)).toEqual(expected);
  });

  test("is a finding with the message of the entry, and at its level", async () => {
    const entry =
      'name: x, level: note, images: ["**"], registry: quay.io, message: Only through quay.';
    const [finding] = await findingsOf([entry], "FROM python\n");
    expect(finding).toMatchObject({ ruleId: "policy-requirement/x", level: "note" });
    expect(finding?.message.long).toBe(
      "Only through quay: the registry of 'python' is docker.io, not quay.io.",
    );
    expect(finding?.message.remedy.text).toBe("Use an image from quay.io.");
  });

  test("counts up to its last day", async () => {
    const entry = 'name: x, level: error, images: ["**"], deny: ["**"], until: 2026-11-23';
    expect(await shownOf([entry], "FROM a\n")).toHaveLength(1);
    expect(await shownOf([entry], "FROM a\n", { asOf: "2026-11-24" })).toEqual([]);
  });

  test("changes nothing about what other rules check", async () => {
    const dockerfile = "ARG X\nFROM python\nFROM node:$X\n";
    const entry = 'name: x, level: error, images: ["**"], deny: ["**"]';
    const others = (await findingsOf([entry], dockerfile)).filter(
      ({ ruleId }) => ruleId !== "policy-requirement/x",
    );
    expect(others).toEqual([]);
  });

  test("sees an image of a mirror under both names, and its registry as written", async () => {
    const more =
      "images: { mirrors: [{ prefix: contoso.azurecr.io/mcr, for: mcr.microsoft.com }] }\n";
    const dockerfile = "FROM contoso.azurecr.io/mcr/azureml/minimal-py312-inference\n";
    const of = (entry: string) =>
      shownOf([`name: x, level: error, images: ["**"], ${entry}`], dockerfile, { more });
    expect(await of("registry: contoso.azurecr.io")).toEqual([]);
    expect(await of("registry: mcr.microsoft.com")).toHaveLength(1);
    expect(await of("allow: azureml/**")).toEqual([]);
    expect(await of("allow: contoso.azurecr.io/**")).toEqual([]);
    expect(await of("deny: mcr.microsoft.com/**")).toHaveLength(1);
    expect(await of("deny: contoso.azurecr.io/**")).toHaveLength(1);
  });

  describe("of a fact that is unknown", () => {
    const entry = 'name: x, level: error, images: [python], python: ">=3.11"';
    const questions = async (text: string, more = "") =>
      (await findingsOf([text], "FROM python:3.8\n", { more })).map(
        ({ ruleId, level, message }) => `${ruleId} ${level} ${message.short}`,
      );

    test("is unverified-image, a note", async () => {
      expect(await questions(entry)).toEqual(["unverified-image note Python version unknown"]);
    });

    test("has the level that the entry gives it, even where unverified-image is off", async () => {
      const strict = `${entry}, unknown: error`;
      const expected = ["unverified-image error Python version unknown"];
      expect(await questions(strict)).toEqual(expected);
      expect(await questions(strict, "rules: { unverified-image: off }\n")).toEqual(expected);
    });
  });

  test("that demands a digest adds the one that the registry has", async () => {
    const registry = fakeRegistry({ [py312]: { tags: ["20260316.v1", "latest"] } });
    const dockerfile = `FROM ${py312}:20260316.v1\n`;
    const entry = 'name: x, level: error, images: ["azureml/**"], tag: digest';
    const findings = await findingsOf([entry], dockerfile, { registry });
    const [finding] = findings.filter(({ ruleId }) => ruleId === "policy-requirement/x");
    expect(finding?.fix?.safe).toBe(true);
    expect(finding?.fix?.edits.map(({ text }) => text).join()).toMatch(
      /^20260316\.v1@sha256:[0-9a-f]{64}$/,
    );
    const [unknown] = await findingsOf([entry], dockerfile);
    expect(unknown?.fix).toBeNull();
  });
});
