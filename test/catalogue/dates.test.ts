import { describe, expect, test } from "vitest";
import { openCatalogue } from "../../src/catalogue/index.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";

const catalogue = openCatalogue();
const today = calendarDate("2026-11-23");

describe("tagDate", () => {
  test("an integer has the day of the commit that released it", async () => {
    expect(await catalogue.tagDate("azureml/curated/minimal-py311-inference", "1", today)).toEqual({
      date: "2024-04-29",
      bound: "exact",
      source: { name: "Azure/azureml-assets@cc21be44a5", asOf: "2024-04-29" },
    });
  });

  test("a dated tag carries its day; it is known as of what was read of its origin", async () => {
    expect(await catalogue.tagDate("azureml/inference-base-2204", "20240415.v2", today)).toEqual({
      date: "2024-04-15",
      bound: "exact",
      source: { name: "Azure/azureml-assets@9840b30141", asOf: "2026-07-23" },
    });
  });

  test("the older form without v", async () => {
    const tag = "20210525.1";
    expect(
      await catalogue.tagDate("azureml/tritonserver-21.02-py38-inference", tag, today),
    ).toMatchObject({ date: "2021-05-25", bound: "exact" });
    const long = "20210623.40134510";
    expect(await catalogue.tagDate("azureml/o16n-base/python-assets", long, today)).toMatchObject({
      date: "2021-06-23",
    });
  });

  test.each([
    // Far above the newest known one.
    ["azureml/curated/minimal-py311-inference", "202306"],
    ["azureml/inference-base-2204", "latest"],
    // Another repository's.
    ["azureml/inference-base-2004", "20260722.v3"],
    ["azureml/minimal-py310-inference", "1"],
    ["azureml/no-such-inference", "20240415.v2"],
    ["azureml/inference-base-2204", "constructor"],
    ["__proto__", "1"],
  ])("%s:%s is not known", async (repository, tag) => {
    expect(await catalogue.tagDate(repository, tag, today)).toBeNull();
  });
});

describe("digestDate", () => {
  test("the digest of a dated tag has the tag's day, exactly", async () => {
    const digest = "sha256:8b905ebd2962666c164496d6ff5672cfce26b65149c64b6a4801213b01a91ef8";
    const repository = "azureml/minimal-ubuntu20.04-py38-cpu-inference";
    expect(await catalogue.digestDate(repository, digest, today)).toEqual({
      date: "2023-05-18",
      bound: "exact",
      source: { name: "contoso/scoring@0123456789:score/Dockerfile", asOf: null },
    });
    expect(await catalogue.digestDate("azureml/inference-base-2204", digest, today)).toBeNull();
  });

  test("a digest that was seen is at least that old", async () => {
    const digest = "sha256:a22b32378d8975e3f5fa87cc034fabbcd4b159813df1d7453bcb06f8890d3784";
    const repository = "azureml/minimal-ubuntu22.04-py39-cpu-inference";
    expect(await catalogue.digestDate(repository, digest, today)).toEqual({
      date: "2024-04-01",
      bound: "latest",
      source: { name: "Azure/azureml-assets@c468955fe7", asOf: "2024-04-01" },
    });
  });

  test("the digest of an integer that is newer than every known one is not older than they are", async () => {
    const digest = "sha256:89a46a46b71b4692731654d0523f53c8d14929e41ea8129293dc4e39fcabb14c";
    const repository = "azureml/curated/minimal-py311-inference";
    expect(await catalogue.digestDate(repository, digest, today)).toMatchObject({
      date: "2026-07-16",
      bound: "earliest",
    });
  });

  test.each([
    // Seen without tag and day.
    [
      "azureml/minimal-py312-inference",
      "sha256:cfb7101d17e0d397f9369639b9873282c9ea386c709c434bb0100745f647c6c0",
    ],
    ["azureml/inference-base-2204", `sha256:${"0".repeat(64)}`],
    ["azureml/inference-base-2204", "sha256:"],
    [
      "azureml/minimal-ubuntu22.04-py39-cpu-inference",
      "a22b32378d8975e3f5fa87cc034fabbcd4b159813df1d7453bcb06f8890d3784",
    ],
    ["azureml/no-such-inference", `sha256:${"0".repeat(64)}`],
  ])("%s@%s is not known", async (repository, digest) => {
    expect(await catalogue.digestDate(repository, digest, today)).toBeNull();
  });
});

