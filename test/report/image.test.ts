import { describe, expect, test } from "vitest";
import type { ImageEntry, VersionRow } from "../../src/catalogue/catalogue-data.ts";
import { openCatalogue } from "../../src/catalogue/index.ts";
import type { ImageChoice } from "../../src/domain/image/image-choice.ts";
import { checkImages } from "../../src/pipeline/check-images.ts";
import { supportedImages } from "../../src/pipeline/supported-images.ts";
import { imagePieces, imagesPieces } from "../../src/report/image/index.ts";
import type { ImageReportV1, ImagesReportV1 } from "../../src/report/image/schema.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { plainRunSettings } from "../support/settings.ts";

// How facts are shown, on made-up images that have what today's facts may lack.

const asOf = calendarDate("2026-11-23");
const source = { name: "a test", asOf: "2026-07-01" };
const entry = (facts: Partial<ImageEntry>): ImageEntry => ({
  ...{ family: "curated-inference", source: "owner/repo@abc", asOf: "2026-07-01" },
  ...facts,
});
const row = (tags: string, facts: Partial<VersionRow>): VersionRow => ({
  ...{ tags, source: `owner/repo@${tags}`, asOf: "2025-01-01", ...facts },
});
const current = { os: "ubuntu24.04", python: "3.13", user: "app", processor: "cpu" } as const;
const repositories: Readonly<Record<string, ImageEntry>> = {
  "azureml/curated/versions-inference": entry({
    ...{ python: "3.13", processor: "gpu", support: "published", preview: true },
    versions: [
      row("1-3", { os: "ubuntu20.04", cuda: "11.7", user: "root" }),
      row("4-9", { os: "ubuntu24.04", cuda: "12.4", user: "app" }),
    ],
    newest: { version: 9, day: "2026-07-01", lastYear: 6 },
  }),
  "azureml/listed-inference": entry({
    ...{ ...current, family: "inference", support: "listed", documented: "2026-01-01..2026-07-01" },
  }),
  "azureml/odd-inference": entry({ ...current, os: "debian99", support: "published" }),
  "azureml/inferred-inference": entry({ ...current, support: "published", inferred: ["user"] }),
  "azureml/nothing-known-inference": entry({ support: "published" }),
  "azureml/gone-inference": entry({
    ...{ ...current, support: "withdrawn", withdrawn: "2025-02-04", removal: "owner/repo@def" },
  }),
  "azureml/lost-inference": entry({ ...current, support: "withdrawn" }),
  "azureml/no-os-inference": entry({
    ...{ python: "3.13", user: "app", processor: "cpu", support: "published" },
  }),
  "azureml/gone-root": entry({
    ...{ family: "base", os: "ubuntu24.04", user: "root", processor: "cpu" },
    ...{ support: "withdrawn", withdrawn: "2025-02-04", removal: "owner/repo@def" },
    successor: {
      repository: "azureml/training",
      basis: "inferred",
      source: "a",
      asOf: "2026-07-01",
    },
  }),
  "azureml/unheard-of-inference": {
    family: "unverified",
    support: "never-listed",
    source: "a test",
  },
  "azureml/training": entry({ family: "base", os: "ubuntu24.04", python: "3.13", user: "root" }),
};
const catalogue = openCatalogue({
  images: {
    ...{ sources: {}, list: source, published: source, baseList: source, nonRoot: "a test" },
    repositories,
  },
  tags: { repositories: {} },
  digests: { repositories: {} },
  cycles: {
    sources: { ubuntu: source, debian: source, python: source, "azure-linux": source },
    other: { ubuntu: { name: "another test", asOf: "2026-07-02" } },
    cycles: {
      "ubuntu 20.04": { endOfLife: "2025-05-29" },
      "ubuntu 24.04": { endOfLife: "2029-05-31", other: { endOfLife: "2029-04-25" } },
      "python 3.13": { endOfLife: "2029-10-31" },
    },
  },
});
const request = { cwd: "/tree", asOf, settings: plainRunSettings(), catalogue };
const tool = { name: "inferlint", version: "0.0.0", homepage: "https://example.org" };
const plain = { colors: false, width: 80, verbose: false };

