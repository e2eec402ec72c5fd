import { describe, expect, test } from "vitest";
import { packageOf } from "../../src/domain/image/framework-package.ts";
import { wheelFor } from "../../src/domain/image/wheel.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { compareNumbers } from "../../src/text/dotted-numbers.ts";
import { frozenCatalogue } from "../support/frozen-catalogue.ts";

const source = { name: "PyPI", asOf: calendarDate("2026-11-28") };

describe("the package of a framework", () => {
  test.each([
    ["pytorch 1.9", { name: "torch", version: "1.9" }],
    ["scikit-learn 0.24.1", { name: "scikit-learn", version: "0.24.1" }],
    ["xgboost 0.9", { name: "xgboost", version: "0.90" }],
    ["xgboost 1.4", { name: "xgboost", version: "1.4" }],
    ["vllm", { name: "vllm", version: null }],
    ["mlflow + huggingface", null],
    ["triton 21.02", null],
    ["spark 3", null],
  ])("%s", (framework, expected) => {
    expect(packageOf(framework)).toEqual(expected);
  });
});

describe("a wheel", () => {
  test.each([
    ["1.9", "2.2", "missing"],
    ["1.10", "1.9", "available"],
    ["2.2", "2.2", "available"],
    ["2.1.2", "2.2", "missing"],
    // The first wheel of a line may be that of a later patch release.
    ["2.2.0", "2.2", "unknown"],
    ["0.90", "0.72", "available"],
    ["2.10", "2.2", "available"],
  ])("of %s where %s is the oldest line with one: %s", (version, line, kind) => {
    const wanted = { package: "torch", version, python: "3.12" };
    expect(wheelFor(wanted, { line, source }).kind).toBe(kind);
    expect(wheelFor(wanted, null)).toEqual({ kind: "unknown" });
  });
});

test("numbers are ordered by their parts", () => {
  const ordered = ["0.9", "0.72", "1.9", "1.10", "1.10.1", "2"];
  expect(ordered.toReversed().sort(compareNumbers)).toEqual(ordered);
  expect(compareNumbers("2", "2.0")).toBe(0);
});

describe("the table of wheels", () => {
  test("is read by package and Python", async () => {
    expect(await frozenCatalogue.oldestWheel("torch", "3.12")).toMatchObject({
      line: "2.2",
      source: { name: "PyPI" },
    });
  });

  test.each([
    ["torch", "3.99"],
    ["no-package", "3.12"],
    ["constructor", "3.12"],
    ["torch", "constructor"],
  ])("does not know %s for %s", async (name, python) => {
    expect(await frozenCatalogue.oldestWheel(name, python)).toBeNull();
  });
});
