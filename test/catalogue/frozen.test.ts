import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { frozenCatalogue } from "../support/frozen-catalogue.ts";
import { frozenBundle, projectRoot } from "../support/working-copy.ts";

/** An image that only fixtures/catalogue/ knows. */
const madeUp = "azureml/zz-frozen-ubuntu20.04-py312-cpu-inference";

test("the source and the bundle have the facts of fixtures/catalogue/ in tests, and dist/ has those that ship", async () => {
  const catalogueIn = (directory: string): string =>
    readFileSync(join(directory, "catalogue.cjs"), "utf8");
  expect(await frozenCatalogue.repositoryFacts(madeUp)).not.toBeNull();
  expect(catalogueIn(frozenBundle)).toContain(madeUp);
  expect(catalogueIn(join(projectRoot, "dist"))).not.toContain(madeUp);
});