async function image(asked: string, options: Partial<typeof plain> = {}): Promise<string> {
  const answers = await checkImages([asked], request);
  expect(answers.unknown).toEqual([]);
  const report = { tool, asOf, ...answers };
  return [...imagePieces("text", report, { ...plain, ...options })].join("");
}

async function imageJson(asked: string) {
  const report = { tool, asOf, ...(await checkImages([asked], request)) };
  const { images } = JSON.parse([...imagePieces("json", report, plain)].join("")) as ImageReportV1;
  const [only] = images;
  if (!only) throw new Error(`${asked} was not checked`);
  return only;
}

async function list(choice: Partial<ImageChoice> = {}, options: Partial<typeof plain> = {}) {
  const whole = { processor: null, python: null, ...choice };
  const report = { tool, asOf, choice: whole, ...(await supportedImages(whole, request)) };
  const text = [...imagesPieces("text", report, { ...plain, ...options })].join("");
  const json = JSON.parse([...imagesPieces("json", report, plain)].join("")) as ImagesReportV1;
  return { text, json };
}

describe("image shows", () => {
  test.each([
    ["versions-inference:2", "operating system  Ubuntu 20.04, ended on 2025-05-29"],
    ["versions-inference:2", "default user      root"],
    ["versions-inference:2", "CUDA              11.7"],
    ["versions-inference:9", "operating system  Ubuntu 24.04, until 2029-05-31"],
    ["versions-inference", "support           published, preview"],
    // Newer than every known version.
    ["versions-inference:10", "CUDA              12.4 (medium confidence)"],
    ["versions-inference:10", "date of the tag   2026-06-24 or later (medium confidence)"],
    ["listed-inference", "support           listed (2026-07-01)"],
    ["odd-inference", "operating system  debian99, end unknown"],
    ["inferred-inference", "default user      app (medium confidence)"],
    ["nothing-known-inference", "Python            unknown"],
    ["gone-inference", "support           withdrawn on 2025-02-04"],
    ["lost-inference", "support           withdrawn\n"],
    ["training", "kind              base, not an inference image"],
    ["training", "Python            3.13\n"],
  ])("of %s: %s", async (asked, line) => {
    expect(await image(asked)).toContain(`  ${line}`);
  });

  test("what is unknown beside a verdict without findings, but not what is not checked", async () => {
    const unknown = await image("nothing-known-inference", { verbose: true });
    expect(unknown).toMatch(/^ {2}operating system +unknown: the catalogue does not state it$/m);
    expect(await image("listed-inference")).toContain("    No findings\n");
    expect(await image("training")).not.toContain("but unknown");
  });

  test("where to move to rather than how to mend an image that is not supported any more", async () => {
    const to = "mcr.microsoft.com/azureml/training:latest";
    expect(await image("gone-root"))
      .toContain(`unsupported-image withdrawn by Microsoft on 2025-02-04
    → ${to}\n`);
    expect((await imageJson("gone-root")).remedy).toContain(`Move to ${to}`);
  });

  test("whether registries may know what is unknown", async () => {
    const asked = "no-os-inference";
    expect(await image(asked)).toContain("unknown: operating system (--online may tell)");
    const checked = await checkImages([asked], request);
    const report = { tool, asOf, ...checked, answeredBy: "registry" as const };
    expect([...imagePieces("text", report, plain)].join("")).toContain(
      "unknown: operating system (the registry does not tell)",
    );
  });

  test("with --verbose sources, another source's end, confidence and preview", async () => {
    const text = await image("versions-inference:10", { verbose: true });
    expect(text).toContain("(owner/repo@4-9, 2025-01-01; medium confidence)");
    expect(text).toMatch(/^ {2}end of Ubuntu 24\.04 +2029-05-31 \(a test, 2026-07-01\)$/m);
    expect(text).toMatch(
      /^ {2}end of Ubuntu 24\.04 elsewhere +2029-04-25 \(another test, 2026-07-02\)$/m,
    );
    expect(text).toMatch(/^ {2}preview +Microsoft tags it as a preview \(a test, 2026-07-01\)$/m);
    expect(await image("training", { verbose: true })).toMatch(
      /^ {2}kind +base, not an inference image$/m,
    );
    const unpublished = await image("azureml/unheard-of-inference", { verbose: true });
    expect(unpublished).toMatch(/^ {2}publication +unknown: nothing shows that/m);
  });

  test("the same in JSON", async () => {
    expect(await imageJson("versions-inference:2")).toMatchObject({
      asked: "versions-inference:2",
      reference: "mcr.microsoft.com/azureml/curated/versions-inference:2",
      repository: "azureml/curated/versions-inference",
      shortName: {
        taken: "azureml/curated/versions-inference",
        other: "azureml/versions-inference",
        otherSupport: null,
      },
      ...{ os: "ubuntu20.04", osEnd: "2025-05-29", python: "3.13", pythonEnd: "2029-10-31" },
      ...{ cuda: "11.7", processor: "gpu", defaultUser: "root" },
      ...{ support: "published", preview: true, family: "inference", evidenced: true },
    });
    const { facts, ...unknown } = await imageJson("azureml/unheard-of-inference");
    expect(unknown).toMatchObject({
      ...{ shortName: null, os: null, osEnd: null, python: null, evidenced: false },
      support: "never-listed",
    });
    expect(facts.find(({ fact }) => fact === "Python")).toEqual({
      ...{ fact: "Python", value: null },
      why: "nothing shows that this image was ever published",
    });
    const newer = (await imageJson("versions-inference:10")).facts;
    expect(newer.find(({ fact }) => fact === "CUDA")).toEqual({
      ...{ fact: "CUDA", value: "12.4", confidence: "medium" },
      ...{ source: "owner/repo@4-9", asOf: "2025-01-01" },
    });
  });

  test.each([60, 80, 200])("lines that fit %i columns, but for names and facts", async (width) => {
    const text = await image("versions-inference:2", { width });
    const long = text.split("\n").filter((line) => line.length > width);
    expect(
      long.filter((line) => !/mcr\.microsoft|azureml\/|^ {2}\S+( \S+)* {2}/.test(line)),
    ).toEqual([]);
  });
});

