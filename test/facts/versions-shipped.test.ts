import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { CatalogueData } from "../../src/catalogue/catalogue-data.ts";
import { openCatalogue } from "../../src/catalogue/index.ts";
import { readAzuremlName } from "../../src/domain/image/azureml-name.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import type { Version } from "./scripts.ts";
import { shipped } from "./shipped-data.ts";

// What the product says of each version that Microsoft published, with the data that ships.

const { images, tags, digests, "release-cycles": cycles } = shipped();
const catalogue = openCatalogue({ images, tags, digests, cycles } as unknown as CatalogueData);
const today = calendarDate("2026-11-27");

interface Stated {
  readonly os: string | null;
  readonly python: string | null;
  readonly cuda: string | null;
  readonly user: string | null;
}

async function statedOf(repository: string, tag: string): Promise<Stated> {
  const facts = await catalogue.repositoryFacts(repository, { tag, digest: null }, today);
  if (facts === null) throw new Error(`${repository} is not in the catalogue`);
  const { os, python, cuda, defaultUser } = facts;
  return {
    os: os.known ? os.value : null,
    python: python.known ? python.value : null,
    cuda: cuda.known ? cuda.value : null,
    user: defaultUser.known ? defaultUser.value : null,
  };
}

const collected = JSON.parse(
  readFileSync("scripts/facts/collected/azureml-assets.json", "utf8"),
) as { environments: Record<string, { versions: readonly Version[] }> };

/** Where the product says otherwise than the Dockerfile, or than the name of the image where that is silent. */
async function wrong(name: string, version: Version): Promise<readonly string[]> {
  const repository = `azureml/curated/${name}`;
  const [stated, named] = [
    await statedOf(repository, version.version),
    readAzuremlName(repository),
  ];
  const meant = { ...named, user: null };
  return (["os", "python", "cuda", "user"] as const)
    .filter((key) => stated[key] !== (version[key] ?? meant[key]))
    .map((key) => `${name}:${version.version}: ${key} is ${String(stated[key])}`);
}

test("every version of every environment has the OS, Python, CUDA and user of its Dockerfile", async () => {
  const { environments } = collected;
  const all = Object.entries(environments).flatMap(([name, { versions }]) =>
    versions.map((version) => wrong(name, version)),
  );
  expect(all.length).toBeGreaterThan(3_700);
  expect((await Promise.all(all)).flat()).toEqual([]);
});

describe("azureml/curated/foundation-model-inference, as read by hand from its Dockerfiles on 2026-11-27", () => {
  test.each<[string, string | null, string | null, string | null]>([
    ["1 2 3 10 13 15 16 17 18 19", "ubuntu20.04", "3.8", "11.7"],
    ["4 5 6 7 8 9 11 12 14", null, null, null],
    ["20 25", "ubuntu20.04", "3.10", "11.8"],
    ["26 30 31 39 43 44", "ubuntu20.04", "3.10", "12.1.0"],
    ["40 42 45 61 63", "ubuntu20.04", "3.10", "12.1.1"],
    ["64 86", "ubuntu22.04", "3.10", "12.4.1"],
    ["87", "ubuntu22.04", "3.10", "12.8.0"],
    ["88 91", "ubuntu22.04", "3.10", "13.1.1"],
    ["92 95", "ubuntu24.04", "3.10", "13.1"],
  ])("versions %s: %s, Python %s, CUDA %s", async (versions, os, python, cuda) => {
    for (const version of versions.split(" "))
      expect([
        version,
        await statedOf("azureml/curated/foundation-model-inference", version),
      ]).toEqual([version, { os, python, cuda, user: "root" }]);
  });
});

test.each([
  ["azureml/curated/foundation-model-serve", "1", "ubuntu22.04", "3.12", "12.8.1", "root"],
  ["azureml/curated/foundation-model-serve", "9", "ubuntu22.04", "3.12", "12.8.1", "root"],
  ["azureml/curated/foundation-model-serve", "13", "ubuntu24.04", "3.12", "13.1", "root"],
  ["azureml/curated/acpt-pytorch-2.2-cuda12.1", "2", "ubuntu20.04", "3.10", "12.1", "root"],
  ["azureml/curated/acpt-pytorch-2.2-cuda12.1", "53", "ubuntu22.04", "3.10", "12.6", "root"],
  ["azureml/curated/lightgbm-3.3", "20", "ubuntu20.04", "3.8", null, "root"],
  ["azureml/curated/lightgbm-3.3", "85", "ubuntu24.04", "3.10", null, "root"],
  ["azureml/curated/mlflow-model-inference", "22", "ubuntu22.04", "3.12", null, "dockeruser"],
  ["azureml/curated/amelie-inference", "3", "ubuntu22.04", "3.11", null, "dockeruser"],
])("%s:%s: %s, Python %s, CUDA %s, user %s", async (name, tag, os, python, cuda, user) => {
  expect(await statedOf(name, tag)).toEqual({ os, python, cuda, user });
});
