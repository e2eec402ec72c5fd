import { describe, expect, test } from "vitest";
import { readAzuremlName } from "../../src/domain/image/azureml-name.ts";
import { registryFile, type Answer } from "./answers.ts";
import { scripts, type Entry, type Files, type Inputs } from "./scripts.ts";
import { smallInputs, sourceIn } from "./small-inputs.ts";

const { build, factSections, problemsOf, stopsOf } = scripts;

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
const stops = (before: Files | null, inputs: Inputs): readonly string[] =>
  stopsOf(before, built(inputs), inputs).map(({ change }) => change);

async function filesWith(answers: Answers): Promise<Files> {
  const inputs = await inputsWith(answers);
  expect(problemsOf(built(inputs))).toEqual([]);
  return built(inputs);
}

describe("build stops where latest contradicts a document", () => {
  test.each<[string, Answer, string]>([
    [
      py311,
      { latest: { os: "ubuntu24.04" } },
      "the OS of NAME is ubuntu22.04 in SOURCE, ubuntu24.04",
    ],
    [py311, { latest: { user: "root" } }, "the default user of NAME is dockeruser in SOURCE, root"],
    [py311, { latest: { user: "app" } }, "the default user of NAME is dockeruser in SOURCE, app"],
    [py311, { latest: { cuda: "11.8" } }, "the CUDA of NAME is none in SOURCE, 11.8"],
    [
      py311,
      { latest: { condaPath: "/opt/conda" } },
      "the conda environment of NAME is /azureml-envs/minimal in SOURCE, /opt/conda",
    ],
    [py311, { latest: { env: ["LANG"] } }, "the variable PATH of NAME is set in SOURCE, not set"],
    [base, { latest: { user: "app" } }, "the default user of NAME is dockeruser in SOURCE, app"],
  ])("%s: %j", async (name, answer, change) => {
    const sentence = change
      .replace("NAME", `${name}:latest`)
      .replace("SOURCE", "Azure/azureml-assets");
    const inputs = await inputsWith({ [name]: answer });
    expect(stops(null, inputs)).toEqual([`${sentence} in mcr.microsoft.com`]);
    inputs.decided["accept"] = stopsOf(null, built(inputs), inputs);
    expect(stops(null, inputs)).toEqual([]);
  });

  const gone: Answer = { tags: null, latest: null };
  test.each<[string, Answer, string]>([
    [py312, gone, `${py312}:latest is listed in MicrosoftDocs/azure-ai-docs, absent`],
    [
      py311,
      { ...gone, day: "2026-02-09" },
      `${py311}:latest is published in Azure/azureml-assets, absent`,
    ],
    [
      py312,
      { tags: ["20260101.v1"], latest: null },
      `${py312}:latest is listed in MicrosoftDocs/azure-ai-docs, absent`,
    ],
    [
      unverified,
      { tags: ["1"] },
      `${unverified} is not known to be published in public code, without an address, published`,
    ],
  ])("%s exists only in one: %j", async (name, answer, change) => {
    const inputs = await inputsWith({ [name]: answer });
    expect(stops(null, inputs)).toEqual([`${change} in mcr.microsoft.com`]);
    inputs.decided["accept"] = stopsOf(null, built(inputs), inputs);
    expect(stops(null, inputs)).toEqual([]);
  });

  test.each<[string, string, Answer]>([
    ["it is the same", py311, { latest: { os: "ubuntu22.04", env: ["PATH", "X"] } }],
    ["the user has a number and a group", py311, { latest: { user: "1000:1000" } }],
    ["the answer is older", py311, { day: "2026-01-31", latest: { os: "ubuntu20.04" } }],
    [
      "the version is not there yet",
      py311,
      { latest: { os: "ubuntu20.04", created: "2026-01-24" } },
    ],
    ["no document states it", py312, { latest: { os: "ubuntu24.04" } }],
    ["nobody is known to have published it, nor the registry", unverified, gone],
    ["it was published a week ago", py311, { ...gone, day: "2026-02-08" }],
    ["it was dropped and is gone", "azureml/minimal-ubuntu18.04-py37-cpu-inference", gone],
  ])("but not where %s", async (_, name, answer) => {
    expect(stops(null, await inputsWith({ [name]: answer }))).toEqual([]);
  });

  test("and not where a version of CUDA has less detail", async () => {
    const gpu = "azureml/pytorch-1.9-ubuntu18.04-py37-cuda11.8-gpu-inference";
    const changed = async (cuda: string): Promise<readonly string[]> => {
      const inputs = await inputsWith({ [gpu]: { latest: { cuda } } });
      (inputs.decided["images"] as Entry)[gpu] = {
        user: "dockeruser",
        source: "x",
        asOf: "2022-01-01",
      };
      return stops(null, inputs);
    };
    expect(await changed("11.8.0")).toEqual([]);
    expect(await changed("11.80")).toHaveLength(1);
  });
});

