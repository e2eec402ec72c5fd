import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { latestVersion } from "../../src/domain/image/image-version.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { frozenCatalogue } from "../support/frozen-catalogue.ts";
import { frozenBundle, projectRoot, run } from "../support/working-copy.ts";

const today = calendarDate("2026-11-23");
/** An image that only fixtures/catalogue/ knows. */
const madeUp = "azureml/zz-frozen-ubuntu20.04-py312-cpu-inference";

test("the source and the bundle have the facts of fixtures/catalogue/ in tests, and dist/ has those that ship", async () => {
  const catalogueIn = (directory: string): string =>
    readFileSync(join(directory, "catalogue.cjs"), "utf8");
  expect(await frozenCatalogue.repositoryFacts(madeUp, latestVersion, today)).not.toBeNull();
  expect(catalogueIn(frozenBundle)).toContain(madeUp);
  expect(catalogueIn(join(projectRoot, "dist"))).not.toContain(madeUp);
});

test("fixtures/catalogue/ has what its changes.json says, and is written as the catalogue is", () => {
  const { status, stderr } = run(process.execPath, ["scripts/freeze-catalogue.mjs", "--check"], {
    cwd: projectRoot,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