describe("newestTag", () => {
  test.each([
    ["azureml/inference-base-2204", "20260722.v3", "2026-07-22"],
    ["azureml/minimal-py312-inference", "20260316.v1", "2026-03-16"],
    ["azureml/minimal-ubuntu22.04-py39-cpu-inference", "20250225.v1", "2025-02-25"],
    ["azureml/minimal-ubuntu22.04-py39-cuda11.8-gpu-inference", "20250619.v1", "2025-06-19"],
    // 56 is after 9, and 59 carries no day.
    ["azureml/curated/minimal-py311-inference", "56", "2026-07-23"],
    // From two origins.
    ["azureml/mlflow-ubuntu20.04-py38-cpu-inference", "20250506.v1", "2025-05-06"],
  ])("%s: %s", async (repository, tag, date) => {
    expect(await catalogue.newestTag(repository, today)).toMatchObject({ tag, date });
  });

  test("not after the given day, that day included", async () => {
    const newest = async (day: string): Promise<string | undefined> =>
      (await catalogue.newestTag("azureml/inference-base-2204", calendarDate(day)))?.tag;
    expect(await newest("2024-04-17")).toBe("20240417.v1");
    expect(await newest("2024-04-16")).toBe("20240415.v2");
    expect(await newest("2024-04-14")).toBeUndefined();
  });

  test("builds of one day compare as numbers", async () => {
    const runtime = "azureml/promptflow/promptflow-runtime";
    expect(await catalogue.newestTag(runtime, calendarDate("2023-08-16"))).toMatchObject({
      tag: "20230816.v10",
    });
    const curated = "azureml/curated/minimal-py311-inference";
    expect(await catalogue.newestTag(curated, calendarDate("2024-04-29"))).toMatchObject({
      tag: "2",
    });
  });

  test("none is known", async () => {
    expect(await catalogue.newestTag("azureml/tritonserver-inference", today)).toBeNull();
    expect(await catalogue.newestTag("azureml/no-such-inference", today)).toBeNull();
  });
});

describe("releaseCycle", () => {
  test.each([
    ["ubuntu", "18.04", "2023-05-31", "2028-04-01"],
    ["ubuntu", "20.04", "2025-05-31", "2030-04-02"],
    ["ubuntu", "22.04", "2027-04-01", "2032-04-09"],
    ["ubuntu", "25.10", "2026-07-01", null],
    ["python", "3.7", "2023-06-27", null],
    ["python", "3.9", "2025-10-31", null],
    ["python", "3.10", "2026-10-31", null],
    ["python", "3.12", "2028-10-31", null],
    ["debian", "12", "2026-07-11", "2028-06-30"],
    ["azure-linux", "3.0", "2027-08-31", null],
  ] as const)("%s %s", (product, cycle, endOfLife, endOfExtendedLife) => {
    expect(catalogue.releaseCycle(product, cycle)).toMatchObject({
      product,
      cycle,
      endOfLife,
      endOfExtendedLife,
    });
  });

  test("says where it is from", () => {
    expect(catalogue.releaseCycle("python", "3.9")?.source).toEqual({
      name: "endoflife-date/endoflife.date@a70eca3376:products/python.md",
      asOf: "2026-08-22",
    });
  });

  test.each([
    ["python", "3.1.0"],
    ["python", "20.04"],
    ["ubuntu", "20.4"],
    ["ubuntu", ""],
  ] as const)("%s %s is no cycle", (product, cycle) => {
    expect(catalogue.releaseCycle(product, cycle)).toBeNull();
  });
});
