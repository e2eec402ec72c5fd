import { expect, test } from "vitest";
import type { ImageEntry, ImagesData } from "../src/catalogue/catalogue-data.ts";
import { openCatalogue } from "../src/catalogue/index.ts";
import { findingsOf } from "./support/fix-run.ts";
import { expectWellFormed } from "./support/rule-tester.ts";
import { everyAzuremlImage } from "./support/settings.ts";

// With `images.include: ["azureml/**"]` other azureml images are checked, too: for what Microsoft says of them.

const source = { name: "a test", asOf: "2026-03-16" };
const base = (facts: Partial<ImageEntry>): ImageEntry => ({
  ...{ family: "base", user: "root", processor: "cpu", source: "a Dockerfile", asOf: "2026-03-16" },
  ...facts,
});
const newer = {
  repository: "azureml/openmpi5.0-ubuntu24.04",
  basis: "documented",
  source: "a commit",
  asOf: "2025-02-24",
} as const;
const images: ImagesData = {
  sources: { "a test": source },
  list: source,
  published: source,
  baseList: { name: "the README", asOf: "2026-03-16" },
  nonRoot: "an article",
  repositories: {
    "azureml/openmpi5.0-ubuntu24.04": base({ os: "ubuntu24.04", support: "listed" }),
    "azureml/openmpi4.1.0-ubuntu22.04": base({ os: "ubuntu22.04", support: "listed" }),
    "azureml/openmpi4.1.0-ubuntu20.04": base({
      ...{ os: "ubuntu20.04", support: "withdrawn", withdrawn: "2025-02-24", removal: "the notes" },
      successor: newer,
    }),
    "azureml/openmpi3.1.2-ubuntu18.04": base({
      ...{ os: "ubuntu18.04", support: "withdrawn", withdrawn: "2023-03-10", removal: "the notes" },
    }),
    "azureml/base": base({}),
    "azureml/curated/training": base({
      ...{
        family: "curated",
        python: "3.8",
        newest: { version: 9, day: "2026-07-01", lastYear: 9 },
      },
      versions: [
        { tags: "1-4", os: "ubuntu20.04", source: "first", asOf: "2024-01-01" },
        { tags: "5-9", os: "ubuntu22.04", source: "second", asOf: "2025-01-01" },
      ],
    }),
    "azureml/promptflow/runtime": {
      ...{ family: "promptflow", source: "a sample", asOf: "2024-06-19" },
    },
    "azureml/o16n-base/python-assets": { family: "assets", source: "a sample", asOf: "2025-03-10" },
  },
};
const cycle = (endOfLife: string): { readonly endOfLife: string } => ({ endOfLife });
const catalogue = openCatalogue({
  images,
  tags: { repositories: {} },
  digests: { repositories: {} },
  cycles: {
    sources: { ubuntu: source, debian: source, python: source, "azure-linux": source },
    other: {},
    cycles: {
      "python 3.8": cycle("2024-10-07"),
      "ubuntu 18.04": cycle("2023-05-31"),
      "ubuntu 20.04": cycle("2025-05-29"),
      "ubuntu 22.04": cycle("2027-06-01"),
      "ubuntu 24.04": cycle("2029-05-31"),
    },
  },
});

/** `rule confidence short message → remedy` of each finding but root-user's, as of 2026-11-23. */
async function shownOf(image: string, after = "USER app\n"): Promise<readonly string[]> {
  const dockerfile = `FROM mcr.microsoft.com/azureml/${image}\n${after}`;
  const findings = await findingsOf(dockerfile, { catalogue, images: everyAzuremlImage });
  for (const finding of findings) expectWellFormed(finding, dockerfile);
  return findings.map(
    ({ ruleId, confidence, message }) =>
      `${ruleId} ${confidence} ${message.short} → ${message.remedy.action}`,
  );
}

const noSuccessor =
  "Choose an image with a supported release: Microsoft names no successor of this one";
const mcr = "mcr.microsoft.com/azureml";
const withdrawn20 = [
  `eol-os high Ubuntu 20.04 support ended on 2025-05-29 → ${mcr}/openmpi5.0-ubuntu24.04:latest`,
  `unsupported-image high withdrawn by Microsoft on 2025-02-24 → ${mcr}/openmpi5.0-ubuntu24.04:latest`,
];

test.each<readonly [string, readonly string[]]>([
  // Listed in Microsoft's table, whatever Python it has and however old the tag is.
  ["openmpi5.0-ubuntu24.04", []],
  ["openmpi5.0-ubuntu24.04:20240101.v1", []],
  ["openmpi4.1.0-ubuntu22.04:20230101.v1", []],
  [`openmpi4.1.0-ubuntu22.04@sha256:${"0".repeat(64)}`, []],
  ["openmpi4.1.0-ubuntu22.04:no-such-day", []],
  // Withdrawn: to a newer one of its family, or to none.
  ["openmpi4.1.0-ubuntu20.04", withdrawn20],
  ["openmpi4.1.0-ubuntu20.04:20240101.v1", withdrawn20],
  [
    "openmpi3.1.2-ubuntu18.04",
    [
      `eol-os high Ubuntu 18.04 support ended on 2023-05-31 → ${noSuccessor}`,
      `unsupported-image high withdrawn by Microsoft on 2023-03-10 → ${noSuccessor}`,
    ],
  ],
  // The first base images have their operating system in the tag.
  [
    "base:openmpi3.1.2-ubuntu18.04",
    [`eol-os high Ubuntu 18.04 support ended on 2023-05-31 → ${noSuccessor}`],
  ],
  ["base:openmpi5.0-ubuntu24.04", []],
  // Facts by version; its Python is not checked.
  ["curated/training:9", []],
  ["curated/training", []],
  // A newer version of the same image has a supported one.
  ...["curated/training:4", `curated/training:4@sha256:${"0".repeat(64)}`].map(
    (image, index): readonly [string, readonly string[]] => [
      image,
      [
        `eol-os ${index === 0 ? "high" : "medium"} Ubuntu 20.04 support ended on 2025-05-29 → ${mcr}/curated/training:latest`,
      ],
    ],
  ),
  // A name without any source, as far as it says something.
  [
    "aifx/stable-ubuntu2004-cu117-py38-torch200",
    [`eol-os medium Ubuntu 20.04 support ended on 2025-05-29 → ${noSuccessor}`],
  ],
  // Carries files for other images.
  ["o16n-base/python-assets:20210623.40134510", []],
])("%s", async (image, findings) => {
  expect(await shownOf(image)).toEqual(findings);
});

test.each([
  ["base", "operating system"],
  ["promptflow/runtime:20240619.v2", "operating system"],
])("of %s the %s is unknown, and nothing else is asked", async (image, what) => {
  const [question, ...others] = await shownOf(image);
  expect(question).toMatch(new RegExp(`^unverified-image .*${what}`));
  expect(question).not.toMatch(/Python|tag|list/);
  expect(others).toEqual([]);
});

test("a base image runs as root", async () => {
  expect(await shownOf("openmpi5.0-ubuntu24.04", "")).toEqual([
    expect.stringMatching(/^root-user high /),
  ]);
});
