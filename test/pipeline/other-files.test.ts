import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";

// What files of other kinds than Dockerfiles name, besides azureml images, and what is said of files beside them.

const schema = "https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json";
const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";

interface Shown {
  readonly files?: readonly { readonly path: string; readonly images: readonly unknown[] }[];
  readonly findings?: readonly { readonly ruleId: string; readonly path: string }[];
  readonly notifications?: readonly { readonly id: string; readonly path: string }[];
}

let box: Sandbox;

beforeAll(() => {
  box = sandbox();
});

afterAll(() => {
  box.remove();
});

function report(command: "lint" | "inspect", folder: string): Shown {
  return JSON.parse(box.run([command, "--format", "json", folder]).stdout) as Shown;
}

describe("what only looks like an image", () => {
  test.each<readonly [string, string]>([
    ["an app of an unknown registry", "{{name}}.azurecr.io/azureml-samples/app:1"],
    ["one with an unknown version in its name", "{{name}}.azurecr.io/azureml-samples/app-{{v}}"],
    ["the same with a variable", "${NAME}.azurecr.io/azureml-samples/app-${V}:1"],
    ["another image of an unknown registry", "${REGISTRY}/azureml-samples/app:1"],
    ["a folder", "/var/azureml-app/models/{{version}}"],
    ["a page", "github.com/azure/azureml-samples"],
    ["a version of an API", "amlarc.azureml.com/v1alpha1"],
  ])("%s is neither listed nor reported where it serves", (name, written) => {
    const folder = name.replaceAll(" ", "-");
    box.write(
      `${folder}/deployment.yml`,
      `$schema: ${schema}\nname: blue\nenvironment:\n  image: ${written}\n`,
    );
    expect(report("inspect", folder).files).toEqual([]);
    expect(report("lint", folder).findings).toEqual([]);
  });

  test.each<readonly [string, string]>([
    ["an azureml image of an unknown registry", "{{registry}}/azureml/openmpi5.0-ubuntu24.04"],
    ["an azureml image of an unknown name", "mcr.microsoft.com/azureml/{{name}}:1"],
  ])("%s is asked about where it serves", (name, written) => {
    const folder = name.replaceAll(" ", "-");
    box.write(
      `${folder}/deployment.yml`,
      `$schema: ${schema}\nname: blue\nenvironment:\n  image: "${written}"\n`,
    );
    const { findings = [] } = report("lint", folder);
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(["unverified-image"]);
  });
});

describe("a conda file that is not found", () => {
  const environment = (own: string): string => `name: own\nimage: ${own}\nconda_file: none.yml\n`;

  test("is noted where the image is checked", () => {
    box.write("checked/environment.yml", environment(image));
    expect(report("lint", "checked").notifications).toMatchObject([
      { id: "unread-conda-file", path: "checked/environment.yml" },
    ]);
  });

  test("is not where it is not", () => {
    const other = "mcr.microsoft.com/azureml/openmpi5.0-ubuntu24.04:latest";
    box.write("other/environment.yml", environment(other));
    expect(report("lint", "other").notifications).toEqual([]);
  });
});
