import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Report } from "../../../src/index.ts";
import { lint } from "../../../src/index.ts";
import { asOf, reportOn, withRepository } from "../../support/repository.ts";

const azureml = "mcr.microsoft.com/azureml";
const deployment =
  "$schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json\n";

const images = [
  "minimal-py312-inference:latest",
  "minimal-ubuntu20.04-py38-cpu-inference:20230103.v1",
  "minimal-ubuntu22.04-py39-cpu-inference",
  "curated/foundation-model-inference:95",
  "curated/minimal-py311-inference:3",
  "openmpi4.1.0-ubuntu20.04:latest",
  "never-heard-of-inference:1",
].map((name) => `${azureml}/${name}`);
const pins = ["python=3.8", "python==3.10.*", "python=3.12", "python>=3.9", "python>=3.7,<3.10"];
const cases = images.flatMap((image) => pins.map((pin) => ({ image, pin })));

/** The Dockerfile that Azure ML writes for an image and a conda file (facts: several public copies of it agree). */
const generated = (image: string): string => `FROM ${image}
USER root
RUN mkdir -p $HOME/.cache
WORKDIR /
COPY conda.yml azureml-environment-setup/mutated_conda_dependencies.yml
RUN conda env create -p /azureml-envs/azureml_0123 -f azureml-environment-setup/mutated_conda_dependencies.yml
ENV PATH=/azureml-envs/azureml_0123/bin:$PATH
ENV AZUREML_CONDA_ENVIRONMENT_PATH=/azureml-envs/azureml_0123
ENV LD_LIBRARY_PATH=/azureml-envs/azureml_0123/lib:$LD_LIBRARY_PATH
CMD ["runsvdir", "/var/runit"]
`;

/** The rules but for those about the user, by file: what else is not known of the image counts as a rule that has no verdict. */
function verdicts({ findings }: Report, path: string): readonly string[] {
  const own = findings.filter((one) => one.path === path);
  const isAboutUser = (message: string): boolean =>
    message.startsWith("Cannot determine whether the image runs as root");
  return [
    ...new Set(
      own
        .filter(({ ruleId, message }) => ruleId !== "root-user" && !isAboutUser(message))
        .map(({ ruleId, level }) => `${level} ${ruleId}`),
    ),
  ].sort();
}

test.each(cases)("$image with $pin: the verdicts of the Dockerfile of Azure ML", async (one) => {
  const conda = `channels: [conda-forge]\ndependencies:\n  - ${one.pin}\n  - pip\n`;
  const described = await reportOn({
    "deployment.yml": `${deployment}environment:\n  image: ${one.image}\n  conda_file: conda.yml\n`,
    "conda.yml": conda,
  });
  const built = await reportOn({ Dockerfile: generated(one.image), "conda.yml": conda });
  expect(verdicts(described, "deployment.yml")).toEqual(verdicts(built, "Dockerfile"));
  expect(verdicts(described, "conda.yml")).toEqual(verdicts(built, "conda.yml"));
});

describe("a conda file that is not read", () => {
  const yaml = `${deployment}environment:\n  image: ${images[0] ?? ""}\n  conda_file: conda.yml\n`;
  const old = "dependencies: [python=3.8]\n";

  async function reportIn(prepare: (root: string) => void): Promise<Report> {
    return withRepository({ "deployment.yml": yaml }, (root) => {
      prepare(root);
      return lint({ cwd: root, paths: ["."], asOf });
    });
  }

  const unknown = (why: string) => [
    [`deployment.yml: Not read: the conda file conda.yml ${why}. The Python that runs is unknown.`],
    ["deployment.yml 3:10 unverified-image"],
  ];
  const shown = ({ findings, notifications }: Report) => [
    notifications.flatMap(({ id, path, message }) =>
      id === "unread-conda-file" ? [`${path ?? ""}: ${message}`] : [],
    ),
    findings.map(
      ({ path, region, ruleId }) => `${path} ${region.startLine}:${region.startColumn} ${ruleId}`,
    ),
  ];

  test("is missing", async () => {
    expect(shown(await reportIn(() => undefined))).toEqual(unknown("was not found"));
  });

  test("is larger than 1 MiB", async () => {
    const report = await reportIn((root) => {
      writeFileSync(join(root, "conda.yml"), old + "#".repeat(2 * 1024 * 1024));
    });
    expect(shown(report)).toEqual(unknown("is larger than 1 MiB"));
  });

  test("is a link out of the repository", async () => {
    await withRepository({ "conda.yml": old }, async (outside) => {
      const report = await reportIn((root) => {
        symlinkSync(join(outside, "conda.yml"), join(root, "conda.yml"));
      });
      expect(shown(report)).toEqual(unknown("leads out of the repository"));
    });
  });

  test("is below a folder that is a link out of the repository", async () => {
    await withRepository({ "conda.yml": old }, async (outside) => {
      const report = await withRepository(
        { "deployment.yml": yaml.replace("conda.yml", "linked/conda.yml") },
        (root) => {
          symlinkSync(outside, join(root, "linked"));
          return lint({ cwd: root, paths: ["."], asOf });
        },
      );
      expect(shown(report)[0]).toEqual([
        "deployment.yml: Not read: the conda file linked/conda.yml leads out of the repository. The Python that runs is unknown.",
      ]);
    });
  });

  test("is a folder", async () => {
    const report = await reportIn((root) => {
      mkdirSync(join(root, "conda.yml"));
    });
    expect(shown(report)).toEqual(unknown("is not a file"));
  });

  test("a link within the repository is followed", async () => {
    const report = await reportIn((root) => {
      mkdirSync(join(root, "shared"));
      writeFileSync(join(root, "shared/own.txt"), old);
      symlinkSync("shared/own.txt", join(root, "conda.yml"));
    });
    expect(shown(report)).toEqual([
      [],
      ["conda.yml 1:16 eol-python", "deployment.yml 3:10 unverified-image"],
    ]);
  });
});
