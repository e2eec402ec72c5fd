import { describe, expect, test } from "vitest";
import { scripts, type Json } from "../scripts.ts";

const { cyclesOf, wheelsOf } = scripts;

describe("release cycles", () => {
  const ubuntu = { source: { repository: "distro-info-data", version: "0.1", asOf: "2026-04-25" } };
  const others = {
    source: {
      repository: "endoflife-date/endoflife.date",
      commit: "f000000001",
      asOf: "2026-08-22",
    },
  };
  const cyclesIn = (own: Json, other: Json, decided: Json = {}): Json =>
    cyclesOf(
      {
        "distro-info-data": { ...ubuntu, cycles: own },
        "endoflife.date": { ...others, cycles: other },
      },
      decided,
    );

  test("have the day of distro-info-data wherever it has one, and the other where it differs", () => {
    const { cycles } = cyclesIn(
      { "ubuntu 22.04": { endOfLife: "2027-06-01", endOfExtendedLife: "2032-04-21" } },
      { "ubuntu 22.04": { endOfLife: "2027-04-01", endOfExtendedLife: "2032-04-21" } },
    );
    expect(cycles).toEqual({
      "ubuntu 22.04": {
        endOfLife: "2027-06-01",
        endOfExtendedLife: "2032-04-21",
        other: { endOfLife: "2027-04-01" },
      },
    });
  });

  test("that only the other source has say so, of products that distro-info-data has", () => {
    const { cycles, sources, other } = cyclesIn(
      { "ubuntu 22.04": { endOfLife: "2027-06-01" } },
      { "ubuntu 4.10": { endOfLife: "2006-04-30" }, "python 3.12": { endOfLife: "2028-10-31" } },
    );
    expect(cycles).toEqual({
      "python 3.12": { endOfLife: "2028-10-31" },
      "ubuntu 4.10": { endOfLife: "2006-04-30", from: "other" },
      "ubuntu 22.04": { endOfLife: "2027-06-01" },
    });
    const product = (name: string): object => ({
      name: `endoflife-date/endoflife.date@f000000001:products/${name}.md`,
      asOf: "2026-08-22",
    });
    expect(sources).toEqual({
      python: product("python"),
      ubuntu: { name: "distro-info-data@0.1", asOf: "2026-04-25" },
    });
    expect(other).toEqual({ ubuntu: product("ubuntu") });
  });

  test("have no extended support that ends before standard support", () => {
    const { cycles } = cyclesIn(
      { "debian 1.1": { endOfLife: "1997-06-05" } },
      { "debian 1.1": { endOfLife: "1997-06-05", endOfExtendedLife: "1996-12-12" } },
    );
    expect(cycles).toEqual({ "debian 1.1": { endOfLife: "1997-06-05" } });
  });

  test("may be decided for a product that no source has", () => {
    const decided = {
      "azure-linux": {
        ...{ source: "o/r@abc1234:azure-linux.md (proposal)", asOf: "2026-07-08" },
        cycles: { "3.0": { endOfLife: "2027-08-31" } },
      },
    };
    expect(cyclesIn({}, {}, decided)).toEqual({
      sources: {
        "azure-linux": { name: "o/r@abc1234:azure-linux.md (proposal)", asOf: "2026-07-08" },
      },
      other: {},
      cycles: { "azure-linux 3.0": { endOfLife: "2027-08-31" } },
    });
  });

  test("of other products are left out", () => {
    expect(cyclesIn({}, { "cuda 12.4": { endOfLife: "2027-01-01" } })).toMatchObject({
      cycles: {},
    });
  });
});

describe("wheels", () => {
  const linesOf = (lines: Json): unknown =>
    (
      wheelsOf({ source: { name: "PyPI", asOf: "2026-11-28" }, wheels: { torch: lines } })[
        "wheels"
      ] as Json
    )["torch"];
  const line = (oldestPython: string, newestPython: string): Json => ({
    oldestPython,
    newestPython,
  });

  test("have the oldest line from which on every line has one, by version of Python", () => {
    const lines = {
      "1.9": line("3.6", "3.9"),
      "2.10": line("3.10", "3.13"),
      "2.2": line("3.8", "3.12"),
    };
    expect(linesOf(lines)).toEqual({
      ...{ "3.6": "1.9", "3.7": "1.9", "3.8": "1.9", "3.9": "1.9" },
      ...{ "3.10": "2.2", "3.11": "2.2", "3.12": "2.2", "3.13": "2.10" },
    });
  });

  test("of a line without any begin after it", () => {
    const lines = {
      "1.0": line("3.8", "3.12"),
      "1.1": { oldestPython: null, newestPython: null },
      "1.2": line("3.8", "3.12"),
    };
    expect(linesOf(lines)).toMatchObject({ "3.8": "1.2", "3.12": "1.2" });
  });

  test("that newer lines no longer have are those of the lines that had them", () => {
    const lines = {
      "1.0": line("3.8", "3.9"),
      "1.1": line("3.8", "3.10"),
      "1.2": line("3.10", "3.11"),
    };
    expect(linesOf(lines)).toEqual({ "3.8": "1.0", "3.9": "1.0", "3.10": "1.1", "3.11": "1.2" });
  });

  test("of an old line alone are none for a version of Python that the newest has not yet", () => {
    const lines = { "1.0": line("3.8", "3.12"), "1.1": line("3.8", "3.11") };
    expect(Object.keys(linesOf(lines) as Json)).toEqual(["3.8", "3.9", "3.10", "3.11"]);
  });

  test("of one line are those of the line, and no version of Python is in between", () => {
    expect(linesOf({ "1.0": line("3.8", "3.9") })).toEqual({ "3.8": "1.0", "3.9": "1.0" });
  });
});
