import { describe, expect, test } from "vitest";
import type { Coverage } from "../../src/domain/build/coverage.ts";
import { fakeRegistry } from "../support/fake-registry.ts";
import type { Situation } from "../support/rule-tester.ts";
import { check } from "../support/rule-tester.ts";
import { everyAzuremlImage } from "../support/settings.ts";

// Of how many inference references each fact is known and unknown: `known/unknown`.

const mcr = "mcr.microsoft.com";
const py312 = `${mcr}/azureml/minimal-py312-inference`;
const py311 = `${mcr}/azureml/curated/minimal-py311-inference`;
const ubuntu = `${mcr}/azureml/minimal-ubuntu22.04-py39-cpu-inference`;
const unheardOf = `${mcr}/azureml/unheard-of-inference`;

async function countsOf(situation: Situation): Promise<Readonly<Record<string, string>>> {
  const { images, coverage } = await check(situation);
  const shown = (fact: keyof Coverage): string =>
    `${coverage[fact].known}/${coverage[fact].unknown}`;
  return {
    images: String(images),
    ...{ os: shown("os"), python: shown("python"), user: shown("user"), age: shown("age") },
  };
}

describe("coverage", () => {
  test.each<[string, string, Awaited<ReturnType<typeof countsOf>>]>([
    [
      "latest has no age; its default user runs",
      `FROM ${py312}\n`,
      { images: "1", os: "0/1", python: "1/0", user: "1/0", age: "0/0" },
    ],
    [
      "a dated tag; a USER decides",
      `FROM ${ubuntu}:20260101.v1\nUSER app\n`,
      { images: "1", os: "1/0", python: "1/0", user: "0/0", age: "1/0" },
    ],
    [
      "a tag without a date",
      `FROM ${py311}:1000\nUSER app\n`,
      { images: "1", os: "1/0", python: "1/0", user: "0/0", age: "0/1" },
    ],
    [
      "a name that no source knows",
      `FROM ${unheardOf}:20260101.v1\n`,
      { images: "1", os: "0/1", python: "0/1", user: "0/1", age: "1/0" },
    ],
    [
      "a template in the tag has no age",
      `FROM ${ubuntu}:{{latest-image-tag}}\nUSER app\n`,
      { images: "1", os: "1/0", python: "1/0", user: "0/0", age: "0/0" },
    ],
    [
      "only the image that the target starts as decides the user",
      `FROM ${unheardOf} AS a\nFROM ${ubuntu} AS b\nCOPY --from=${unheardOf} /a /a\nFROM b\n`,
      { images: "3", os: "1/2", python: "1/2", user: "1/0", age: "0/0" },
    ],
    [
      "a reference that is invalid",
      `FROM ${py312}:a:b\n`,
      { images: "1", os: "0/1", python: "0/1", user: "0/1", age: "0/1" },
    ],
    [
      "other images, and what may be one",
      `ARG NAME\nFROM python:3.12\nFROM ${mcr}/azureml/$NAME\n`,
      { images: "0", os: "0/0", python: "0/0", user: "0/0", age: "0/0" },
    ],
    [
      "the same image twice is two uses",
      `FROM ${py312} AS a\nFROM ${py312}\nUSER app\n`,
      { images: "2", os: "0/2", python: "2/0", user: "0/0", age: "0/0" },
    ],
  ])("%s", async (_, dockerfile, expected) => {
    expect(await countsOf({ dockerfile })).toEqual(expected);
  });

  // Their Python and their age are not checked, nor is anything of images that only carry files.
  test.each<[string, Awaited<ReturnType<typeof countsOf>>]>([
    [
      "openmpi4.1.0-ubuntu22.04",
      { images: "1", os: "1/0", python: "0/0", user: "0/0", age: "0/0" },
    ],
    [
      "promptflow/promptflow-runtime",
      { images: "1", os: "0/1", python: "0/0", user: "0/0", age: "0/0" },
    ],
    [
      "openmpi4.1.0-ubuntu22.04:20230101.v1",
      { images: "1", os: "1/0", python: "0/0", user: "0/0", age: "0/0" },
    ],
    ["o16n-base/python-assets", { images: "1", os: "0/0", python: "0/0", user: "0/0", age: "0/0" }],
  ])("of other azureml images: %s", async (name, expected) => {
    const images = everyAzuremlImage;
    const dockerfile = `FROM ${mcr}/azureml/${name}\nUSER app\n`;
    expect(await countsOf({ dockerfile, settings: { images } })).toEqual(expected);
  });

  test("each use counts once, however many builds a file has", async () => {
    const dockerfile = `ARG OPEN\nFROM ${py312} AS a\nFROM a\nRUN echo $OPEN\nUSER $OPEN\n`;
    expect(await countsOf({ dockerfile })).toMatchObject({ images: "1", os: "0/1" });
  });

  test("what a registry answers is known", async () => {
    const dockerfile = `FROM ${unheardOf}:3\n`;
    const open = { images: "1", os: "0/1", python: "0/1", user: "0/1", age: "0/1" };
    expect(await countsOf({ dockerfile })).toEqual(open);
    expect((await check({ dockerfile })).answeredBy).toBeNull();
    const registry = fakeRegistry({
      [unheardOf]: { tags: ["3", "latest"], images: { "3": { created: "2026-10-01" } } },
    });
    expect(await countsOf({ dockerfile, registry })).toEqual({
      ...open,
      ...{ user: "1/0", age: "1/0" },
    });
    expect((await check({ dockerfile, registry })).answeredBy).toBe("registry");
  });
});
