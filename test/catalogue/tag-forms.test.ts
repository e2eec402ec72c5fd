import { describe, expect, test } from "vitest";
import { hasForm } from "../../src/domain/image/tag-form.ts";
import { frozenCatalogue } from "../support/frozen-catalogue.ts";
import { shippedCatalogue as shipped, shippedData } from "../support/shipped-catalogue.ts";

describe("laws over the shipped catalogue", () => {
  test("every known tag has a form of its repository", async () => {
    const odd: string[] = [];
    let count = 0;
    for (const [repository, origins] of Object.entries(shippedData.tags.repositories)) {
      const forms = await shipped.tagForms(repository);
      for (const entry of Object.values(origins).flatMap((entries) => entries.split(" "))) {
        const [tag = ""] = entry.split(/[=@]/);
        count += 1;
        if (forms !== null && !hasForm(tag, forms)) odd.push(`${repository}:${tag}`);
      }
    }
    expect(odd).toEqual([]);
    expect(count).toBeGreaterThan(1000);
  });

  test("curated images have numbers, other inference images dates", async () => {
    const curated = Object.keys(shippedData.images.repositories).filter((name) =>
      name.startsWith("azureml/curated/"),
    );
    for (const repository of [...curated, ...shipped.inferenceRepositories]) {
      const forms = (await shipped.tagForms(repository))?.forms;
      if (repository.startsWith("azureml/curated/"))
        expect([repository, forms]).toEqual([repository, ["N"]]);
      else for (const form of forms ?? []) expect(form).toMatch(/^YYYYMMDD\.v?N$/);
    }
    for (const repository of shipped.inferenceRepositories)
      expect(await shipped.tagForms(repository), repository).not.toBeNull();
  });
});

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
