import { describe, expect, test } from "vitest";
import { readAzuremlName } from "../../../src/domain/image/azureml-name.ts";
import { scripts, type Entry, type Inputs } from "../scripts.ts";
import { smallInputs } from "../small-inputs.ts";

const { build, render } = scripts;

const base = "azureml/inference-base-2204";
const hex = (digit: string): string => digit.repeat(64);

type Table = Record<string, Record<string, Entry>>;

/** Adds entries to a table of a collected source. */
function add(inputs: Inputs, source: string, kind: "tags" | "digests", entries: Table): void {
  const table = (inputs.collected[source] ??= { sources: {}, tags: {}, digests: {} });
  table[kind] = { ...(table[kind] as Table), ...entries };
}

const place = (commit: string, day: string): Entry => ({ commit, day, path: "a b/Dockerfile" });
const pinned = (commit: string, day: string): Entry => ({
  ...place(commit, day),
  repository: "owner/pins",
});

describe("tags", () => {
  const tagsOf = (inputs: Inputs): unknown => build(inputs, readAzuremlName).tags.repositories;

  test("have their commit; an integer its day, too; and are in the order of their numbers", () => {
    const inputs = smallInputs();
    const tags = ["20230816.v10", "20230816.v9", "latest.v1", "20230101.v1"];
    const entries = tags.map((tag) => [tag, place("b000000001", "2023-09-01")]);
    add(inputs, "azureml-assets", "tags", { [base]: Object.fromEntries(entries) as Table[string] });
    expect(tagsOf(inputs)).toMatchObject({
      "azureml/curated/minimal-py311-inference": {
        "Azure/azureml-assets": "1=2025-01-01@a000000001 2=2026-02-01@a000000002",
      },
      [base]: {
        "Azure/azureml-assets":
          "latest.v1=2023-09-01@b000000001 20230101.v1@b000000001 20230816.v9@b000000001 20230816.v10@b000000001",
      },
    });
  });

  test("have the oldest place of all sources, and elsewhere the path, without spaces", () => {
    const inputs = smallInputs();
    add(inputs, "azureml-examples", "tags", {
      [base]: { "20260101.v1": place("e000000009", "2026-01-03") },
    });
    add(inputs, "pins", "tags", {
      [base]: {
        "20260101.v1": pinned("9000000001", "2026-01-04"),
        "20260102.v1": pinned("9000000002", "2026-01-05"),
      },
    });
    expect(tagsOf(inputs)).toMatchObject({
      [base]: {
        "Azure/azureml-examples": "20260101.v1@e000000009",
        "owner/pins": "20260102.v1@9000000002:a%20b/Dockerfile",
      },
    });
  });

  test("that were decided have repository, commit and path", () => {
    const inputs = smallInputs();
    inputs.decided["tags"] = {
      [base]: {
        "20250101.v1": { source: "owner/code@abcdef0123:x/Dockerfile", asOf: "2025-02-01" },
      },
    };
    expect(tagsOf(inputs)).toMatchObject({
      [base]: { "owner/code": "20250101.v1@abcdef0123:x/Dockerfile" },
    });
  });

  test("of an environment have the commit that published them, not an older one that names them", () => {
    const inputs = smallInputs();
    const py311 = "azureml/curated/minimal-py311-inference";
    add(inputs, "azureml-examples", "tags", {
      [py311]: { "2": place("e000000009", "2020-01-01") },
    });
    expect(tagsOf(inputs)).toMatchObject({
      [py311]: { "Azure/azureml-assets": "1=2025-01-01@a000000001 2=2026-02-01@a000000002" },
    });
  });

  test("of training images, of names that nobody published and of unknown ones are left out", () => {
    const inputs = smallInputs();
    const tag = { "20250101.v1": place("b000000001", "2025-02-01") };
    add(inputs, "azureml-examples", "tags", {
      "azureml/unknown": tag,
      "azureml/minimal-py310-inference": tag,
    });
    const names = Object.keys(tagsOf(inputs) as object);
    expect(names).toEqual(["azureml/curated/minimal-py311-inference", base]);
  });
});

describe("digests", () => {
  const digestsOf = (inputs: Inputs): unknown =>
    build(inputs, readAzuremlName).digests.repositories;

  test("have their tag, or the day on which they were first seen", () => {
    const inputs = smallInputs();
    add(inputs, "azureml-assets", "digests", {
      [base]: {
        [`sha256:${hex("b")}`]: { ...place("b000000001", "2025-02-01"), tag: "20250101.v1" },
        [`sha256:${hex("a")}`]: { ...place("b000000002", "2025-02-02"), tag: null },
        [`sha256:${hex("c")}`]: { ...place("b000000003", "2025-02-03"), tag: "latest" },
      },
    });
    expect(digestsOf(inputs)).toEqual({
      [base]: {
        "Azure/azureml-assets": [
          `${hex("a")}<2025-02-02@b000000002`,
          `${hex("b")}=20250101.v1@b000000001`,
          `${hex("c")}<2025-02-03@b000000003`,
        ].join(" "),
      },
    });
  });

  test("have the tag that another source names", () => {
    const inputs = smallInputs();
    const digest = `sha256:${hex("d")}`;
    add(inputs, "azureml-assets", "digests", {
      [base]: { [digest]: { ...place("b000000001", "2025-02-01"), tag: null } },
    });
    add(inputs, "pins", "digests", {
      [base]: { [digest]: { ...pinned("9000000001", "2025-03-01"), tag: "20250115.v1" } },
    });
    expect(digestsOf(inputs)).toEqual({
      [base]: { "Azure/azureml-assets": `${hex("d")}=20250115.v1@b000000001` },
    });
  });
});

test("a file has one line for each entry of a table, and nothing else changes its bytes", () => {
  const text = render({
    list: { name: "x", asOf: "2026-01-01" },
    repositories: { a: {}, b: { c: 1 } },
  });
  expect(text).toBe(
    '{\n"list": {"name":"x","asOf":"2026-01-01"},\n"repositories": {\n"a": {},\n"b": {"c":1}\n}\n}\n',
  );
  expect(JSON.parse(text)).toEqual({
    list: { name: "x", asOf: "2026-01-01" },
    repositories: { a: {}, b: { c: 1 } },
  });
});
