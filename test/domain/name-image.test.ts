import { describe, expect, test } from "vitest";
import { defaultImagePolicy } from "../../src/config/index.ts";
import type { ImagePolicy } from "../../src/domain/image/image-policy.ts";
import { nameImage } from "../../src/domain/image/name-image.ts";
import { knownNames } from "../../src/pipeline/open-references.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { frozenCatalogue } from "../support/frozen-catalogue.ts";

const mcr = "mcr.microsoft.com/azureml";
const names = knownNames(frozenCatalogue, { asOf: calendarDate("2026-11-23"), session: null });
const mirrored: ImagePolicy = {
  ...defaultImagePolicy(),
  mirrors: [{ prefix: "contoso.azurecr.io/mcr/azureml", instead: mcr }],
};

const name = (asked: string, policy = mirrored) => nameImage(asked, policy, names);

describe("a short name", () => {
  test.each([
    // Listed, dropped and withdrawn below azureml/, whatever is below azureml/curated/.
    ["minimal-py312-inference", "azureml/minimal-py312-inference", null],
    [
      "minimal-ubuntu20.04-py38-cpu-inference",
      "azureml/minimal-ubuntu20.04-py38-cpu-inference",
      "withdrawn",
    ],
    // Never listed below azureml/, published below azureml/curated/.
    ["minimal-py311-inference", "azureml/curated/minimal-py311-inference", "never-listed"],
    ["mlflow-py312-inference", "azureml/curated/mlflow-py312-inference", null],
    ["foundation-model-inference", "azureml/curated/foundation-model-inference", null],
    // Only one of the two is known at all.
    ["inference-base-2204", "azureml/inference-base-2204", null],
    ["minimal-ubuntu22.04-py311", "azureml/curated/minimal-ubuntu22.04-py311", null],
    ["openmpi4.1.0-ubuntu20.04", "azureml/openmpi4.1.0-ubuntu20.04", null],
  ])("%s is %s", async (asked, taken, otherSupport) => {
    const found = await name(asked);
    expect(found).toMatchObject({ kind: "named", asked, short: { taken, otherSupport } });
    const [own, curated] = [`azureml/${asked}`, `azureml/curated/${asked}`];
    const other = taken === own ? curated : own;
    expect(found).toMatchObject({
      reference: `mcr.microsoft.com/${taken}`,
      short: { other },
    });
  });

  test.each([
    ":56",
    ":latest",
    ":20260101.v1",
    `@sha256:${"0".repeat(64)}`,
    `:7@sha256:${"a".repeat(64)}`,
  ])("keeps its tag and digest: %s", async (tail) => {
    expect(await name(`minimal-py311-inference${tail}`)).toMatchObject({
      reference: `${mcr}/curated/minimal-py311-inference${tail}`,
    });
  });

  test("that no known repository has names nothing, and near names are given", async () => {
    expect(await name("minimal-py313-inference:3")).toEqual({
      kind: "unknown",
      asked: "minimal-py313-inference:3",
      why: "not an azureml image",
      nearest: expect.arrayContaining([`${mcr}/minimal-py312-inference`]) as unknown,
    });
    expect(await name("zeta-quux-inference")).toMatchObject({ kind: "unknown", nearest: [] });
    expect(await name("python:3.12")).toMatchObject({ kind: "unknown", nearest: [] });
  });
});

describe("a longer name", () => {
  test.each([
    [`${mcr}/minimal-py312-inference`, `${mcr}/minimal-py312-inference`],
    ["MCR.microsoft.com:443/azureml/minimal-py312-inference:latest", null],
    ["azureml/minimal-py312-inference:latest", `${mcr}/minimal-py312-inference:latest`],
    ["azureml/curated/minimal-py311-inference", `${mcr}/curated/minimal-py311-inference`],
    ["curated/minimal-py311-inference:7", `${mcr}/curated/minimal-py311-inference:7`],
    ["contoso.azurecr.io/mcr/azureml/minimal-py312-inference:20260101.v1", null],
    // In use, but never published: the rules say so.
    [`${mcr}/minimal-py310-inference`, null],
    [`${mcr}/base:openmpi3.1.2-ubuntu18.04`, null],
  ])("%s is a reference", async (asked, reference) => {
    expect(await name(asked)).toEqual({
      kind: "named",
      asked,
      reference: reference ?? asked,
      short: null,
    });
  });

  test.each([
    [`${mcr}/no-such-image`, "not an azureml image"],
    [`${mcr}/zeta-quux-inference`, "not an azureml image"],
    ["azureml/zeta-quux-inference", "not an azureml image"],
    ["contoso.azurecr.io/mcr/azureml/zeta-quux-inference", "not an azureml image"],
    ["azureml/no-such-image", "not an azureml image"],
    ["mcr.microsoft.com/dotnet/sdk:8.0", "not an azureml image"],
    ["docker.io/library/python:3.12", "not an azureml image: docker.io is not"],
    ["ghcr.io/team/app", "not an azureml image: ghcr.io is not"],
    ["Azureml/minimal-py312-inference", "not an azureml image: azureml is not"],
  ])("%s is no azureml image", async (asked, why) => {
    expect(await name(asked)).toMatchObject({
      kind: "unknown",
      why: expect.stringContaining(why) as unknown,
    });
  });

  test.each([
    [`${mcr}/zeta-quux-inference:1`, "named"],
    ["contoso.azurecr.io/mcr/azureml/zeta-quux-inference", "named"],
    [`${mcr}/no-such-image`, "unknown"],
    ["zeta-quux-inference", "unknown"],
  ])("that the catalogue does not know, with a registry to ask: %s is %s", async (asked, kind) => {
    const asking = { ...names, asksRegistry: true };
    expect(await nameImage(asked, mirrored, asking)).toMatchObject({ asked, kind });
  });

  test.each([
    "contoso.azurecr.io/mcr/azureml/minimal-py312-inference",
    "ghcr.io/azureml/minimal-py312-inference:latest",
  ])(
    "of another registry that looks like Microsoft's is none, and the image is named: %s",
    async (asked) => {
      expect(await name(asked, defaultImagePolicy())).toMatchObject({
        kind: "unknown",
        nearest: [`${mcr}/minimal-py312-inference`],
      });
    },
  );

  test.each([
    ["localhost:5000/minimal-py312-inference", "minimal-py312-inference"],
    ["contoso.azurecr.io/minimal-py311-inferance:56", "curated/minimal-py311-inference"],
  ])("of another registry is near an image of that short name: %s", async (asked, near) => {
    expect(await name(asked, defaultImagePolicy())).toMatchObject({
      kind: "unknown",
      nearest: expect.arrayContaining([`${mcr}/${near}`]) as unknown,
    });
  });
});

test.each([
  "",
  "-",
  "UPPER-inference",
  "minimal-py312-inference:$TAG",
  "${IMAGE}",
  "minimal-py312-inference:{{latest-image-tag}}",
  "minimal-py312-inference AS base",
  "minimal-py312-inference\nUSER root",
  "minimal-py312-inference\u001b[2J",
  "minimal-py312-inference\0",
  "\u202eminimal-py312-inference",
  "minimal-py312-inference:",
  "minimal-py312-inference@sha256:12",
  "--online",
  "/",
  ".",
  "a".repeat(100_000),
  `${mcr}/${"a/".repeat(5_000)}inference`,
])("%j is no image", async (asked) => {
  expect(await name(asked)).toMatchObject({ kind: "unknown", asked });
});
