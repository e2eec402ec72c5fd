import { expect, test } from "vitest";
import { fileJson } from "../../src/report/inspect/file-json.ts";
import { imageCounter } from "../../src/pipeline/count-images.ts";
import { otherImagesLine } from "../../src/report/summary.ts";
import { defaultSupportWindow } from "../../src/domain/image/tag-age.ts";
import type { ReferenceText } from "../support/reference-tester.ts";
import { enrichedReferences, shownReferences } from "../support/reference-tester.ts";

const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
const openmpi = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu20.04:latest";

test("inspect shows what runs, and where that is decided", async () => {
  const build = await enrichedReferences({
    text: `image: ${py312}\nuser: root\n`,
    images: [
      { written: py312, run: { user: "root", conda: { file: "conda.yml", pin: "python=3.8" } } },
    ],
  });
  expect(fileJson(build).runs).toEqual([
    {
      os: null,
      python: { value: "3.8", path: "conda.yml", region: expect.anything() as unknown },
      user: { value: null, root: "unknown", path: null, region: null },
    },
  ]);
  const plain = await enrichedReferences({
    text: `image: ${py312}\nuser: root\n`,
    images: [{ written: py312, run: { user: "root" } }],
  });
  expect(fileJson(plain).runs?.[0]).toMatchObject({
    python: { value: "3.12", path: "deployment.yml" },
    user: { value: "root", root: true, path: "deployment.yml", region: { startLine: 2 } },
  });
  expect(
    fileJson(await enrichedReferences({ text: py312, images: [{ written: py312 }] })).runs,
  ).toBeUndefined();
});

/** The line of a run over one file. */
async function lineOf(item: ReferenceText): Promise<string | null> {
  const counter = imageCounter();
  const build = await enrichedReferences(item);
  const variant = { rules: [], supportWindow: defaultSupportWindow, isTargetRequired: false };
  counter.add([{ ...variant, buildArgs: new Map(), target: null, build, place: null }]);
  return otherImagesLine(counter.result());
}

test("azureml images that are not checked are counted", async () => {
  expect(await lineOf({ text: openmpi, images: [{ written: openmpi }] })).toBe(
    "1 other azureml image not checked (openmpi4.1.0-ubuntu20.04); see images.include",
  );
  const run = { serves: true };
  expect(await lineOf({ text: openmpi, images: [{ written: openmpi, run }] })).toBeNull();
  expect(await lineOf({ text: py312, images: [{ written: py312 }] })).toBeNull();
});

test.each<readonly [string, ReferenceText, readonly unknown[]]>([
  [
    "a base image that serves: its operating system, no tag, no list, no Python",
    {
      text: `image: ${openmpi}`,
      images: [{ written: openmpi, run: { serves: true, user: "image" } }],
    },
    [expect.stringMatching(/ eol-os: /)],
  ],
  [
    "a tag that is not known",
    {
      text: "image: mcr.microsoft.com/azureml/minimal-py312-inference:$(tag)",
      images: [
        {
          written: "mcr.microsoft.com/azureml/minimal-py312-inference:$(tag)",
          unknown: ["$(tag)"],
        },
      ],
    },
    [
      expect.stringMatching(
        /unverified-image: '.*:\$\(tag\)' was not fully checked: \$\(tag\) is not known here\. Write the value here, or check the file that it is put into\.$/,
      ),
    ],
  ],
  [
    "an environment",
    {
      text: "environment: azureml:AzureML-old@latest",
      images: [
        {
          written: "azureml:AzureML-old@latest",
          environment: {
            ...{ name: "AzureML-old", version: null, label: "latest" },
            image: "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference:latest",
          },
        },
      ],
    },
    [
      expect.stringMatching(
        / eol-os: 'environment AzureML-old@latest \(image .*\)' uses Ubuntu 20\.04, .*\. Move to an environment with the image mcr/,
      ),
      expect.stringMatching(
        / eol-python: 'environment AzureML-old@latest \(image .*\)' uses Python 3\.8, .*\. Move to an environment with the image mcr/,
      ),
      expect.stringMatching(/ unsupported-image: /),
    ],
  ],
  [
    "an environment whose framework needs another Python",
    {
      text: "environment: azureml:AzureML-torch@latest",
      images: [
        {
          written: "azureml:AzureML-torch@latest",
          environment: {
            ...{ name: "AzureML-torch", version: null, label: "latest" },
            image: "mcr.microsoft.com/azureml/pytorch-1.10-ubuntu18.04-py37-cpu-inference:latest",
          },
        },
      ],
    },
    ["eol-os", "eol-python", "unsupported-image"].map((rule): unknown =>
      expect.stringMatching(
        new RegExp(
          ` ${rule}: .*\\. No pytorch 1\\.10 image is published any more, .*: port the model to torch 2\\.2 or newer, and build on mcr`,
        ),
      ),
    ),
  ],
])("%s", async (_, item, expected) => {
  expect(
    await shownReferences(item, [
      ...["eol-os", "eol-python", "unsupported-image", "unlisted-image", "stale-tag"],
      ...["unverified-tag", "unverified-image"],
    ]),
  ).toEqual(expected);
});
