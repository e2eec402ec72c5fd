import { describe, expect, test } from "vitest";
import type { ReferenceText } from "../../test/support/reference-tester.ts";
import { fixOf, shownReferences } from "../../test/support/reference-tester.ts";
import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

// The Python of a conda environment serves in place of the image's own.

const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
const py38 = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference:latest";
const openmpi = "mcr.microsoft.com/azureml/openmpi5.0-ubuntu24.04:latest";

/** A deployment with its conda environment in the same file. */
function inline(pin: string, written = py312, serves = false): ReferenceText {
  return {
    text: `image: ${written}\ndependencies:\n  - ${pin}\n`,
    images: [{ written, run: { conda: { pin }, serves } }],
    environments: [{ pin, serves }],
  };
}

const shown = (item: ReferenceText): Promise<readonly string[]> =>
  shownReferences(item, ["eol-python", "support-ending"]);

describe("the pin is checked, not the image", () => {
  test.each<readonly [ReferenceText, readonly string[]]>([
    [inline("python=3.12"), []],
    [inline("python=3.12", py38), []],
    [inline("python>=3.8", py38), []],
    [inline("python", py38), []],
    [
      inline("python=3.8"),
      [
        `3:5-3:15 eol-python: 'python=3.8' is Python 3.8, whose support ended on 2024-10-07, and this file builds this environment on '${py312}'. Pin a supported version of Python, such as python=3.12.`,
      ],
    ],
    [
      inline("python==3.8.*"),
      [expect.stringMatching(/^3:5-3:18 eol-python: 'python==3\.8\.\*' is Python 3\.8/)],
    ],
    [
      inline("python<3.9"),
      [
        expect.stringMatching(
          /^3:5-3:15 eol-python: 'python<3\.9' allows no Python after 3\.8, whose support ended/,
        ),
      ],
    ],
    [inline("python=3.1"), [expect.stringMatching(/eol-python: 'python=3\.1' is Python 3\.1,/)]],
    [inline("python=3.8", openmpi), []],
    [inline("python=3.8", openmpi, true), [expect.stringMatching(/eol-python: 'python=3\.8' is/)]],
    [inline("python=3.8", "python:3.8"), []],
    [
      { ...inline("python=3.11"), asOf: "2027-09-01" },
      [
        expect.stringMatching(
          /^3:5-3:16 support-ending: 'python=3\.11' is Python 3\.11, whose support ends on 2027-10-/,
        ),
      ],
    ],
    [
      {
        text: "dependencies:\n  - python=3.8\n",
        images: [],
        environments: ["a.yml", "b.yml", "c.yml", "d.yml", "e.yml"].map((usedBy) => ({
          ...{ pin: "python=3.8", usedBy, image: py312 },
        })),
      },
      [
        expect.stringMatching(
          /^2:5-2:15 eol-python: .*, and a\.yml, b\.yml, c\.yml and 2 other files build this environment on '/,
        ),
      ],
    ],
  ])("%#", async (item, expected) => {
    expect(await shown(item)).toEqual(expected);
  });
});

describe("what is not known is a question of the image", () => {
  test.each<readonly [ReferenceText["images"][number]["run"], RegExp]>([
    [
      { conda: { file: "conda.yml", why: "conda.yml was not found" } },
      /Python version unknown \(conda\.yml was not found\)/,
    ],
    [
      { conda: { pin: "python>=3.8" } },
      /Python version unknown \('python>=3\.8' is not one version\)/,
    ],
    [{ conda: { pin: "python" } }, /Python version unknown \('python' is not one version\)/],
    [{ conda: { pin: "python=3.39" } }, /end of support of Python 3\.39 unknown/],
  ])("%j", async (run, expected) => {
    const item = {
      text: `image: ${py312}\n`,
      images: [{ written: py312, ...(run ? { run } : {}) }],
    };
    const [question, ...others] = await shownReferences(item, ["unverified-image", "eol-python"]);
    expect(question).toMatch(expected);
    expect(question).toMatch(/Azure ML builds this environment as root/);
    expect(others).toEqual([]);
  });
});

test.each([
  ["python=3.8", "python=3.12"],
  ["python==3.8.*", "python==3.12.*"],
  ["python=3.8.13", "python=3.12"],
  ["python 3.8", "python 3.12"],
  ["python<3.9", null],
  ["python>=3.8,<3.9", null],
  ["python=3.8=h12debd9_1", null],
])("the fix of %s keeps the operator", async (pin, expected) => {
  const item = inline(pin);
  expect(await fixOf(item, "eol-python")).toEqual(
    expected === null ? null : { safe: false, text: item.text.replace(pin, expected) },
  );
});

const points = "ENV AZUREML_CONDA_ENVIRONMENT_PATH=/azureml-envs/own\n";

ruleTest(rule, {
  passes: [
    `FROM ${py38}\n${points}RUN conda create -p /azureml-envs/own python=3.12\n`,
    `FROM ${py38}\n${points}RUN conda create -p /azureml-envs/own python=$(cat version)\n`,
    `FROM ${py38}\n${points}COPY conda.yml /tmp/\nRUN conda env create -p /azureml-envs/own -f /tmp/conda.yml\n`,
    `FROM ${py312}\nRUN conda create -p /azureml-envs/own python=3.8\n`,
    `FROM python:3.12\n${points}RUN conda create -p /azureml-envs/own python=3.8\n`,
  ],
  fails: [
    {
      dockerfile: `FROM ${py312}\n${points}RUN conda create -p /azureml-envs/own python=3.8\n`,
      at: "3:39-3:49",
      message: `'python=3.8' is Python 3.8, whose support ended on 2024-10-07, and this file builds this environment on '${py312}'. Pin a supported version of Python, such as python=3.12.`,
      fix: {
        safe: false,
        result: `FROM ${py312}\n${points}RUN conda create -p /azureml-envs/own python=3.12\n`,
      },
    },
    {
      name: "where nothing points to the environment, the image's own counts",
      dockerfile: `FROM ${py38}\nRUN conda create -p /azureml-envs/own python=3.12\n`,
      at: `1:6-1:${String(6 + py38.length)}`,
    },
    {
      name: "in a stage that no target is built on",
      dockerfile: `FROM ${py38} AS a\nFROM ${py312}\n${points}RUN conda create -p /azureml-envs/own python=3.12\n`,
      at: `1:6-1:${String(6 + py38.length)}`,
    },
  ],
});
