import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import digests from "../../src/catalogue/data/digests.json" with { type: "json" };
import images from "../../src/catalogue/data/images.json" with { type: "json" };
import cycles from "../../src/catalogue/data/release-cycles.json" with { type: "json" };
import tags from "../../src/catalogue/data/tags.json" with { type: "json" };
import { readAzuremlName } from "../../src/domain/image/azureml-name.ts";

type Image = Readonly<Record<string, unknown>>;
interface Files {
  images: { repositories: Record<string, Image> };
  tags: { repositories: Record<string, Record<string, string>> };
  digests: { repositories: Record<string, Record<string, string>> };
  "release-cycles": { cycles: Record<string, Record<string, string>> };
}

const repositories = images.repositories as Record<string, Image>;
const base2204 = "azureml/inference-base-2204";
const py311 = "azureml/curated/minimal-py311-inference";

// A script without types, so that it runs before anything is built.
const check = "../../scripts/facts/check.mjs";
const { problemsOf } = (await import(check)) as {
  problemsOf: (files: Files) => readonly string[];
};
const committed = (): Files => structuredClone({ images, tags, digests, "release-cycles": cycles });

test("npm run facts -- --check passes", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/facts.mjs", "--check"], {
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("the bundled catalogue is less than 250 kB", async () => {
  const { outputFiles } = await build({
    entryPoints: ["src/catalogue/index.ts"],
    bundle: true,
    minify: true,
    write: false,
    platform: "node",
    charset: "utf8",
  });
  expect(outputFiles.map(({ contents }) => contents.length)[0]).toBeLessThan(250_000);
});

describe("the check sees", () => {
  const image = (name: string, change: Image) => (files: Files) => {
    files.images.repositories[name] = { ...files.images.repositories[name], ...change };
  };
  const successor = (change: Image) =>
    image("azureml/curated/minimal-py39-inference", {
      successor: {
        repository: py311,
        basis: "inferred",
        source: "x",
        asOf: "2026-07-23",
        ...change,
      },
    });
  const line = (table: "tags" | "digests", text: string) => (files: Files) => {
    files[table].repositories[base2204] = { "Azure/azureml-assets": text };
  };

  test.each<[string, (files: Files) => void, string]>([
    ["an invalid name", image("azureml/foundation=model", {}), "not a repository name"],
    ["a missing family", image(base2204, { family: undefined }), "no family"],
    ["a missing source", image(base2204, { source: undefined }), "no source or no day"],
    ["an impossible day", image(base2204, { asOf: "2025-02-29" }), "no source or no day"],
    ["an odd OS", image(base2204, { os: "22.04" }), "os 22.04"],
    ["an odd state", image(base2204, { support: "retired" }), "support retired"],
    ["a listed image off the list", image(base2204, { support: "listed" }), "newest list"],
    ["dropped without a date", image(base2204, { support: "dropped" }), "when is not known"],
    [
      "withdrawn without a source",
      image(base2204, { support: "withdrawn" }),
      "by what is not known",
    ],
    [
      "a state of what is no inference image",
      image("azureml/base", { support: "listed" }),
      "belongs to inference images",
    ],
    [
      "an unverified image with facts",
      image("azureml/minimal-py310-inference", { python: "3.10" }),
      "states nothing",
    ],
    ["an unknown successor", successor({ repository: "azureml/x" }), "azureml/x is unknown"],
    [
      "an unverified successor",
      successor({ repository: "azureml/minimal-py310-inference" }),
      "not evidenced to exist",
    ],
    [
      "a successor that is gone",
      successor({ repository: "azureml/minimal-ubuntu20.04-py38-cpu-inference" }),
      "gone itself",
    ],
    [
      "a successor for another processor",
      successor({ repository: "azureml/curated/minimal-py312-cuda12.4-inference" }),
      "another processor",
    ],
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
    ["a successor from nowhere", successor({ source: "" }), "without source or day"],
    [
      "a successor that drops a framework",
      image("azureml/curated/minimal-py39-inference", { framework: "mlflow + huggingface" }),
      "drops mlflow + huggingface",
    ],
    ["a tag's impossible day", line("tags", "20241332.v1"), "20241332.v1 is not a day"],
    ["a tag that is none", line("tags", "-x@abcdef0"), "is not a tag"],
    ["tags out of order", line("tags", "20230816.v10 20230816.v9"), "not sorted"],
    ["a tag that is there twice", line("tags", "1=2024-01-01 1=2024-01-02"), "duplicate"],
    ["a short digest", line("digests", "abc<2024-01-01"), "is not a digest"],
    ["a digest without tag or day", line("digests", "a".repeat(64)), "is not a digest"],
    [
      "tags of an unknown repository",
      (files) => (files.tags.repositories["azureml/x"] = { x: "1" }),
      "azureml/x is no known repository",
    ],
    [
      "an impossible end of life",
      (files) => (files["release-cycles"].cycles["ubuntu 99.04"] = { endOfLife: "2099-04-31" }),
      "endOfLife 2099-04-31",
    ],
    [
      "too much",
      image(base2204, { os: `ubuntu${"1".repeat(250_000)}` }),
      "at most 250000 are allowed",
    ],
  ])("%s", (_, change, problem) => {
    const files = committed();
    change(files);
    expect([...problemsOf(files)].join("\n")).toContain(problem);
  });

  test("nothing in what is committed", () => {
    expect([...problemsOf(committed())]).toEqual([]);
  });
});

describe("names and data agree", () => {
  /** The release of CUDA that the base's Dockerfile installs, more exact than the name. */
  const exceptions = new Map([
    ["azureml/openmpi5.0-cuda12.4-ubuntu22.04", { cuda: "12.4.1" }],
    ["azureml/openmpi5.0-cuda12.5-ubuntu22.04", { cuda: "12.5.1" }],
    ["azureml/openmpi5.0-cuda12.6-ubuntu24.04", { cuda: "12.6.3" }],
    ["azureml/openmpi5.0-cuda12.8-ubuntu24.04", { cuda: "12.8.1" }],
    ["azureml/openmpi5.0-cuda13.1-ubuntu24.04", { cuda: "13.1.1" }],
  ]);

  test.each(Object.entries(repositories))("%s", (name, image) => {
    const read = { ...readAzuremlName(name), ...exceptions.get(name) };
    const stated = Object.entries(read).filter(
      ([key, value]) => value !== null && image[key] !== undefined,
    );
    for (const [key, value] of stated) expect([key, image[key]]).toEqual([key, value]);
  });

  test("an inference image's data states everything that its name states", () => {
    const silent = Object.entries(repositories)
      .filter(([name, { family }]) => name.includes("inference") && family !== "unverified")
      .flatMap(([name, image]) =>
        Object.entries(readAzuremlName(name))
          .filter(([key, value]) => value !== null && image[key] === undefined)
          .map(([key]) => `${name}: ${key}`),
      );
    expect(silent).toEqual([]);
  });

  test("every exception is still one", () => {
    for (const [name, { cuda }] of exceptions) {
      expect(repositories[name]).toMatchObject({ cuda });
      expect(cuda.startsWith(`${readAzuremlName(name).cuda ?? ""}.`)).toBe(true);
    }
  });
});

test("no source is a path on one machine", () => {
  const text = JSON.stringify([images, tags, digests, cycles]);
  expect(text).not.toMatch(/\bcopy \d|\.txt\b|\/(?:home|work|tmp)\//);
});
