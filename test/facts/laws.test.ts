import { describe, expect, test } from "vitest";
import { scripts, type Entry, type Files } from "./scripts.ts";
import { shipped } from "./shipped-data.ts";

const { problemsOf } = scripts;

// Each law is broken once in the data that ships.

const base2204 = "azureml/inference-base-2204";
const py311 = "azureml/curated/minimal-py311-inference";
const py39 = "azureml/curated/minimal-py39-inference";
const unverified = "azureml/minimal-py310-inference";
const openmpi = "azureml/openmpi5.0-ubuntu24.04";
const serve = "azureml/curated/foundation-model-serve";

type Change = (files: Files) => void;

const image =
  (name: string, change: Entry): Change =>
  (files) => {
    files.images.repositories[name] = { ...files.images.repositories[name], ...change };
  };
const successor = (change: Entry): Change =>
  image(py39, {
    successor: { repository: py311, basis: "inferred", source: "x", asOf: "2026-07-23", ...change },
  });
const line =
  (table: "tags" | "digests", text: string, origin = "Azure/azureml-assets"): Change =>
  (files) => {
    files[table].repositories[base2204] = { [origin]: text };
  };
const cycle =
  (name: string, change: Entry): Change =>
  (files) => {
    files["release-cycles"].cycles[name] = change;
  };
/** Changes a row of versions of foundation-model-serve. */
const row =
  (index: number, change: Entry): Change =>
  (files) => {
    const entry = files.images.repositories[serve] ?? {};
    const versions = entry["versions"] as Entry[];
    versions[index] = { ...versions[index], ...change };
  };