describe("images shows", () => {
  test("what is known and unknown, first what ends last, and listed before published", async () => {
    const { text, json } = await list();
    expect(json.images.map(({ repository, firstEnd }) => [repository, firstEnd])).toEqual([
      ["azureml/no-os-inference", "2029-10-31"],
      ["azureml/odd-inference", "2029-10-31"],
      ["azureml/listed-inference", "2029-05-31"],
      ["azureml/curated/versions-inference", "2029-05-31"],
      ["azureml/inferred-inference", "2029-05-31"],
      ["azureml/nothing-known-inference", null],
    ]);
    const lines = text.replace(/\n {2}/g, " ");
    const prefix = "mcr.microsoft.com/azureml/";
    expect(lines).toContain(
      `${prefix}curated/versions-inference published, preview; GPU, CUDA 12.4; Ubuntu 24.04 until 2029-05-31; Python 3.13 until 2029-10-31; user app\n`,
    );
    expect(lines).toContain(`${prefix}odd-inference published; CPU; debian99 end unknown; Python`);
    expect(lines).toContain(
      `${prefix}nothing-known-inference published; processor unknown, CUDA unknown; operating system unknown; Python unknown; user unknown\n`,
    );
    expect(lines).toContain("\n6 images in support, as of 2026-11-23\n");
  });

  test("images apart of which it is not known whether they fit", async () => {
    const { text, json } = await list({ processor: "gpu", python: "3.13" });
    expect(json.images.map(({ repository }) => repository)).toEqual([
      "azureml/curated/versions-inference",
    ]);
    expect(json.unknown.map(({ repository }) => repository)).toEqual([
      "azureml/nothing-known-inference",
    ]);
    expect(text).toContain("1 image in support (GPU and Python 3.13), as of 2026-11-23\n");
    expect(text).toContain("It is not known whether these fit: azureml/nothing-known-inference\n");
    expect((await list({ python: "3.7" })).text).toMatch(
      /^No image in support \(Python 3\.7\), as of 2026-11-23\nIt is not known/,
    );
  });
});
