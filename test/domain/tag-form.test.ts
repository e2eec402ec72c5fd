import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formOf,
  formsOfFamily,
  formsOfTags,
  hasDates,
  hasForm,
  nearTag,
  tagOfForm,
  writtenForms,
} from "../../src/domain/image/tag-form.ts";
import type { TagForms } from "../../src/domain/image/tag-form.ts";

const source = { name: "a list", asOf: null };

function formsOf(...tags: readonly string[]): TagForms {
  const forms = formsOfTags(tags, source);
  if (forms === null) throw new RangeError("no tags");
  return forms;
}

test.each([
  ["20260316.v1", "YYYYMMDD.vN"],
  ["20260316.v10", "YYYYMMDD.vN"],
  ["20260316.v0", "YYYYMMDD.vN"],
  ["20260316.v12345678901234567890", "YYYYMMDD.vN"],
  ["20241332.v1", "YYYYMMDD.vN"],
  ["20210525.1", "YYYYMMDD.N"],
  ["20210623.40134510", "YYYYMMDD.N"],
  ["56", "N"],
  ["202306", "N"],
  ["20260316", "N"],
  ["1.0", "N.N"],
  ["0.1-rc2", "N.N-rcN"],
  ["v1", "vN"],
  ["20260316.V1", "N.VN"],
  ["20260316.v1-amd64", "N.vN-amdN"],
  ["2026316.v1", "N.vN"],
  ["v20260316.v1", "vN.vN"],
  ["20260316.v", "N.v"],
  ["20260316.v1.2", "N.vN.N"],
  ["lastest", "lastest"],
  ["Latest", "Latest"],
])("%s is written as %s", (tag, form) => {
  expect(formOf(tag)).toBe(form);
});

test("the forms of a repository are those of its tags, the one in use today first", () => {
  expect(formsOfTags([], source)).toBeNull();
  const forms = formsOf("0.1-rc2", "3", "20210525.1", "20260316.v1", "20260317.v2");
  expect(forms.forms).toEqual(["YYYYMMDD.vN", "YYYYMMDD.N", "N", "N.N-rcN"]);
  expect(forms).toMatchObject({ confidence: "high", source });
  expect(writtenForms(forms)).toBe("YYYYMMDD.vN or YYYYMMDD.N or a number or N.N-rcN");
});

test("tags that are names have no forms", () => {
  expect(formsOfTags(["openmpi3.1.2-ubuntu18.04", "0.2.2"], source)).toBeNull();
});

test("every known tag has a form of its repository", () => {
  const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/);
  fc.assert(
    fc.property(fc.array(tag, { minLength: 1 }), (tags) => {
      const forms = formsOf("1", ...tags);
      return tags.every((known) => hasForm(known, forms));
    }),
    { numRuns: 300, seed: 12 },
  );
});

test("another number is no other form", () => {
  const number = fc.bigInt({ min: 0n }).map(String);
  const day = fc.stringMatching(/^\d{8}$/);
  fc.assert(
    fc.property(number, day, (n, d) => {
      expect(hasForm(n, formsOf("1"))).toBe(true);
      expect(hasForm(`${d}.v${n}`, formsOf("20260316.v1"))).toBe(true);
      expect(hasForm(`${d}.${n}`, formsOf("20260316.v1"))).toBe(false);
      expect(hasForm(`${d}.v${n}`, formsOf("1"))).toBe(false);
    }),
    { numRuns: 300, seed: 12 },
  );
});

describe("where no tag is known, similar images tell", () => {
  test.each([
    ["azureml/curated/some-inference", true, ["N"]],
    ["azureml/curated/sklearn-1.5", false, ["N"]],
    ["azureml/curated/acpt-pytorch-2.2-cuda12.1", false, ["N"]],
    ["azureml/minimal-py310-inference", true, ["YYYYMMDD.vN", "YYYYMMDD.N"]],
    ["azureml/curated-inference", true, ["YYYYMMDD.vN", "YYYYMMDD.N"]],
  ] as const)("%s", (repository, isInference, forms) => {
    expect(formsOfFamily(repository, isInference)).toMatchObject({ forms, confidence: "medium" });
  });

  test.each([
    "azureml/base",
    "azureml/base-gpu",
    "azureml/aifx/stable-ubuntu2004-cu117-py38-torch1131",
    "azureml/promptflow/promptflow-runtime",
    "azureml/o16n-base/python-assets",
    "azureml/minimal-python",
  ])("but not about %s", (repository) => {
    expect(formsOfFamily(repository, false)).toBeNull();
  });
});

describe("the tag that is meant", () => {
  const tags = ["20260316.v1", "20260722.v1", "20260722.v3", "5", "15", "56"];

  test.each([
    ["lastest", "latest"],
    ["latst", "latest"],
    ["Latest", "latest"],
    ["LATEST", "latest"],
    ["latest-cpu", "latest"],
    ["20260722.3", "20260722.v3"],
    ["20260722.V3", "20260722.v3"],
    ["20260722-v3", "20260722.v3"],
    ["20260722.v3-amd64", "20260722.v3"],
    ["20260722", "20260722.v1"],
    ["v56", "56"],
    ["v5", "5"],
    ["05", "5"],
    ["056", "56"],
    ["56.0", null],
    ["1.0", null],
    ["stable", null],
    ["20261109.1", null],
    ["20260723.3", null],
  ])("of %s: %s", (tag, near) => {
    expect(nearTag(tag, { tags })).toBe(near);
  });
});

test.each([
  [formsOf("20260316.v1", "20210525.1"), "a dated tag (YYYYMMDD.vN)", true],
  [formsOf("20210525.1"), "a dated tag (YYYYMMDD.N)", true],
  [formsOf("7"), "a numbered tag", false],
])("what to write: %#", (forms, text, dated) => {
  expect(tagOfForm(forms)).toBe(text);
  expect(hasDates(forms)).toBe(dated);
});

test("what to write where nothing is known", () => {
  expect(tagOfForm(null)).toBe("a tag");
});