describe("the laws see", () => {
  test.each<[string, Change, string]>([
    ["an invalid name", image("azureml/foundation=model", {}), "not a repository name"],
    ["a missing family", image(base2204, { family: undefined }), "no family"],
    ["a missing source", image(base2204, { source: undefined }), "no source, or a day"],
    ["an impossible day", image(base2204, { asOf: "2025-02-29" }), "no source, or a day"],
    ["an odd OS", image(base2204, { os: "22.04" }), "os 22.04"],
    ["an odd framework", image(py311, { framework: "PyTorch" }), "framework PyTorch"],
    ["an odd state", image(base2204, { support: "retired" }), "support retired"],
    [
      "an inference image without a state",
      image(base2204, { support: undefined }),
      "no support state",
    ],
    ["a listed image off the list", image(base2204, { support: "listed" }), "newest list"],
    ["dropped without a date", image(base2204, { support: "dropped" }), "when is not known"],
    [
      "withdrawn without a source",
      image(base2204, { support: "withdrawn" }),
      "by what is not known",
    ],
    [
      "published and withdrawn",
      image(py311, { withdrawn: "2026-01-01" }),
      "published and withdrawn",
    ],
    ["a preview of what is not published", image(base2204, { preview: true }), "a preview"],
    [
      "a state of what no list is about",
      image("azureml/onnxruntime", { support: "listed" }),
      "no support state of an image of family other",
    ],
    ["a dropped base image", image(openmpi, { support: "dropped" }), "of family base"],
    ["the Python of a base image", image(openmpi, { python: "3.10" }), "Python of a base image"],
    ["an unverified image with facts", image(unverified, { python: "3.10" }), "states nothing"],
    ["what is inferred, but not stated", image(base2204, { inferred: ["cuda"] }), "inferred cuda"],
    [
      "documented days in disorder",
      image(base2204, { documented: "2022-01-02..2022-01-01" }),
      "documented 2022",
    ],
    [
      "a source without a day",
      ({ images }) => (images["list"] = { name: "x" }),
      "list: no name or no day",
    ],
    ["an unknown successor", successor({ repository: "azureml/x" }), "azureml/x is unknown"],
    ["an unverified successor", successor({ repository: unverified }), "not evidenced to exist"],
    [
      "a successor that is gone",
      successor({ repository: "azureml/curated/minimal-ubuntu20.04-py38-cpu-inference" }),
      "gone itself",
    ],
    [
      "a successor for another processor",
      successor({ repository: "azureml/curated/minimal-py312-cuda12.4-inference" }),
      "another processor",
    ],
    ["a successor of another family", successor({ repository: openmpi }), "is of another family"],
    ["a successor from nowhere", successor({ source: "" }), "successor without source"],
    [
      "a successor that drops a framework",
      image(py39, { framework: "mlflow + huggingface" }),
      "drops mlflow + huggingface",
    ],
    ["an odd basis", successor({ basis: "guessed" }), "basis guessed"],
    [
      "variables from nowhere",
      image(base2204, { env: { names: ["PATH"], source: "", asOf: "2026-07-23" } }),
      "variables without source or day",
    ],
    [
      "variables in disorder",
      image(base2204, { env: { names: ["PATH", "A"], source: "x", asOf: "2026-07-23" } }),
      "variables not sorted",
    ],
    [
      "a variable with its value",
      image(base2204, { env: { names: ["A=1"], source: "x", asOf: "2026-07-23" } }),
      "variable A=1",
    ],
    ["rows that overlap", row(1, { tags: "9-13" }), "version 9 is in two rows"],
    ["rows with a hole", row(0, { tags: "1-7,9" }), "version 8 is in no row"],
    ["rows without the newest version", row(1, { tags: "10-12" }), "version 13 is in no row"],
    ["ranges in disorder", row(0, { tags: "5-9,1-4" }), "not in order"],
    ["ranges that are none", row(0, { tags: "1..9" }), "no ranges of integers"],
    ["a row without a source", row(0, { source: "" }), "versions 1-9: no source or no day"],
    ["a row with an odd fact", row(0, { os: "jammy" }), "versions 1-9: os jammy"],
    [
      "a fact of all versions in a row",
      row(0, { python: "3.12" }),
      "python is stated for all versions, too",
    ],
    [
      "one row alone",
      image(serve, { versions: [{ tags: "1-13", source: "x", asOf: "2026-01-01" }] }),
      "one row of versions",
    ],
    ["rows without a newest version", image(serve, { newest: undefined }), "but no newest version"],
    [
      "an odd newest version",
      image(py311, { newest: { version: 5, day: "2026-01-01", lastYear: 6 } }),
      "6 versions in the last year",
    ],
    [
      "a tag's impossible day",
      line("tags", "20241332.v1@abcdef0"),
      "20241332.v1@abcdef0 is not a day",
    ],
    ["a tag that is none", line("tags", "-x@abcdef0"), "is not a tag"],
    ["a tag without its commit", line("tags", "20240101.v1"), "is not a tag with its commit"],
    [
      "a tag of no repository",
      line("tags", "20240101.v1@abcdef0", "public code"),
      "public code is no repository",
    ],
    ["tags out of order", line("tags", "20230816.v10@abcdef0 20230816.v9@abcdef0"), "not sorted"],
    [
      "a tag that is there twice",
      line("tags", "1=2024-01-01@abcdef0 1=2024-01-02@abcdef0"),
      "duplicate",
    ],
    ["a short digest", line("digests", "abc<2024-01-01@abcdef0"), "is not a digest"],
    [
      "a digest without tag or day",
      line("digests", `${"a".repeat(64)}@abcdef0`),
      "is not a digest",
    ],
    [
      "tags of an unknown repository",
      ({ tags }) => (tags.repositories["azureml/x"] = { "a/b": "1@abcdef0" }),
      "azureml/x is no known repository",
    ],
    [
      "an impossible end",
      cycle("ubuntu 99.04", { endOfLife: "2099-04-31" }),
      "endOfLife 2099-04-31",
    ],
    [
      "a release of no product",
      cycle("windows 11", { endOfLife: "2099-04-30" }),
      "windows 11: no cycle",
    ],
    [
      "extended support that ends first",
      cycle("ubuntu 20.04", { endOfLife: "2025-05-29", endOfExtendedLife: "2024-01-01" }),
      "extended support ends first",
    ],
    [
      "two sources that say the same",
      cycle("ubuntu 20.04", { endOfLife: "2025-05-29", other: { endOfLife: "2025-05-29" } }),
      "is the same in the other source",
    ],
    [
      "an odd release line",
      ({ wheels }) => (wheels["wheels"] = { torch: { "3.12": "2" } }),
      "torch: 3.12: 2 is no release line",
    ],
    [
      "too much",
      image(base2204, { os: `ubuntu${"1".repeat(250_000)}` }),
      "at most 250000 are allowed",
    ],
  ])("%s", (_, change, problem) => {
    const files = shipped();
    change(files);
    expect([...problemsOf(files)].join("\n")).toContain(problem);
  });

  test("nothing in what is committed", () => {
    expect([...problemsOf(shipped())]).toEqual([]);
  });
});
