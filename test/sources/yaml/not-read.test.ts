import { describe, expect, test } from "vitest";
import { emptyReading } from "../../../src/sources/source-reading.ts";
import { readText, testSamples } from "../../support/source-tester.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";

describe("files that list images and run none", () => {
  test.each([
    ["its configuration", ".inferlint.yaml", `images: {include: ["${image}"]}\n`],
    ["its configuration in JSON", "a/.inferlint.json", `{"x": "${image}"}`],
    ["its baseline", ".inferlint-baseline.json", `{"findings": ["${image}"]}`],
    [
      "a policy under any name",
      "org/policy.yml",
      `failOn: note\nimages:\n  include: ["${image}"]\n`,
    ],
    [
      "a policy with rules",
      "policy.json",
      `{"rules": {"policy-requirement": {"allow": ["${image}"]}}}`,
    ],
    ["a configuration with exceptions", "x.yml", `exceptions:\n  - images: ["${image}"]\n`],
    [
      "a configuration with its schema",
      "x.yml",
      `$schema: https://example.com/inferlint.config.v1.json\nbuild: {args: {A: "${image}"}}\n`,
    ],
    [
      "its report",
      "out.json",
      `{"schema": "inferlint.report/1", "findings": [{"image": "${image}"}]}`,
    ],
    ["its facts", "facts.json", `{"schema": "inferlint.facts/1", "images": ["${image}"]}`],
    ["SARIF", "a.json", `{"version": "2.1.0", "runs": [{"x": "${image}"}]}`],
    [
      "SARIF by its schema",
      "a.json",
      `{"$schema": "https://example.com/sarif-schema-2.1.0.json", "runs": "${image}"}`,
    ],
    ["CycloneDX", "bom.json", `{"bomFormat": "CycloneDX", "components": [{"name": "${image}"}]}`],
    ["SPDX", "sbom.json", `{"spdxVersion": "SPDX-2.3", "packages": [{"name": "${image}"}]}`],
    ["SPDX in YAML", "sbom.spdx.yml", `SPDXID: SPDXRef-DOCUMENT\nname: ${image}\n`],
    [
      "SPDX 3",
      "sbom.json",
      `{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "name": "${image}"}`,
    ],
    ["a lock of npm", "package-lock.json", `{"a": "${image}"}`],
    ["a lock of pnpm", "pnpm-lock.yaml", `a: ${image}\n`],
    ["a lock of conda", "conda-lock.yml", `a: ${image}\n`],
    ["a lock of another tool", "images.lock.yaml", `a: ${image}\n`],
    ["Renovate", ".github/renovate.json5", `{matchPackageNames: ["${image}"]}`],
    ["Renovate without extension", ".renovaterc", `{"a": "${image}"}`],
    [
      "Renovate under any name",
      "default.json",
      `{"$schema": "https://docs.renovatebot.com/renovate-schema.json", "a": "${image}"}`,
    ],
    ["Dependabot", ".github/dependabot.yml", `a: ${image}\n`],
    [
      "Kyverno",
      "p.yml",
      `apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nspec: {image: "${image}"}\n`,
    ],
    [
      "Gatekeeper",
      "p.yml",
      `apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: K8sAllowedRepos\nspec: {repos: ["${image}"]}\n`,
    ],
    [
      "a template of Gatekeeper",
      "p.yml",
      `apiVersion: templates.gatekeeper.sh/v1\nkind: ConstraintTemplate\nx: "${image}"\n`,
    ],
    [
      "an image policy",
      "p.yml",
      `apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\nx: "${image}"\n`,
    ],
    ["Azure Policy", "p.json", `{"properties": {"policyRule": {"if": {"in": ["${image}"]}}}}`],
  ])("%s", async (_, path, text) => {
    const reading = await readText(path.includes("json") ? "json" : "yaml", text, path);
    expect(reading).toMatchObject(emptyReading);
  });
});

describe("files that look like them", () => {
  testSamples("yaml", [
    [
      "a document beside a rule",
      `apiVersion: kyverno.io/v1\nkind: Policy\nx: ${image}\n---\nkind: Pod\nimage: «${image}»\n`,
    ],
    ["images of a user", `images:\n  scorer: «${image}»\n`],
    ["images and rules of a user", `images:\n  scorer: «${image}»\nrules: {a: b}\n`],
    ["a build of a user", `build:\n  image: «${image}»\nfiles: [a]\n`],
    ["a file of a block", `name: block\nimage: «${image}»\n`, { path: "block.yml" }],
    ["a Policy of the user", `kind: Policy\nimage: «${image}»\n`],
    ["runs of the user", `runs: [{image: «${image}»}]\n`],
    [
      "a deployment that says it is a report",
      `schema: inferlint.x\nenvironment: {image: «${image}»}\n`,
    ],
    [
      "a deployment with the schema of a report",
      `schema: inferlint.report/1\nenvironment: {image: «${image}»}\n`,
    ],
    [
      "a deployment with a schema that names inferlint",
      `$schema: https://example.com/inferlint.config.v1.json\nenvironment: {image: «${image}»}\n`,
    ],
    [
      "compose with keys of SARIF",
      `version: "2.4"\nruns: []\nservices: {a: {image: «${image}»}}\n`,
    ],
    [
      "a deployment with a schema that names SARIF",
      `$schema: https://example.com/sarif\nenvironment: {image: «${image}»}\n`,
    ],
    [
      "compose with a key of CycloneDX",
      `bomFormat: CycloneDX\nservices: {a: {image: «${image}»}}\n`,
    ],
    ["compose with a key of SPDX", `SPDXID: a\nservices: {a: {image: «${image}»}}\n`],
    [
      "compose with a schema of Renovate",
      `$schema: renovate-schema\nservices: {a: {image: «${image}»}}\n`,
    ],
    [
      "a deployment with a rule of Azure Policy",
      `policyRule: {if: {}}\nenvironment: {image: «${image}»}\n`,
    ],
    [
      "a Pod of any kind",
      `apiVersion: v1\nkind: K8sPod\nspec: {containers: [{image: «${image}»}]}\n`,
    ],
    [
      "a body of a request",
      `schema: inferlint.x/1\nproperties: {environmentId: «azureml:AzureML-a@latest»}\n`,
    ],
    ...[
      "package-lock.json",
      "deployment-lock.yml",
      "pnpm-lock.yaml",
      "dependabot.yml",
      "renovate.json",
    ].map(
      (path) =>
        [`a deployment called ${path}`, `environment: {image: «${image}»}\n`, { path }] as const,
    ),
  ]);
});
