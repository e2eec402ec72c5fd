import { describe, expect, test } from "vitest";
import { readAzuremlName } from "../../../src/domain/image/azureml-name.ts";
import { registryFile, type Answer } from "../answers.ts";
import { scripts, type Entry, type Files, type Inputs } from "../scripts.ts";
import { smallInputs } from "../small-inputs.ts";

const { build, problemsOf } = scripts;

const py312 = "azureml/minimal-py312-inference";
const py311 = "azureml/curated/minimal-py311-inference";
const base = "azureml/inference-base-2204";
const unverified = "azureml/minimal-py310-inference";

type Answers = Readonly<Record<string, Answer>>;

async function inputsWith(answers: Answers): Promise<Inputs> {
  const inputs = smallInputs();
  inputs.collected["registry"] = await registryFile(answers);
  return inputs;
}

const built = (inputs: Inputs): Files => build(inputs, readAzuremlName);
const imageIn = ({ images }: Files, name: string): Entry => images.repositories[name] ?? {};

async function filesWith(answers: Answers): Promise<Files> {
  const inputs = await inputsWith(answers);
  expect(problemsOf(built(inputs))).toEqual([]);
  return built(inputs);
}

describe("latest", () => {
  const latestOf = async (name: string, answer: Answer): Promise<unknown> =>
    imageIn(await filesWith({ [name]: answer }), name)["latest"];

  test("has what no document states, with the day of the answer", async () => {
    const latest = {
      ...{ os: "ubuntu22.04", condaPath: "/azureml-envs/minimal", env: ["b", "PATH", "A"] },
      user: "dockeruser:dockergroup",
    };
    expect(await latestOf(py312, { latest })).toEqual({
      ...{ os: "ubuntu22.04", conda: "/azureml-envs/minimal", env: ["A", "PATH", "b"] },
      asOf: "2026-03-05",
    });
  });

  test("has nothing more where documents state all of it, or the config states nothing", async () => {
    const latest = {
      ...{ os: "ubuntu22.04", condaPath: "/azureml-envs/minimal", env: ["PATH"] },
    };
    expect(await latestOf(py311, { latest })).toBeUndefined();
    expect(await latestOf(py312, { latest: {} })).toBeUndefined();
    expect(await latestOf(py312, { latest: null })).toBeUndefined();
    expect(await latestOf(py312, { tags: null, latest: null })).toBeUndefined();
  });

  test("has its variables only if the image is in support", async () => {
    const latest = { env: ["PATH"] };
    const dropped = "azureml/minimal-ubuntu18.04-py37-cpu-inference";
    expect(await latestOf(py312, { latest })).toMatchObject({ env: ["PATH"] });
    expect(await latestOf(dropped, { latest })).toBeUndefined();
  });

  test("has the user that was only inferred before", async () => {
    expect(await latestOf(base, { latest: { user: "dockeruser" } })).toEqual({
      ...{ user: "dockeruser", asOf: "2026-03-05" },
    });
    expect(imageIn(await filesWith({ [base]: {} }), base)).toMatchObject({ inferred: ["user"] });
  });

  test.each(["", "0", "00:0", "root:root"])("has root as the user %j", async (user) => {
    const inputs = await inputsWith({ [base]: { latest: { user: user || "root" } } });
    expect(imageIn(built(inputs), base)["latest"]).toMatchObject({ user: "root" });
  });

  test("has no CUDA on an image for CPUs", async () => {
    expect(await latestOf(py312, { latest: { cuda: "11.8" } })).toBeUndefined();
  });

  test("of images that nobody knows, or that nobody is known to have published, adds nothing", async () => {
    const answer = { tags: ["20260301.v1"], latest: { os: "ubuntu22.04" } };
    const { images, tags } = await filesWith({
      [unverified]: answer,
      "azureml/x-inference": answer,
    });
    const before = built(smallInputs());
    expect(images.repositories).toEqual(before.images.repositories);
    expect(tags).toEqual(before.tags);
  });
});

describe("tags", () => {
  const tagsOf = async (name: string, tags: readonly string[]): Promise<unknown> =>
    (await filesWith({ [name]: { tags } })).tags.repositories[name]?.["mcr.microsoft.com"];

  test.each([
    ["newer than all known ones", ["20251231.v9", "20260101.v1", "20260101.v2"], "20260101.v2"],
    [
      "at most the newest three, by their numbers",
      ["20260301.v9", "20260301.v10", "20260228.v1", "20260301.v8"],
      "20260301.v8 20260301.v9 20260301.v10",
    ],
    ["none after the answer", ["20260305.v1", "20260306.v1"], "20260305.v1"],
    ["with a day in them", ["20260231.v1", "latest", "20260301", "3"], undefined],
    ["if there are any", [], undefined],
  ])("are %s", async (_, tags, kept) => {
    expect(await tagsOf(base, tags)).toBe(kept);
  });

  test("are the newest where no other is known", async () => {
    expect(await tagsOf(py312, ["20250101.v1"])).toBe("20250101.v1");
  });
});

describe("a version that no document describes", () => {
  const newestOf = async (answer: Answer): Promise<unknown[]> => {
    const files = await filesWith({ [py311]: answer });
    const { [py311]: origins = {} } = files.tags.repositories;
    return [imageIn(files, py311)["newest"], origins["mcr.microsoft.com"]];
  };
  const newest = { version: 2, day: "2026-02-01", lastYear: 1 };

  test("is as old as latest", async () => {
    const answer = { tags: ["1", "10", "9", "202603011"], latest: { created: "2026-03-01" } };
    const published = { version: 10, day: "2026-03-01" };
    expect(await newestOf(answer)).toEqual([{ ...newest, published }, "10=2026-03-01"]);
  });

  test.each<[string, Answer]>([
    ["is not newer", { tags: ["1", "2"], latest: { created: "2026-03-01" } }],
    ["has no day", { tags: ["3"], latest: { created: null } }],
    ["is not what latest is, which is older", { tags: ["3"], latest: { created: "2026-01-24" } }],
    ["would be made after the answer", { tags: ["3"], latest: { created: "2026-03-06" } }],
    ["is in a repository that is gone", { tags: null, latest: null }],
  ])("%s: it is left out", async (_, answer) => {
    expect(await newestOf(answer)).toEqual([newest, undefined]);
  });
});

test("the source has the day of the oldest answer; without answers there is none", async () => {
  const { images } = await filesWith({
    [py312]: { day: "2026-03-05" },
    [base]: { day: "2026-03-04" },
  });
  expect(images["sources"]).toMatchObject({
    "mcr.microsoft.com": { name: "mcr.microsoft.com", asOf: "2026-03-04" },
  });
  const empty = await inputsWith({});
  expect(built(empty)).toEqual(built(smallInputs()));
});