describe("a later answer", () => {
  const tags = ["20260301.v1", "20260302.v1", "20260303.v1"];
  const before = async (): Promise<Files> =>
    filesWith({
      [py312]: { day: "2026-03-04", tags },
      [py311]: { day: "2026-03-04", tags: ["3"], latest: { created: "2026-03-01" } },
    });
  const same: Answers = {
    [py312]: { tags },
    [py311]: { tags: ["3"], latest: { created: "2026-03-01" } },
  };

  test("has newer tags, after which older ones are left out: no stop", async () => {
    const inputs = await inputsWith({
      [py312]: { tags: [...tags, "20260304.v1"] },
      [py311]: { tags: ["3", "4"], latest: { created: "2026-03-04" } },
    });
    expect(built(inputs).tags.repositories[py312]).toEqual({
      "mcr.microsoft.com": "20260302.v1 20260303.v1 20260304.v1",
    });
    expect(stops(await before(), inputs)).toEqual([]);
  });

  test("lacks a tag: build stops", async () => {
    const inputs = await inputsWith({ ...same, [py312]: { tags: tags.slice(1) } });
    expect(stops(await before(), inputs)).toEqual([
      `the tag ${py312}:20260301.v1 is no longer known`,
    ]);
  });

  test("is gone: build stops for all that only it said", async () => {
    const found = stops(await before(), smallInputs());
    expect(found).toHaveLength(4);
    expect(found).toContain(`the tag ${py311}:3 is no longer known`);
  });

  test("has an earlier day, or is itself of one: build stops", async () => {
    const earlier = { tags: ["3"], latest: { created: "2026-02-28" } };
    expect(stops(await before(), await inputsWith({ ...same, [py311]: earlier }))).toEqual([
      `the day of ${py311}:3 in mcr.microsoft.com moved back from 2026-03-01 to 2026-02-28`,
    ]);
    const older = { [py312]: { ...same[py312], day: "2026-03-03" } };
    expect(stops(await before(), await inputsWith({ ...same, ...older }))).toEqual([
      "the day of mcr.microsoft.com moved back from 2026-03-04 to 2026-03-03",
    ]);
  });

  test("gives way to the commit that publishes the version, also where that has an earlier day", async () => {
    const inputs = await inputsWith(same);
    const { environments } = sourceIn(inputs, "azureml-assets") as {
      environments: Record<string, { versions: Entry[] }>;
    };
    const versions = environments["minimal-py311-inference"]?.versions ?? [];
    versions.push({ ...versions[1], version: "3", commit: "a000000009", day: "2026-02-27" });
    const files = built(inputs);
    expect(problemsOf(files)).toEqual([]);
    expect(imageIn(files, py311)["newest"]).toEqual({ version: 3, day: "2026-02-27", lastYear: 2 });
    expect(files.tags.repositories[py311]).not.toHaveProperty(["mcr.microsoft.com"]);
    expect(stops(await before(), inputs)).toEqual([]);
  });

  test("is told in words of users", async () => {
    const inputs = await inputsWith({
      [py312]: { tags: [...tags, "20260304.v1"], latest: { os: "ubuntu22.04" } },
      [py311]: { tags: ["3", "4"], latest: { created: "2026-03-04" } },
    });
    const sections = factSections(await before(), built(inputs));
    expect(sections.map(({ title, lines }) => [title, ...lines])).toEqual([
      [
        "New versions",
        `\`${py311}\`: 1 more, the newest is 4`,
        `\`${py312}\`: 1 more, the newest is 20260304.v1`,
      ],
      ["What `latest` holds", `\`${py312}\`: OS ubuntu22.04 (before: not known)`],
      ["Sources read", "mcr.microsoft.com, 2026-03-05 (before: mcr.microsoft.com, 2026-03-04)"],
    ]);
  });
});
