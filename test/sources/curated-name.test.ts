import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unresolvedPart as unknown } from "../../src/shell/unresolved.ts";
import { curatedName } from "../../src/sources/curated-name.ts";

const registry = "azureml://registries/azureml/environments";
const workspace =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/ws";

/** Text, then name, version and label. */
const found: readonly (readonly [string, string, string | null, string | null])[] = [
  ["azureml:AzureML-sklearn-1.5", "AzureML-sklearn-1.5", null, null],
  ["azureml:AzureML-sklearn-1.5:22", "AzureML-sklearn-1.5", "22", null],
  ["azureml:AzureML-sklearn-1.5@latest", "AzureML-sklearn-1.5", null, "latest"],
  ["azureml:AzureML-sklearn-1.5:latest", "AzureML-sklearn-1.5", null, "latest"],
  ["azureml:AzureML-sklearn-1.5:Latest", "AzureML-sklearn-1.5", null, "Latest"],
  ["azureml:AzureML-x@sha256:0a1b", "AzureML-x", null, "sha256:0a1b"],
  ["azureml:AzureML-x:1.0.2", "AzureML-x", "1.0.2", null],
  ["azureml:azureml-acpt-pytorch-1.12:3", "azureml-acpt-pytorch-1.12", "3", null],
  ["azureml:AZUREML-X@latest", "AZUREML-X", null, "latest"],
  ["AZUREML:AzureML-x@latest", "AzureML-x", null, "latest"],
  ["azureml:azureml:AzureML-x@latest", "AzureML-x", null, "latest"],
  [`azureml:AzureML-x:${unknown}`, "AzureML-x", unknown, null],
  [`azureml:AzureML-${unknown}@latest`, `AzureML-${unknown}`, null, "latest"],
  ["azureml:AzureML-x:{{ version }}", "AzureML-x", unknown, null],
  [`${registry}/minimal-py311-inference`, "minimal-py311-inference", null, null],
  [`${registry}/minimal-py311-inference/`, "minimal-py311-inference", null, null],
  [`${registry}/minimal-py311-inference/versions/6`, "minimal-py311-inference", "6", null],
  [`${registry}/minimal-py311-inference/labels/latest`, "minimal-py311-inference", null, "latest"],
  [`${registry}/sklearn-1.5/versions/latest`, "sklearn-1.5", null, "latest"],
  [`${registry}/sklearn-1.5:latest`, "sklearn-1.5", null, "latest"],
  [`${registry}/sklearn-1.5@latest`, "sklearn-1.5", null, "latest"],
  [`${registry}/sklearn-1.5:1@latest`, "sklearn-1.5", "1", "latest"],
  [`${registry}/sklearn-1.5:12`, "sklearn-1.5", "12", null],
  [`${registry}/AzureML-sklearn-1.5/labels/latest`, "AzureML-sklearn-1.5", null, "latest"],
  [`azureml:${registry}/sklearn-1.5/versions/2`, "sklearn-1.5", "2", null],
  ["azureml://registries/AzureML/environments/sklearn-1.5", "sklearn-1.5", null, null],
  [`${registry}/${unknown}/versions/1`, unknown, "1", null],
  [`${registry}/x/versions/${unknown}`, "x", unknown, null],
  [`${workspace}/environments/AzureML-x/versions/3`, "AzureML-x", "3", null],
  [`azureml:${workspace}/environments/AzureML-x/versions/3`, "AzureML-x", "3", null],
  [`azureml:/${workspace}/environments/AzureML-x/labels/latest`, "AzureML-x", null, "latest"],
  [
    `${workspace.replace("/rg/", "/environments/")}/environments/AzureML-x:3`,
    "AzureML-x",
    "3",
    null,
  ],
  ["azureml://locations/westeurope/workspaces/1/environments/AzureML-x", "AzureML-x", null, null],
  [
    `azureml:${workspace.replace(/workspaces.*/, "registries/azureml")}/environments/x/versions/1`,
    "x",
    "1",
    null,
  ],
];

/** Not the name of a curated environment, with or without `azureml:`. */
const others: readonly string[] = [
  "",
  "azureml:",
  "azureml:my-env:1",
  "azureml:my-env@latest",
  "azureml:my-AzureML-x:1",
  "azureml:AzureML:1",
  "azureml:AzureML-x:",
  "azureml:AzureML-x@",
  "azureml:AzureML-x:1:2",
  "azureml:AzureML-x@a@b",
  "azureml:AzureML-x/1",
  "azureml:AzureML-x 1",
  "azureml://registries/azureml/components/batch_inference",
  "azureml://registries/azureml/components/AzureML-x/versions/1",
  "azureml://registries/azureml/models/AzureML-x/versions/1",
  "azureml://registries/azureml/environments",
  "azureml://registries/azureml/environments/",
  "azureml://registries/azureml/environments/x/versions",
  "azureml://registries/azureml/environments/x/versions/",
  "azureml://registries/azureml/environments/x/tags/1",
  "azureml://registries/azureml/environments/x/versions/1/files",
  "azureml://registries/azureml/environments/x:1/versions/2",
  "azureml://registries/azureml-msr/environments/AzureML-x/versions/1",
  "azureml://registries/contoso/environments/AzureML-x/labels/latest",
  `azureml://registries/${unknown}/environments/AzureML-x`,
  "//registries/azureml/environments/x",
  "registries/azureml/environments/x",
  `azureml:${workspace}/environments/my-env/versions/3`,
  `${workspace}/models/AzureML-x/versions/3`,
  `${workspace}/environments`,
  "/subscriptions/environments/AzureML-x",
  "https://ml.azure.com/registries/azureml/environments/sklearn-1.5",
  "azureml://datastores/workspaceblobstore/paths/environments/AzureML-x",
  "mcr.microsoft.com/azureml/minimal-py312-inference:latest",
  `azureml:${unknown}`,
  unknown,
];

/** A name only where one is expected. */
const bare: readonly string[] = ["AzureML-sklearn-1.5", "AzureML-x@latest", "azureml-core:1"];

describe("curatedName", () => {
  test.each(found)("reads %s", (text, name, version, label) => {
    const isOpen = `${name}${version ?? ""}`.includes(unknown);
    for (const isBare of [false, true])
      expect(curatedName(text, isBare)).toEqual({ name, version, label, isOpen });
  });

  test.each(others)("reads no name in %j", (text) => {
    expect(curatedName(text, false)).toBeNull();
    expect(curatedName(text, true)).toBeNull();
  });

  test.each(bare)("reads %s only where a name is expected", (text) => {
    expect(curatedName(text, false)).toBeNull();
    expect(curatedName(text, true)).not.toBeNull();
  });

  test("reads no name without the prefix even where one is expected", () => {
    expect(curatedName("minimal-py311-inference", true)).toBeNull();
    expect(curatedName("my-env:1", true)).toBeNull();
  });

  test("never fails, and what it finds it finds again", () => {
    const part = fc.constantFrom(
      ..."azureml: // / registries azureml AzureML-x environments versions labels @ : 1 latest {{ }}".split(
        " ",
      ),
      unknown,
      "/",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), fc.boolean(), (parts, isBare) => {
        const read = curatedName(parts.join(""), isBare);
        if (!read) return;
        const { name, version, label } = read;
        const tail = `${version === null ? "" : `:${version}`}${label === null ? "" : `@${label}`}`;
        expect(curatedName(`${registry}/${name}${tail}`, false)).toEqual(read);
      }),
      { numRuns: 500, seed: 13 },
    );
  });
});
