import { describe, expect, test } from "vitest";
import type { ImageEntry } from "../../src/catalogue/catalogue-data.ts";
import { openCatalogue, type Catalogue } from "../../src/catalogue/index.ts";
import type { RepositoryFacts } from "../../src/domain/image/image-facts.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";

// What only the registry states: of latest, of its newest tags, and of a version that no document describes.

const today = calendarDate("2026-11-23");
const dated = "azureml/made-up-inference";
const counted = "azureml/curated/made-up-inference";
const source = { name: "a document", asOf: "2026-07-01" };
const registry = { name: "mcr.microsoft.com", asOf: "2026-11-20" };

function catalogueOf(images: Readonly<Record<string, Partial<ImageEntry>>>): Catalogue {
  const entry = { family: "inference", source: source.name, asOf: source.asOf };
  const repositories = Object.entries(images).map(([name, image]) => [
    name,
    { ...entry, ...image },
  ]);
  return openCatalogue({
    images: {
      sources: { [registry.name]: registry },
      ...{ list: source, published: source, baseList: source, nonRoot: "a promise" },
      repositories: Object.fromEntries(repositories) as Record<string, ImageEntry>,
    },
    tags: {
      repositories: {
        [dated]: { "mcr.microsoft.com": "20261102.v1 20261109.v1" },
        [counted]: { "owner/repo": "12=2026-07-01@abc", "mcr.microsoft.com": "15=2026-11-10" },
      },
    },
    digests: { repositories: {} },
    cycles: {
      sources: { ubuntu: source, debian: source, python: source, "azure-linux": source },
      ...{ other: {}, cycles: {} },
    },
  });
}

const latest = {
  ...{ os: "ubuntu22.04", cuda: "12.4.1", user: "app", conda: "/azureml-envs/x" },
  ...{ env: ["PATH"], asOf: registry.asOf },
};

async function factsOf(
  image: Partial<ImageEntry>,
  tag: string,
  digest: string | null = null,
): Promise<RepositoryFacts> {
  const catalogue = catalogueOf({ [dated]: image });
  const facts = await catalogue.repositoryFacts(dated, { tag, digest }, today);
  if (!facts) throw new Error("the catalogue lost the image");
  return facts;
}

const answered = (value: unknown) => ({
  ...{ known: true, value, source: registry, confidence: "medium" },
});

describe("latest", () => {
  test("has what the registry answered, with its day and medium confidence", async () => {
    expect(await factsOf({ latest }, "latest")).toMatchObject({
      ...{ os: answered("ubuntu22.04"), cuda: answered("12.4.1"), defaultUser: answered("app") },
      env: answered({ names: ["PATH"], complete: false }),
      condaPath: "/azureml-envs/x",
    });
  });

  test("has what documents state before that, but not before what is only inferred", async () => {
    const documented = { os: "ubuntu24.04", user: "dockeruser", conda: "/opt", latest };
    expect(await factsOf(documented, "latest")).toMatchObject({
      os: { value: "ubuntu24.04", source, confidence: "high" },
      defaultUser: { value: "dockeruser", source },
      condaPath: "/opt",
    });
    expect(await factsOf({ ...documented, inferred: ["user"] }, "latest")).toMatchObject({
      defaultUser: answered("app"),
    });
  });

  test("is not said to have the promised user of the list where the registry states it", async () => {
    const listed: Partial<ImageEntry> = { support: "listed", documented: "2026-01-01..2026-07-01" };
    expect(await factsOf({ ...listed, latest }, "latest")).toMatchObject({
      defaultUser: answered("app"),
    });
    expect(await factsOf({ ...listed, user: "app" }, "latest")).toMatchObject({
      defaultUser: { source: { name: "a promise" } },
    });
  });

  test("is another image than any tag: the operating system of a tag stays unknown", async () => {
    for (const tag of ["20261109.v1", "20200101.v1"])
      expect(await factsOf({ latest }, tag)).toMatchObject({
        ...{ os: { known: false }, defaultUser: { known: false }, env: { known: false } },
        condaPath: null,
      });
    expect(await factsOf({ latest }, "latest", `sha256:${"a".repeat(64)}`)).toMatchObject({
      os: answered("ubuntu22.04"),
    });
  });
});

test("the newest tags that only the registry has are known, as of its day", async () => {
  const catalogue = catalogueOf({ [dated]: {} });
  const newest = { tag: "20261109.v1", date: "2026-11-09", source: registry };
  expect(await catalogue.newestTag(dated, today)).toEqual(newest);
  expect(catalogue.sources).toEqual([registry]);
});

describe("versions after the newest one that a document describes", () => {
  const newest = { version: 12, day: "2026-07-01", lastYear: 4 };
  const published = { version: 15, day: "2026-11-10" };
  const image = { newest: { ...newest, published }, versions: [] };

  test.each([
    ["15", { date: "2026-11-10", bound: "exact", source: registry }],
    ["13", { date: "2026-06-24", bound: "earliest", source }],
    ["16", { date: "2026-11-03", bound: "earliest", source: registry }],
    ["23", { date: "2026-11-03", bound: "earliest", source: registry }],
    ["24", null],
  ])("%s", async (tag, date) => {
    expect(await catalogueOf({ [counted]: image }).tagDate(counted, tag, today)).toEqual(date);
  });

  test("are like it, at medium confidence; latest is as before", async () => {
    const row = { tags: "1-11", os: "ubuntu20.04", source: "a", asOf: "2024-01-01" };
    const last = { ...row, tags: "12", os: "ubuntu22.04" };
    const catalogue = catalogueOf({ [counted]: { ...image, versions: [row, last] } });
    const osOf = async (tag: string): Promise<unknown> =>
      (await catalogue.repositoryFacts(counted, { tag, digest: null }, today))?.os;
    for (const [tag, confidence] of [
      ["latest", "high"],
      ["13", "medium"],
      ["15", "medium"],
      ["16", "medium"],
    ] as const)
      expect(await osOf(tag)).toMatchObject({ value: "ubuntu22.04", confidence });
    expect(await osOf("24")).toMatchObject({ known: false });
  });
});
