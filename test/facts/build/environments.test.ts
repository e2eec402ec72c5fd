import { describe, expect, test } from "vitest";
import { readAzuremlName } from "../../../src/domain/image/azureml-name.ts";
import type { Entry, Inputs } from "../scripts.ts";
import { scripts } from "../scripts.ts";
import { shipped } from "../shipped-data.ts";
import { smallInputs, sourceIn } from "../small-inputs.ts";

const { build, problemsOf, factSections } = scripts;

function environmentsOf(change: (inputs: Inputs) => void): Readonly<Record<string, Entry>> {
  const inputs = smallInputs();
  change(inputs);
  return build(inputs, readAzuremlName).environments.environments;
}

function minimal(inputs: Inputs): Entry {
  const { environments } = sourceIn(inputs, "azureml-assets");
  return (environments as Record<string, Entry>)["minimal-py311-inference"] ?? {};
}

const image = "azureml/curated/minimal-py311-inference";

describe("environments.json", () => {
  test("has what azureml-assets publishes, and what decided.yaml names with its source", () => {
    expect(environmentsOf(() => undefined)).toEqual({
      "AzureML-minimal-ubuntu18.04-py37-cpu-inference": {
        image: "azureml/minimal-ubuntu18.04-py37-cpu-inference",
        source: "MicrosoftDocs/azure-docs@0000000001:list.md",
        asOf: "2022-07-14",
      },
      "minimal-py311-inference": { image, from: 1 },
    });
  });

  test("has each name that an environment was published under", () => {
    const environments = environmentsOf((inputs) => {
      minimal(inputs)["names"] = ["minimal-cpu", "minimal-py311"];
    });
    expect(Object.keys(environments)).toContain("minimal-cpu");
    expect(environments).toMatchObject({ "minimal-py311": { image } });
    expect(environments).not.toHaveProperty("minimal-py311-inference");
  });

  test("has the oldest version that is a tag", () => {
    const environments = environmentsOf((inputs) => {
      const versions = minimal(inputs)["versions"] as Entry[];
      for (const version of versions) version["version"] = `9${String(version["version"])}`;
    });
    expect(environments["minimal-py311-inference"]).toEqual({ image, from: 91 });
  });

  test("says where the name with the prefix was another environment", () => {
    const environments = environmentsOf((inputs) => {
      minimal(inputs)["names"] = ["minimal-py312-inference"];
    });
    expect(environments["minimal-py312-inference"]).toEqual({ image, from: 1, exact: true });
  });
});

describe("the laws refuse", () => {
  test.each<readonly [string, Record<string, Entry>, string]>([
    ["an unknown image", { zz: { image: "azureml/zz", from: 1 } }, "azureml/zz is no known image"],
    ["a name that is none", { "z z": { image, from: 1 } }, "z z: no name of an environment"],
    ["version 0", { zz: { image, from: 0 } }, "zz: from 0"],
    ["no source", { zz: { image } }, "zz: no source"],
    ["a source without a day", { "AzureML-zz": { image, source: "s" } }, "a source without a day"],
    ["a name of nobody", { zz: { image, source: "s", asOf: "2026-01-01" } }, "not published by"],
    ["another key", { zz: { image, from: 1, tag: "1" } }, "zz: tag is not understood"],
    ["two cases", { zz: { image, from: 1 }, zZ: { image, from: 1 } }, "only in their case"],
  ])("%s", (_, more, problem) => {
    const files = shipped();
    Object.assign(files.environments.environments, more);
    expect(problemsOf(files).join("\n")).toContain(`environments.json: `);
    expect(problemsOf(files).join("\n")).toContain(problem);
  });
});

test("the difference names environments that are new, gone or of another image", () => {
  const [before, after] = [shipped(), shipped()];
  Object.assign(before.environments.environments, { "zz-old": { image, from: 1 } });
  Object.assign(after.environments.environments, {
    "sklearn-1.5": { image, from: 1 },
    "zz-new": { image, from: 1 },
  });
  const section = factSections(before, after).find(({ title }) => title === "Environments");
  expect(section?.lines.toSorted()).toEqual([
    `sklearn-1.5: \`${image}\` (before: \`azureml/curated/sklearn-1.5\`)`,
    `zz-new: \`${image}\` (before: not known)`,
    `zz-old: not known (before: \`${image}\`)`,
  ]);
});
