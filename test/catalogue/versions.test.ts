import { describe, expect, test } from "vitest";
import type { ImageEntry, VersionRow } from "../../src/catalogue/catalogue-data.ts";
import { openCatalogue } from "../../src/catalogue/index.ts";
import type { ImageVersion } from "../../src/domain/image/image-version.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";

// Facts that differ by version. The made-up image has had two operating systems, and one version without a known one.

const today = calendarDate("2026-11-23");
const repository = "azureml/curated/made-up-inference";
const row = (tags: string, facts: Partial<VersionRow>): VersionRow => ({
  ...{ tags, source: `owner/repo@${tags}`, asOf: "2025-01-01" },
  ...facts,
});
const entry: ImageEntry = {
  family: "curated-inference",
  python: "3.10",
  processor: "gpu",
  source: "owner/repo@all",
  asOf: "2026-07-01",
  versions: [
    row("1-3,7", { os: "ubuntu20.04", cuda: "11.7", user: "root" }),
    row("4-6", { user: "root" }),
    row("8-12", { os: "ubuntu22.04", cuda: "12.4", user: "dockeruser" }),
  ],
  newest: { version: 12, day: "2026-07-01", lastYear: 4 },
};
const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const source = { name: "a test", asOf: "2026-07-01" };
const catalogueOf = (image: ImageEntry) =>
  openCatalogue({
    images: {
      ...{ sources: {}, list: source, published: source, baseList: source, nonRoot: "a test" },
      repositories: { [repository]: image },
    },
    tags: { repositories: { [repository]: { "owner/repo": "12=2026-07-01@abc" } } },
    digests: {
      repositories: {
        [repository]: { "owner/repo": `${"a".repeat(64)}=2@abc ${"b".repeat(64)}=13@abc` },
      },
    },
    cycles: {
      sources: { ubuntu: source, debian: source, python: source, "azure-linux": source },
      other: {},
      cycles: {},
    },
  });
const catalogue = catalogueOf(entry);

async function stated(version: Partial<ImageVersion>, image = catalogue) {
  const whole = { tag: null, digest: null, ...version };
  const facts = await image.repositoryFacts(repository, whole, today);
  if (!facts) throw new Error("the catalogue lost the image");
  const shown = [facts.os, facts.cuda, facts.defaultUser, facts.python].map((fact) =>
    fact.known ? `${fact.value ?? ""} ${fact.confidence}` : "unknown",
  );
  return shown.join(", ");
}

const first = "ubuntu20.04 high, 11.7 high, root high, 3.10 high";
const last = "ubuntu22.04 high, 12.4 high, dockeruser high, 3.10 high";
const assumed = last.replaceAll("high", "medium");
const common = "unknown, unknown, unknown, 3.10 high";
const commonAssumed = "unknown, unknown, unknown, 3.10 medium";

describe("a version has the facts of its range", () => {
  test.each([
    ["1", first],
    ["3", first],
    ["7", first],
    ["5", "unknown, unknown, root high, 3.10 high"],
    ["8", last],
    ["12", last],
    // What moves is the newest one.
    ["latest", last],
    // Newer than every known one, and no faster than twice the pace of the last year.
    ["13", assumed],
    ["20", assumed],
    ["21", commonAssumed],
    ["202306", commonAssumed],
    // No version of it.
    ["0", commonAssumed],
    ["08", commonAssumed],
    ["20260701.v1", commonAssumed],
    ["lastest", commonAssumed],
  ])("%s", async (tag, facts) => {
    expect(await stated({ tag })).toBe(facts);
  });

  test("an unknown tag has what all versions have", async () => {
    expect(await stated({})).toBe(common);
  });

  test("the source is that of the range", async () => {
    const facts = await catalogue.repositoryFacts(repository, { tag: "9", digest: null }, today);
    expect(facts?.os).toMatchObject({ source: { name: "owner/repo@8-12", asOf: "2025-01-01" } });
    expect(facts?.python).toMatchObject({ source: { name: "owner/repo@all" } });
  });
});

describe("a digest has the facts of", () => {
  test("the version that a source says it belongs to, whatever tag is beside it", async () => {
    expect(await stated({ digest: digest("a") })).toBe(first);
    expect(await stated({ tag: "9", digest: digest("a") })).toBe(first);
    expect(await stated({ digest: digest("b") })).toBe(assumed);
  });

  test("the tag beside it, which is a claim", async () => {
    expect(await stated({ tag: "9", digest: digest("c") })).toBe(assumed);
    expect(await stated({ tag: "latest", digest: digest("c") })).toBe(assumed);
  });

  test("all versions where nothing says which it is", async () => {
    expect(await stated({ digest: digest("c") })).toBe(commonAssumed);
  });
});

describe("an image whose versions are all alike", () => {
  const alike = { ...entry, os: "ubuntu22.04", versions: [] };
  test.each([
    ["12", "ubuntu22.04 high, unknown, unknown, 3.10 high"],
    ["13", "ubuntu22.04 medium, unknown, unknown, 3.10 medium"],
    ["latest", "ubuntu22.04 high, unknown, unknown, 3.10 high"],
  ])("%s", async (tag, facts) => {
    expect(await stated({ tag }, catalogueOf(alike))).toBe(facts);
  });

  test("and dated tags: every tag", async () => {
    const dated: ImageEntry = {
      family: "inference",
      os: "ubuntu22.04",
      python: "3.10",
      source: "a text",
    };
    const tag = "20300101.v1";
    expect(await stated({ tag }, catalogueOf(dated))).toBe(
      "ubuntu22.04 high, unknown, unknown, 3.10 high",
    );
  });
});

describe("the date of an unknown newer version", () => {
  test.each([
    ["12", { date: "2026-07-01", bound: "exact" }],
    ["13", { date: "2026-06-24", bound: "earliest" }],
    ["20", { date: "2026-06-24", bound: "earliest" }],
    ["21", null],
    ["11", null],
    ["013", null],
  ])("%s", async (tag, date) => {
    const found = await catalogue.tagDate(repository, tag, today);
    expect(found && { date: found.date, bound: found.bound }).toEqual(date);
  });

  test("years go by: more versions become plausible", async () => {
    const later = calendarDate("2029-07-01");
    expect(await catalogue.tagDate(repository, "36", later)).toMatchObject({ bound: "earliest" });
    expect(await catalogue.tagDate(repository, "37", later)).toBeNull();
  });

  test("a digest of such a version has its date", async () => {
    const found = await catalogue.digestDate(repository, digest("b"), today);
    expect(found).toMatchObject({ date: "2026-06-24", bound: "earliest" });
  });
});

describe("what is inferred", () => {
  test("says so and is less certain", async () => {
    const inferred = catalogueOf({ ...entry, inferred: ["python"] });
    const facts = await inferred.repositoryFacts(repository, { tag: "9", digest: null }, today);
    expect(facts?.python).toMatchObject({
      confidence: "medium",
      source: { name: "inferred from owner/repo@all" },
    });
    expect(facts?.os).toMatchObject({ confidence: "high" });
  });
});
