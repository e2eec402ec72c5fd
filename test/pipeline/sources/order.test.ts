import fc from "fast-check";
import { expect, test } from "vitest";
import type { Finding } from "../../../src/index.ts";
import { reportOn } from "../../support/repository.ts";
import { filesOf, repository } from "./generate.ts";

// What is said of a file does not depend on which other files are reported, nor on their order: all are read.

const py38 = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference:20230103.v1";
const openmpi = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu20.04:latest";
const deployment =
  "$schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json\n";

/** Files that say something of each other. */
const related: Readonly<Record<string, string>> = {
  "serving/deployment.yml": `${deployment}environment: file:../env/environment.yml\n`,
  "serving/named.yml": `${deployment}environment: azureml:scorer:1\n`,
  "env/environment.yml": `name: by-path\nimage: ${openmpi}\nconda_file: conda.yml\n`,
  "env/named.yml": `$schema: https://azuremlschemas.azureedge.net/latest/environment.schema.json\nname: scorer\nimage: ${openmpi}\n`,
  "env/conda.yml": "dependencies: [python=3.8]\n",
  "compose.yaml": `services:\n  a:\n    build:\n      context: app\n      args: { BASE: "${py38}" }\n      target: serve\n`,
  "build.sh": `docker build --build-arg BASE=${py38} -t a app\n`,
  "app/Dockerfile": "ARG BASE\nFROM $BASE AS serve\nUSER root\nFROM $BASE\n",
};

const shown = (findings: readonly Finding[], path: string): readonly unknown[] =>
  findings
    .filter((one) => one.path === path)
    .map(({ region, ruleId, level, message, fingerprint }) => ({
      ...{ region, ruleId, level, message, fingerprint },
    }));

test("findings in a file are the same whether it is named or found, alone or with others", async () => {
  await fc.assert(
    fc.asyncProperty(repository, fc.boolean(), async (generated, isReversed) => {
      const files = { ...filesOf(generated), ...related };
      const paths = Object.keys(files).filter((path) => !path.endsWith(".md"));
      const { findings } = await reportOn(files);
      expect(findings.length).toBeGreaterThan(10);
      const named = await reportOn(files, isReversed ? paths.toReversed() : paths);
      expect(named.findings).toEqual(findings);
      for (const path of Object.keys(related)) {
        const alone = await reportOn(files, [path]);
        expect(shown(alone.findings, path), path).toEqual(shown(findings, path));
      }
    }),
    { seed: 20261123, numRuns: 8 },
  );
});
