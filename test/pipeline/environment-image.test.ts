import { describe, expect, test } from "vitest";
import { environmentReading } from "../../src/pipeline/environment-image.ts";
import { unresolvedPart } from "../../src/shell/unresolved.ts";
import { curatedName } from "../../src/sources/curated-name.ts";
import { frozenCatalogue } from "../support/frozen-catalogue.ts";

const names = await frozenCatalogue.environments();
const curated = "mcr.microsoft.com/azureml/curated";
const old = "sklearn-0.24.1-ubuntu18.04-py37-cpu-inference";

function readingOf(written: string): ReturnType<typeof environmentReading> {
  const name = curatedName(written, true);
  if (!name) throw new RangeError(written);
  return environmentReading(name, names);
}

describe("the image of a curated environment", () => {
  test.each([
    ["azureml:AzureML-sklearn-1.5:22", `${curated}/sklearn-1.5:22`, "22"],
    ["azureml:AzureML-sklearn-1.5@latest", `${curated}/sklearn-1.5:latest`, "latest"],
    ["azureml:AzureML-sklearn-1.5:Latest", `${curated}/sklearn-1.5:latest`, "latest"],
    ["azureml:AzureML-sklearn-1.5", `${curated}/sklearn-1.5`, "latest"],
    ["AzureML-sklearn-1.5:next", `${curated}/sklearn-1.5:next`, "next"],
    [
      "azureml://registries/azureml/environments/sklearn-1.5/versions/3",
      `${curated}/sklearn-1.5:3`,
      "3",
    ],
    ["azureml:AzureML-Designer:95", `${curated}/designer:95`, "95"],
  ])("%s is %s", (written, text, tag) => {
    expect(readingOf(written)).toMatchObject({
      kind: "reference",
      reference: { text, tag, digest: null, tagUnresolved: false, templated: false },
    });
  });

  test.each([
    ["a version of an image with other tags", `azureml:AzureML-${old}:10`, `azureml/${old}`],
    ["its latest", `azureml:AzureML-${old}@latest`, `azureml/${old}`],
    ["its newest", `azureml:AzureML-${old}`, `azureml/${old}`],
    ["another label", "azureml:AzureML-sklearn-1.5@stable", "azureml/curated/sklearn-1.5"],
    ["a digest", "azureml:AzureML-sklearn-1.5@sha256:0a", "azureml/curated/sklearn-1.5"],
    [
      "a version and a label",
      "azureml://registries/azureml/environments/sklearn-1.5:1@latest",
      "azureml/curated/sklearn-1.5",
    ],
    ["a version before the image", "azureml:AzureML-Designer:94", "azureml/curated/designer"],
    [
      "an unknown part",
      `azureml:AzureML-sklearn-1.5:${unresolvedPart}`,
      "azureml/curated/sklearn-1.5",
    ],
    ["a template", "azureml:AzureML-sklearn-1.5:{{ version }}", "azureml/curated/sklearn-1.5"],
  ])("has an unknown tag for %s", (_, written, repository) => {
    expect(readingOf(written)).toMatchObject({
      kind: "reference",
      reference: {
        ...{ text: `mcr.microsoft.com/${repository}`, repository },
        ...{ digest: null, tagUnresolved: true, tagWritten: false },
      },
    });
  });

  test.each(["azureml:AzureML-AutoML@latest", "azureml:AzureML-Train-Finetune-Samples:1"])(
    "is none for %s",
    (written) => {
      expect(readingOf(written)).toBeNull();
    },
  );

  test("can be any for a name with an unknown part", () => {
    expect(readingOf(`azureml:AzureML-${unresolvedPart}-inference@latest`)).toMatchObject({
      kind: "open",
      pattern: `mcr.microsoft.com/azureml/${unresolvedPart}${unresolvedPart}-inference`,
    });
  });
});
