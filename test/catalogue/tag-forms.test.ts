import { expect, test } from "vitest";
import { frozenCatalogue } from "../support/frozen-catalogue.ts";

test.each([
  ["a repository with one known tag", "azureml/minimal-py312-inference", ["YYYYMMDD.vN"]],
  ["a tag without a date counts", "azureml/curated/minimal-py311-inference", ["N"]],
  ["both forms", "azureml/tritonserver-21.02-py38-inference", ["YYYYMMDD.vN", "YYYYMMDD.N"]],
  ["no known tag", "azureml/tritonserver-inference", ["YYYYMMDD.vN", "YYYYMMDD.N"]],
  ["a name without evidence", "azureml/minimal-py310-inference", ["YYYYMMDD.vN", "YYYYMMDD.N"]],
  ["an unknown name", "azureml/zeta-quux-inference", undefined],
  ["an unknown curated name", "azureml/curated/zeta-quux-inference", undefined],
  ["a property of every object", "constructor", undefined],
])("%s", async (_, repository, forms) => {
  expect((await frozenCatalogue.tagForms(repository))?.forms).toEqual(forms);
});

test("the source says how many tags are known, and up to which day", async () => {
  const own = await frozenCatalogue.tagForms("azureml/tritonserver-21.02-py38-inference");
  expect(own?.source.name).toMatch(/^2 known tags$/);
  const one = await frozenCatalogue.tagForms("azureml/minimal-py312-inference");
  expect(one?.source).toEqual({ name: "1 known tag", asOf: "2026-07-31" });
});
