import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { calendarDate, plusDays } from "../../src/text/calendar-date.ts";
import { expectLaw } from "../support/forecasting.ts";
import { plainRunSettings } from "../support/settings.ts";
import { temporaryDirectory } from "../support/working-copy.ts";

// The law of forecasts (forecast-law.test.ts) for files of other kinds: pins of conda files, Dockerfiles in texts, environments.

const azureml = "mcr.microsoft.com/azureml";
const deployment =
  "$schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json\n";

const image = fc.constantFrom(
  ...["minimal-py312-inference:latest", "minimal-ubuntu22.04-py39-cpu-inference:latest"],
  ...["minimal-py312-inference:20260601.v1", "openmpi4.1.0-ubuntu20.04:latest"],
  ...["openmpi5.0-ubuntu24.04:latest", "curated/minimal-py311-inference:50"],
);
const reference = image.map((name) => `${azureml}/${name}`);
const pin = fc.constantFrom(
  ...["python=3.9", "python=3.10", "python=3.11.*", "python>=3.8,<3.12", "python>=3.10", "numpy"],
);
const until = fc
  .integer({ min: -20, max: 140 })
  .map((days) => plusDays(calendarDate("2026-10-01"), days));
const comment = fc.oneof(
  fc.constant(""),
  fc
    .tuple(fc.constantFrom("eol-python", "eol-os", "support-ending, stale-tag"), until)
    .map(([rules, day]) => `# inferlint: ignore[${rules}] until=${day} -- why\n`),
);
/** Both end in the time of the forecast. */
const ending = fc.constantFrom("python=3.10", "python>=3.8,<3.11");
const conda = fc
  .tuple(ending, comment)
  .map(([python, above]) => `dependencies:\n  - pip\n${above && `  ${above}`}  - ${python}\n`);

const files = fc.record({
  "conda.yml": conda,
  "a/deployment.yml": fc
    .tuple(reference, comment)
    .map(
      ([name, above]) =>
        `${deployment}environment:\n${above && `  ${above}`}  image: ${name}\n  conda_file: ../conda.yml\n`,
    ),
  "b/deployment.yml": fc
    .tuple(reference, ending)
    .map(
      ([name, python]) =>
        `${deployment}environment:\n  image: ${name}\n  conda_file:\n    dependencies: [${python}]\n`,
    ),
  "names.yml": fc
    .constantFrom("AzureML-minimal-py311-inference:50", "AzureML-mlflow-py312-inference@latest")
    .map((name) => `${deployment}environment: azureml:${name}\n`),
  "embedded.yml": fc
    .tuple(reference, comment)
    .map(
      ([name, above]) =>
        `name: x\nbaseDockerfile: |\n${above && `  ${above}`}  FROM ${name}\n  USER app\n`,
    ),
  "write.sh": reference.map(
    (name) => `cat > Dockerfile <<'EOF'\nFROM ${name}\nUSER app\nEOF\ndocker run ${name}\n`,
  ),
  "env.py": fc
    .tuple(reference, pin)
    .map(
      ([name, python]) =>
        `from azure.ai.ml.entities import Environment\ne = Environment(image="${name}", conda_file={"dependencies": ["${python}"]})\n`,
    ),
  "served/Dockerfile": fc
    .tuple(reference, pin)
    .map(
      ([name, python]) =>
        `FROM ${name}\nRUN conda create -n served ${python}\nENV AZUREML_CONDA_ENVIRONMENT_PATH=/opt/miniconda/envs/served\nUSER app\n`,
    ),
  "compose.yaml": reference.map(
    (name) => `services:\n  a:\n    build:\n      context: app\n      args: { BASE: "${name}" }\n`,
  ),
  "app/Dockerfile": fc.constant("ARG BASE\nFROM $BASE\nUSER app\n"),
});

let root = "";
beforeEach(() => {
  root = temporaryDirectory();
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

test("pins of conda files, Dockerfiles in texts and environments, on 120 days", async () => {
  let [count, changes] = [0, 0];
  const places = new Set<string>();
  await fc.assert(
    fc.asyncProperty(files, async (own) => {
      const cwd = join(root, String(count++));
      mkdirSync(join(cwd, ".git"), { recursive: true });
      for (const [path, text] of Object.entries(own)) {
        mkdirSync(dirname(join(cwd, path)), { recursive: true });
        writeFileSync(join(cwd, path), text);
      }
      const forecast = await expectLaw(
        (day) =>
          Promise.resolve({
            ...{ cwd, paths: ["."], stdin: null, asOf: day, forceExclude: false },
            settings: plainRunSettings(),
          }),
        calendarDate("2026-10-01"),
        120,
      );
      changes += forecast.changes.length;
      for (const { finding } of forecast.changes) places.add(`${finding.path} ${finding.ruleId}`);
    }),
    { seed: 20261123, numRuns: 3 },
  );
  expect(changes).toBeGreaterThan(10);
  expect([...places]).toEqual(
    expect.arrayContaining(["conda.yml eol-python", "b/deployment.yml eol-python"]),
  );
}, 900_000);
