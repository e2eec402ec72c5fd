import { describe, expect, test } from "vitest";
import { scripts, type Entry, type Files } from "./scripts.ts";
import { shipped } from "./shipped-data.ts";

const { problemsOf } = scripts;

// Each law about what the registry answers is broken once in the data that ships.

const base2204 = "azureml/inference-base-2204";
const py312 = "azureml/minimal-py312-inference";
const py311 = "azureml/curated/minimal-py311-inference";
const unverified = "azureml/minimal-py310-inference";

type Change = (files: Files) => void;

const image =
  (name: string, change: Entry): Change =>
  (files) => {
    files.images.repositories[name] = { ...files.images.repositories[name], ...change };
  };
const line =
  (text: string): Change =>
  (files) => {
    files.tags.repositories[base2204] = { "mcr.microsoft.com": text };
  };
/** Changes an image of data for which the registry was asked. */
const answered =
  (change: Entry, name = py312): Change =>
  (files) => {
    const sources = files.images["sources"] as Entry;
    sources["mcr.microsoft.com"] = { name: "mcr.microsoft.com", asOf: "2026-11-01" };
    image(name, change)(files);
  };

describe("the laws about answers see", () => {
  test.each<[string, Change, string]>([
    [
      "an answer of a registry that was not asked",
      image(py312, { latest: { os: "ubuntu22.04", asOf: "2026-11-01" } }),
      "mcr.microsoft.com: no such answer",
    ],
    ["an answer of an odd day", answered({ latest: { asOf: "2026-11-31" } }), "no such answer"],
    ["an answer older than all", answered({ latest: { asOf: "2026-10-31" } }), "no such answer"],
    [
      "an odd answer",
      answered({ latest: { os: "jammy", asOf: "2026-11-01" } }),
      "latest: os jammy",
    ],
    [
      "an answer of no meaning",
      answered({ latest: { python: "3.12.1", asOf: "2026-11-01" } }),
      "latest: python 3.12.1",
    ],
    [
      "an answer to what a document states",
      answered({ latest: { user: "root", asOf: "2026-11-01" } }),
      "latest: user is stated by a document, too",
    ],
    [
      "answered variables in disorder",
      answered({ latest: { env: ["PATH", "A"], asOf: "2026-11-01" } }),
      "variables of latest not sorted",
    ],
    [
      "an answer about what nobody published",
      answered({ latest: { os: "ubuntu22.04", asOf: "2026-11-01" } }, unverified),
      "states nothing",
    ],
    [
      "a published version that is no newer",
      answered(
        {
          newest: {
            ...{ version: 5, day: "2026-01-01", lastYear: 1 },
            published: { version: 5, day: "2026-01-01" },
          },
        },
        py311,
      ),
      "published version 5 of 2026-01-01",
    ],
    [
      "tags of a registry that was not asked",
      line("20261101.v1"),
      "mcr.microsoft.com is no repository to look in",
    ],
    [
      "an answered tag with a commit",
      (files) => {
        answered({})(files);
        line("20261101.v1@abcdef0")(files);
      },
      "is not a tag",
    ],
  ])("%s", (_, change, problem) => {
    const files = shipped();
    Reflect.deleteProperty(files.images["sources"] as Entry, "mcr.microsoft.com");
    change(files);
    expect([...problemsOf(files)].join("\n")).toContain(problem);
  });

  test("nothing in right answers of the registry", () => {
    const files = shipped();
    answered({ latest: { os: "ubuntu22.04", env: ["A", "PATH"], asOf: "2026-11-02" } })(files);
    const { repositories } = files.tags;
    repositories[base2204] = { ...repositories[base2204], "mcr.microsoft.com": "20261101.v1" };
    repositories[py311] = { ...repositories[py311], "mcr.microsoft.com": "999=2026-11-01" };
    expect([...problemsOf(files)]).toEqual([]);
  });
});
