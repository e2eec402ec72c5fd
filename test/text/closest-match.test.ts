import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nearestNames } from "../../src/text/closest-match.ts";

const images = [
  "azureml/curated/minimal-py311-inference",
  "azureml/curated/minimal-py312-cuda12.4-inference",
  "azureml/inference-base-2004",
  "azureml/inference-base-2204",
  "azureml/minimal-py312-inference",
  "azureml/minimal-ubuntu20.04-py38-cpu-inference",
  "azureml/minimal-ubuntu22.04-py39-cpu-inference",
  "azureml/tensorflow-2.4-ubuntu18.04-py37-cpu-inference",
  "azureml/tritonserver-21.02-py38-inference",
];
const rules = ["eol-os", "eol-python", "floating-tag", "root-user", "stale-tag", "unlisted-image"];
const tags = ["20241216.v1", "20250619.v1", "latest"];

describe("the intended name comes first", () => {
  test.each([
    ["azureml/minimal-py310-inference", images, "azureml/minimal-py312-inference"],
    // Without its folder, the name is closer than one with another Python version.
    ["azureml/minimal-py311-inference", images, "azureml/curated/minimal-py311-inference"],
    [
      "azureml/curated/minimal-ubuntu22.04-py39-cpu-inference",
      images,
      "azureml/minimal-ubuntu22.04-py39-cpu-inference",
    ],
    ["azureml/currated/minimal-py311-inference", images, "azureml/curated/minimal-py311-inference"],
    ["azureml/minimal-py312-inferance", images, "azureml/minimal-py312-inference"],
    // Swapping two adjacent characters is one edit.
    ["azureml/minimal-p3y12-inference", images, "azureml/minimal-py312-inference"],
    // With words missing or in another order.
    [
      "azureml/minimal-py38-cpu-inference",
      images,
      "azureml/minimal-ubuntu20.04-py38-cpu-inference",
    ],
    [
      "azureml/minimal-cpu-py38-ubuntu20.04-inference",
      images,
      "azureml/minimal-ubuntu20.04-py38-cpu-inference",
    ],
    [
      "azureml/tensorflow-2.8-ubuntu20.04-py38-cpu-inference",
      images,
      "azureml/tensorflow-2.4-ubuntu18.04-py37-cpu-inference",
    ],
    ["stale-tags", rules, "stale-tag"],
    ["eol_os", rules, "eol-os"],
    ["EOL-OS", rules, "eol-os"],
    ["user-root", rules, "root-user"],
    ["20250620.v1", tags, "20250619.v1"],
    ["lates", tags, "latest"],
  ])("%s", (name, names, expected) => {
    expect(nearestNames(name, names, 3)[0]).toBe(expected);
  });
});

describe("names that are not similar are left out", () => {
  test.each([
    ["azureml/my-own-inference", images],
    ["azureml/curated/azurecore3.0-inference", images],
    ["contoso/scoring", images],
    ["DL3006", rules],
    ["x", rules],
    ["", rules],
    ["2025.06.19", tags],
  ])("%s", (name, names) => {
    expect(nearestNames(name, names, 3)).toEqual([]);
  });
});

test("ties are sorted by name", () => {
  const expected = ["azureml/inference-base-2004", "azureml/inference-base-2204"];
  expect(nearestNames("azureml/inference-base-2404", images, 5)).toEqual(expected);
  expect(nearestNames("azureml/inference-base-2404", [...images].reverse(), 5)).toEqual(expected);
});

test("returns at most the requested number of names", () => {
  expect(nearestNames("eol", rules, 2)).toEqual(["eol-os", "eol-python"]);
  expect(nearestNames("eol", rules, 1)).toEqual(["eol-os"]);
  expect(nearestNames("eol", rules, 0)).toEqual([]);
  expect(nearestNames("eol", rules, -1)).toEqual([]);
  expect(nearestNames("eol", [], 3)).toEqual([]);
});

test("finds a name after a change of one character", () => {
  const edit = fc.record({
    name: fc.constantFrom(...images, ...rules),
    at: fc.nat(),
    character: fc.constantFrom("a", "b", "1", "2", "-", "."),
    kind: fc.constantFrom("insert", "delete", "replace"),
  });
  fc.assert(
    fc.property(edit, ({ name, at, character, kind }) => {
      const first = name.lastIndexOf("/") + 1;
      const index = first + (at % (name.length - first));
      const written =
        name.slice(0, index) +
        (kind === "delete" ? "" : character) +
        name.slice(kind === "insert" ? index : index + 1);
      expect(nearestNames(written, [...images, ...rules], 3)).toContain(name);
    }),
  );
});

test("the work for long input is bounded", () => {
  const similar = Array.from({ length: 2000 }, (_, index) => `${"ab".repeat(60)}${index}`);
  for (const name of ["a".repeat(124), "a-".repeat(64), "a".repeat(1_000_000)])
    expect(nearestNames(name, similar, 3)).toEqual([]);
});
