import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { readAzuremlName } from "../../src/domain/image/azureml-name.ts";
import { projectRoot, run } from "../support/working-copy.ts";
import type { Entry } from "./scripts.ts";
import { shipped } from "./shipped-data.ts";

// What is true of the data that ships, whatever a refresh brings.

const files = shipped();
const { repositories } = files.images;
const entries = Object.entries(repositories);
const inference = ["inference", "inference-base", "curated-inference"];

test("npm run facts -- --check passes", () => {
  const args = ["scripts/facts.mjs", "--check"];
  const { status, stderr } = run(process.execPath, args, { cwd: projectRoot });
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

describe("names and data agree", () => {
  /** Names of training environments are no facts: some have changed since they were given. */
  const named = entries.filter(([, { family }]) =>
    [...inference, "base"].includes(family as string),
  );

  test.each(named)("%s", (name, image) => {
    for (const [key, value] of Object.entries(readAzuremlName(name))) {
      const stated = image[key];
      if (value === null || stated === undefined) continue;
      // The data may be more exact: CUDA 12.4.1 for 12.4.
      if (key === "cuda") expect(`${stated as string}.`).toMatch(`${value as string}.`);
      else expect([key, stated]).toEqual([key, value]);
    }
  });

  test("an inference image's data states everything that its name states", () => {
    const silent = named
      .filter(([, { family }]) => inference.includes(family as string))
      .flatMap(([name, image]) =>
        Object.entries(readAzuremlName(name))
          .filter(([key, value]) => value !== null && image[key] === undefined)
          .map(([key]) => `${name}: ${key}`),
      );
    expect(silent).toEqual([]);
  });
});

describe("what to use instead", () => {
  const without = (isMeant: (image: Entry) => boolean): readonly string[] =>
    entries
      .filter(([, image]) => isMeant(image) && image["successor"] === undefined)
      .map(([name]) => name);

  test("is named for every inference image and base image that is dropped or withdrawn", () => {
    const families = [...inference, "base"];
    const isGone = ({ family, support }: Entry): boolean =>
      families.includes(family as string) && ["dropped", "withdrawn"].includes(support as string);
    expect(without(isGone)).toEqual([]);
  });

  test("is named for no image that nobody published", () => {
    const named = entries.filter(
      ([, { family, successor }]) => family === "unverified" && successor,
    );
    expect(named).toEqual([]);
  });
});

describe("every source", () => {
  const text = JSON.stringify(files);

  test("is no file that only one machine has", () => {
    expect(text).not.toMatch(/\bcopy \d|\.txt\b|\/(?:home|work|tmp)\//);
  });

  test("of a repository that is read has its commit", () => {
    const read = Object.keys(files.images["sources"] as Entry).filter((name) => name.includes("/"));
    const names = [...text.matchAll(/"source":"([^"]+)"/g)].map(([, name = ""]) => name);
    const vague = names.filter((name) =>
      read.some((repository) => name.startsWith(repository) && !/@[0-9a-f]{7,40}|#\d+/.test(name)),
    );
    expect([...new Set(vague)]).toEqual([]);
  });

  test("that has no day states none", () => {
    const undated = entries.filter(([, { asOf }]) => asOf === undefined);
    expect(undated.filter(([, { source }]) => (source as string).includes("@"))).toEqual([]);
  });
});
