import { describe, expect, test } from "vitest";
import { environmentFix, versionFix } from "../../rules/support/environment-fix.ts";
import { applyEdits } from "../../src/fix/index.ts";
import { curatedName } from "../../src/sources/curated-name.ts";

/** What is written after the fix; null where there is none. @param read the name as the program reads it */
function fixed(written: string, read: string, other: string | null, to: string): string | null {
  const environment = curatedName(read, true);
  if (!environment) throw new RangeError(read);
  const region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: written.length + 1 };
  const image = { written, region, environment };
  const { fix } =
    other === null
      ? versionFix(image, to, true)
      : environmentFix(image, other, to, (text) => `Move to ${text}.`);
  if (!fix) return null;
  const result = applyEdits(written, fix.edits);
  return result.kind === "text" ? result.text : null;
}

const registry = "azureml://registries/azureml/environments";
const workspace = "/subscriptions/1/resourceGroups/AzureML-x/workspaces/w/environments";

describe("another version", () => {
  test.each([
    ["azureml:AzureML-x:3", "56", "azureml:AzureML-x:56"],
    ["azureml:AzureML-x:3", "latest", "azureml:AzureML-x@latest"],
    [`${registry}/x/versions/3`, "56", `${registry}/x/versions/56`],
    [`${registry}/x/versions/3`, "latest", `${registry}/x/labels/latest`],
    [`${workspace}/AzureML-x/versions/3`, "4", `${workspace}/AzureML-x/versions/4`],
  ])("of %s, %s", (written, to, result) => {
    expect(fixed(written, written, null, to)).toBe(result);
  });

  test.each([
    ["AzureML-x", "AzureML-x:3"],
    ["AzureML-x\\u003a3", "AzureML-x:3"],
    ["AzureML\\x2dx:3", "AzureML-x:3"],
  ])("nowhere for %s, read as %s", (written, read) => {
    expect(fixed(written, read, null, "56")).toBeNull();
  });
});

describe("another environment", () => {
  test.each([
    ["azureml:AzureML-x:3", "latest", "azureml:AzureML-y@latest"],
    ["azureml:AzureML-x@latest", "latest", "azureml:AzureML-y@latest"],
    ["azureml:AzureML-x@latest", "7", "azureml:AzureML-y:7"],
    ["azureml:AzureML-x", "latest", "azureml:AzureML-y"],
    [`${workspace}/AzureML-x/labels/latest`, "7", `${workspace}/AzureML-y/versions/7`],
  ])("than %s, %s", (written, to, result) => {
    expect(fixed(written, written, "AzureML-y", to)).toBe(result);
  });

  test.each([
    ["AzureML-x", "AzureML-x:3", "latest"],
    ["AzureML-x", "AzureML-x", "7"],
    ["AzureML-x\\x40latest", "AzureML-x@latest", "latest"],
  ])("nowhere for %s, read as %s, to %s", (written, read, to) => {
    expect(fixed(written, read, "AzureML-y", to)).toBeNull();
  });
});
