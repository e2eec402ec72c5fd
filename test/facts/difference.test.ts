import { expect, test } from "vitest";
import { readAzuremlName } from "../../src/domain/image/azureml-name.ts";
import digests from "../../src/catalogue/data/digests.json" with { type: "json" };
import images from "../../src/catalogue/data/images.json" with { type: "json" };
import cycles from "../../src/catalogue/data/release-cycles.json" with { type: "json" };
import tags from "../../src/catalogue/data/tags.json" with { type: "json" };
import { scripts, type Entry, type Files, type Inputs } from "./scripts.ts";
import { smallInputs, sourceIn } from "./small-inputs.ts";

const { build, differenceOf, factSections } = scripts;

type Environments = Record<string, { withdrawn: unknown; versions: Entry[] }>;

test("a refresh is described in words of users", () => {
  const inputs = smallInputs();
  const { decided } = inputs;
  const assets = sourceIn(inputs, "azureml-assets");
  assets["source"] = {
    repository: "Azure/azureml-assets",
    commit: "a000000009",
    asOf: "2026-04-01",
  };
  const environments = assets["environments"] as Environments;
  const py311 = environments["minimal-py311-inference"] ?? { withdrawn: null, versions: [] };
  const [, last = {}] = py311.versions;
  py311.versions.push(
    { ...last, version: "3", commit: "a000000004", day: "2026-03-01" },
    {
      ...last,
      version: "4",
      commit: "a000000005",
      day: "2026-03-15",
      os: "ubuntu24.04",
      python: "3.13",
    },
  );
  environments["sklearn-1.5"] = {
    ...py311,
    withdrawn: { day: "2026-03-20", commit: "a000000006" },
  };
  const tagTable = assets["tags"] as Record<string, Entry>;
  tagTable["azureml/inference-base-2204"] = {
    ...tagTable["azureml/inference-base-2204"],
    "20260301.v2": { commit: "a000000004", day: "2026-03-01", path: "x" },
    "20260301.v10": { commit: "a000000004", day: "2026-03-01", path: "x" },
  };
  const docs = sourceIn(inputs, "azure-ai-docs");
  docs["list"] = {
    ...(docs["list"] as Entry),
    asOf: "2026-03-10",
    images: ["azureml/minimal-py313-inference"],
  };
  (sourceIn(inputs, "distro-info-data")["cycles"] as Entry)["ubuntu 26.04"] = {
    endOfLife: "2031-05-29",
  };
  (sourceIn(inputs, "distro-info-data")["cycles"] as Entry)["ubuntu 22.04"] = {
    ...{ endOfLife: "2027-06-30", endOfExtendedLife: "2032-04-09" },
  };
  const successors = decided["successors"] as Entry[];
  successors[0] = { ...successors[0], repository: "azureml/minimal-py313-inference" };

  const sections = factSections(
    build(smallInputs(), readAzuremlName),
    build(inputs, readAzuremlName),
  );
  const text = sections.flatMap(({ title, lines }) => [title, ...lines.map((line) => `- ${line}`)]);
  expect(text.join("\n")).toMatchInlineSnapshot(`
    "Images
    - \`azureml/curated/sklearn-1.5\`: new: withdrawn on 2026-03-20
    - \`azureml/minimal-py312-inference\`: now: dropped: last listed on 2025-09-24; before: listed
    - \`azureml/minimal-py313-inference\`: new: listed
    New versions
    - \`azureml/curated/minimal-py311-inference\`: 2 more, the newest is 4
    - \`azureml/inference-base-2204\`: 2 more, the newest is 20260301.v10
    What \`latest\` holds
    - \`azureml/curated/minimal-py311-inference\`: OS ubuntu24.04 (before: ubuntu22.04), Python 3.13 (before: 3.11)
    Remedies
    - \`azureml/minimal-ubuntu18.04-py37-cpu-inference\`: use \`azureml/minimal-py313-inference\` (before: \`azureml/minimal-py312-inference\`)
    Ends of support
    - ubuntu 22.04: standard support ends 2027-06-30 (before: 2027-06-01)
    - ubuntu 26.04: standard support ends 2031-05-29 (before: not known)
    Environments
    - sklearn-1.5: \`azureml/curated/sklearn-1.5\` (before: not known)
    Sources read
    - Azure/azureml-assets@a000000009, 2026-04-01 (before: Azure/azureml-assets@a000000003, 2026-03-01)"
  `);
});

test("new versions of training images, whose tags are not in the data, are counted together", () => {
  const withVersions = (...numbers: readonly number[]): Inputs => {
    const inputs = smallInputs();
    const environments = sourceIn(inputs, "azureml-assets")["environments"] as Environments;
    const [first = {}] = environments["minimal-py311-inference"]?.versions ?? [];
    const versions = numbers.map((number) => ({ ...first, version: String(number) }));
    for (const name of ["sklearn-1.5", "designer"])
      environments[name] = {
        ...environments["minimal-py311-inference"],
        withdrawn: null,
        versions,
      };
    return inputs;
  };
  const [before, after] = [withVersions(1), withVersions(1, 2, 3)];
  expect(factSections(build(before, readAzuremlName), build(after, readAzuremlName))).toEqual([
    { title: "New versions", lines: ["training images: 4 more of 2 images"] },
  ]);
});

test("the same data gives no section and an empty difference", async () => {
  const data = build(smallInputs(), readAzuremlName);
  expect(factSections(data, data)).toEqual([]);
  expect(await differenceOf(data, structuredClone(data))).toBe("");
});

test("findings that a refresh adds and removes on the examples are named with their place", async () => {
  const wheels = { source: { name: "PyPI", asOf: "2026-01-01" }, wheels: {} };
  const before = {
    images,
    tags,
    digests,
    "release-cycles": cycles,
    wheels,
    environments: { environments: {} },
  } as unknown as Files;
  const after = structuredClone(before);
  after["release-cycles"].cycles["ubuntu 20.04"] = { endOfLife: "2099-01-01" };
  after["release-cycles"].cycles["python 3.12"] = { endOfLife: "2020-01-01" };
  const difference = await differenceOf(before, after);
  const verdicts = difference.split("\n\n")[1] ?? "";
  expect(difference).toMatch(
    /^## Verdicts on fixtures\/examples, as of \d{4}-\d\d-\d\d\n\n- new: /,
  );
  expect(verdicts).toContain("- new: `fixtures/examples/");
  expect(verdicts).toMatch(/- new: `fixtures\/examples\/\S+:\d+` \w+ [\w-]+: .*Python 3\.12/);
  expect(verdicts).toMatch(
    /- no longer: `fixtures\/examples\/\S+:\d+` error eol-os: .*Ubuntu 20\.04/,
  );
});

test("data before that is not there is said", async () => {
  expect(await differenceOf(null, build(smallInputs(), readAzuremlName))).toBe(
    "There was no data before.\n",
  );
});
