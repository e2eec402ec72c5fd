import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { readStructure } from "../../../src/sources/yaml/structure/index.ts";
import { allScalars, describeStructure, yamlFile } from "./describe-structure.ts";

const keys = (
  "$schema name image build context dockerfile dockerfile_inline dockerfile_path path args target additional_contexts user extends " +
  "services service file environment conda_file docker python baseImage baseDockerfile condaDependencies dependencies channels pip " +
  "properties environmentId condaFile apiVersion kind spec containers initContainers container script securityContext runAsUser " +
  "runAsNonRoot jobs steps on runs-on uses with run runs using stages task inputs options resources runArgs remoteUser endpoint_name"
).split(" ");

const texts = [
  "mcr.microsoft.com/azureml/x-inference:1",
  "https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json",
  "azureml:my-env:1",
  "file:./env.yml",
  "python=3.10",
  "FROM x\nUSER root\n",
  "dependencies:\n- python=3.8\n",
  "${X:-${Y:-z}}",
  "$${{ a }} $(b)",
  "--user root",
  "docker/build-push-action@v6",
  "Docker@2",
  "v1",
  "Pod",
  "",
];

const { node } = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 6, depthSize: "large" },
    fc.constantFrom<unknown>(...texts, 0, 3.1, true, null),
    fc.array(tie("node"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie("node"), { maxKeys: 8 }),
  ),
}));

const paths = [
  "file.yml",
  "compose.yaml",
  ".github/workflows/a.yml",
  "azure-pipelines.yml",
  ".gitlab-ci.yml",
  ".devcontainer/devcontainer.json",
  "values.yaml",
  "inferenceConfig.json",
  ".azureml/x.runconfig",
];

test("nodes of any type at any key are read without an error, and all places are in the file", () => {
  fc.assert(
    fc.property(node, fc.constantFrom(...paths), (value, path) => {
      const text = path.endsWith(".json") ? JSON.stringify(value) : stringify(value);
      describeStructure(text, path);
      const structure = readStructure(yamlFile(text, path));
      const spans = [
        ...structure.builds.flatMap(({ span, context, dockerfile, user }) => [
          span,
          context?.span,
          dockerfile?.span,
          user?.span,
        ]),
        ...structure.deployed.map(({ value: { span } }) => span),
        structure.conda?.span,
      ];
      for (const span of spans) {
        if (!span) continue;
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeGreaterThanOrEqual(span.start);
        expect(span.end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 200, seed: 20261129 },
  );
});

test("what aliases and extends repeat thousands of times is bounded", () => {
  const args = Array.from({ length: 1000 }, (_, index) => `A${index}=1`).join(", ");
  const services = Array.from({ length: 1000 }, (_, index) =>
    index % 2 === 0
      ? `  s${index}: { build: { context: ., args: *args } }`
      : `  s${index}: { extends: base }`,
  ).join("\n");
  const text = `x-args: &args [${args}]\nservices:\n  base: { build: { context: ., args: [${args}] } }\n${services}\n`;
  const { builds } = readStructure(yamlFile(text, "compose.yaml"));
  expect(builds).toHaveLength(1001);
  const total = builds.reduce((sum, build) => sum + build.args.length, 0);
  expect(total).toBeGreaterThanOrEqual(2000);
  expect(total).toBeLessThanOrEqual(1000 + 20_000);
});

test("merge keys of merge keys are bounded", () => {
  const maps = Array.from({ length: 100 }, (_, index) =>
    index === 0
      ? "a0: &a0 { image: x }"
      : `a${index}: &a${index} { <<: [*a${index - 1}, *a${index - 1}] }`,
  ).join("\n");
  const text = `${maps}\nservices:\n  s: { <<: *a50 }\n`;
  const file = yamlFile(text, "compose.yaml");
  expect(allScalars(file).filter((scalar) => readStructure(file).runOf(scalar))).toHaveLength(1);
});
