import { expect, test } from "vitest";
import { hasForm } from "../../../src/domain/image/tag-form.ts";
import { shippedCatalogue as shipped, shippedData } from "../../support/shipped-catalogue.ts";

// Laws of the forms of tags, with the facts that ship.

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
