import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/domain/rule/finding.ts";
import type { FixSituation } from "../support/fix-run.ts";
import { findingsOf, fixAndCheck, referencesIn } from "../support/fix-run.ts";
import { fakeRegistry } from "../support/fake-registry.ts";
import { frozenCatalogue } from "../support/frozen-catalogue.ts";

const azureml = "mcr.microsoft.com/azureml";
const py312 = `${azureml}/minimal-py312-inference`;
const py311 = `${azureml}/curated/minimal-py311-inference`;
const py39 = `${azureml}/minimal-ubuntu22.04-py39-cpu-inference`;
const py38 = `${azureml}/minimal-ubuntu20.04-py38-cpu-inference`;
const gpu38 = `${azureml}/minimal-ubuntu20.04-py38-cuda11.6.2-gpu-inference`;
const gpu312 = `${azureml}/curated/minimal-py312-cuda12.4-inference`;
const base2204 = `${azureml}/inference-base-2204`;
const pytorch = `${azureml}/pytorch-1.9-ubuntu18.04-py37-cpu-inference`;
const ends2204 = " (its Ubuntu 22.04 ends on 2027-04-01; Microsoft tags it as a preview)";
const triton = `${azureml}/tritonserver-21.02-py38-inference`;
const mlflow37 = `${azureml}/mlflow-ubuntu18.04-py37-cpu-inference`;
const contoso = "contoso.azurecr.io/mcr/azureml";
const mirrors = [{ prefix: contoso, instead: azureml }];
const unheard = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
/** First seen in py39 on 2024-04-01. */
const seen = "sha256:a22b32378d8975e3f5fa87cc034fabbcd4b159813df1d7453bcb06f8890d3784";
const moved = "as Microsoft's examples did on 2025-07-08; this changes Python 3.8 → 3.12";

interface FixCase extends FixSituation {
  readonly name: string;
  readonly dockerfile: string;
  /** The distinct remedies, in order. */
  readonly remedies: readonly string[];
  /** The file after all fixes; null if nothing is fixed. */
  readonly fixed: string | null;
  readonly notices?: readonly string[];
  /** What all rules find in the fixed file: `line:column rule`. */
  readonly after: readonly string[];
}

const cases: readonly FixCase[] = [
  {
    name: "a stale tag of a supported image goes to latest",
    dockerfile: `FROM ${py312}:20250101.v1\n`,
    remedies: [`Use ${py312}:latest.`],
    fixed: `FROM ${py312}:latest\n`,
    after: [],
  },
  {
    name: "a tag that is proven to lie in the window is preferred",
    dockerfile: `FROM ${py311}:10\n`,
    remedies: [`Use ${py311}:latest${ends2204}, or 56, which is in the support window.`],
    fixed: `FROM ${py311}:56\n`,
    after: [],
  },
  {
    name: "a dropped image does not go to its own latest, even if only stale-tag is on",
    dockerfile: `FROM ${py38}:20230101.v1\n`,
    only: ["stale-tag"],
    remedies: [`Move to ${py312}:latest, ${moved}.`],
    fixed: `FROM ${py312}:latest\n`,
    after: [],
  },
  {
    name: "an image that was never listed does not, either",
    dockerfile: `FROM ${base2204}:20240112.v1\nUSER dockeruser\n`,
    only: ["stale-tag", "unverified-tag"],
    remedies: [
      `Move to ${py312}:latest or ${py311}:latest${ends2204}, Microsoft's current CPU images.`,
    ],
    fixed: null,
    notices: [
      "Not fixed (stale-tag): unlisted-image would report any other tag of this image, too, and no successor is known that is supported.",
    ],
    after: ["1:6 stale-tag", "1:6 unlisted-image", "1:6 unverified-image"],
  },
  {
    name: "a successor that was never listed is not recommended",
    dockerfile: `FROM ${azureml}/inference-base-2004:latest\nUSER dockeruser\n`,
    remedies: [
      `Move to ${py312}:latest or ${py311}:latest${ends2204}, Microsoft's current CPU images.`,
      "Inspect the image, or use one on Microsoft's list.",
    ],
    fixed: null,
    notices: ["Not fixed (eol-os): no successor is known that is supported."],
    after: ["1:6 eol-os", "1:6 unlisted-image", "1:6 unverified-image"],
  },
  {
    name: "the documented successor",
    dockerfile: `FROM ${py38}:20230101.v1\n`,
    remedies: [`Move to ${py312}:latest, ${moved}.`],
    fixed: `FROM ${py312}:latest\n`,
    after: [],
  },
  {
    name: "the successor in another folder",
    dockerfile: `FROM ${mlflow37}:latest\nUSER dockeruser\n`,
    remedies: [
      `Move to ${azureml}/curated/mlflow-py312-inference:latest${ends2204}, as Microsoft's examples did on 2025-07-31; this changes Python 3.7 → 3.12, ubuntu18.04 → ubuntu22.04, conda /opt/miniconda/envs/amlenv → /azureml-envs/mlflow.`,
    ],
    fixed: `FROM ${azureml}/curated/mlflow-py312-inference:latest\nUSER dockeruser\n`,
    after: [],
  },
  {
    name: "a successor that is inferred is for people to choose",
    dockerfile: `FROM ${gpu38}\n`,
    remedies: [
      `Move to ${gpu312}:latest${ends2204}, the nearest published image by name (inferred); this changes Python 3.8 → 3.12, ubuntu20.04 → ubuntu22.04, CUDA 11.6.2 → 12.4, conda /opt/miniconda/envs/amlenv → /azureml-envs/minimal.`,
    ],
    fixed: null,
    notices: [
      "Not fixed (eol-os, eol-python, unsupported-image): azureml/curated/minimal-py312-cuda12.4-inference is a successor by its name only (inferred).",
    ],
    after: ["1:6 eol-os", "1:6 eol-python", "1:6 unsupported-image"],
  },
  {
    name: "a framework that has to be installed",
    dockerfile: `FROM ${pytorch}\n`,
    remedies: [
      `No pytorch 1.9 image is published any more, and torch 1.9 has no wheel for Python 3.12 (the oldest that has is 2.2): port the model to torch 2.2 or newer, and build on ${py312}:latest; this changes Python 3.7 → 3.12.`,
    ],
    fixed: null,
    notices: [
      "Not fixed (eol-os, eol-python, unsupported-image): torch 1.9 has no wheel for Python 3.12 (the oldest that has is 2.2).",
    ],
    after: ["1:6 eol-os", "1:6 eol-python", "1:6 unsupported-image"],
  },
  {
    name: "Triton goes to NVIDIA's image",
    dockerfile: `FROM ${triton}:20210525.1\nUSER app\n`,
    only: ["eol-python"],
    remedies: ["Move to a release of nvcr.io/nvidia/tritonserver, as Microsoft's example does."],
    fixed: null,
    notices: [
      "Not fixed (eol-python): nvcr.io/nvidia/tritonserver is on another registry, with tags of its own.",
    ],
    after: ["1:6 eol-python", "1:6 unlisted-image", "1:6 unverified-image", "1:6 unverified-tag"],
  },
  {
    name: "on a mirror, text and fix name the mirror",
    dockerfile: `FROM ${contoso}/minimal-py312-inference:20250101.v1\n`,
    mirrors,
    remedies: [`Use ${contoso}/minimal-py312-inference:latest.`],
    fixed: `FROM ${contoso}/minimal-py312-inference:latest\n`,
    after: [],
  },
  {
    name: "the successor on a mirror",
    dockerfile: `FROM ${contoso}/minimal-ubuntu20.04-py38-cpu-inference\n`,
    mirrors,
    remedies: [`Move to ${contoso}/minimal-py312-inference:latest, ${moved}.`],
    fixed: `FROM ${contoso}/minimal-py312-inference\n`,
    after: [],
  },
  {
    name: "alternatives on a mirror",
    dockerfile: `FROM ${contoso}/inference-base-1804:latest\nUSER dockeruser\n`,
    mirrors,
    only: ["unlisted-image"],
    remedies: [
      `Move to ${contoso}/minimal-py312-inference:latest or ${contoso}/curated/minimal-py311-inference:latest${ends2204}, Microsoft's current CPU images.`,
    ],
    fixed: null,
    after: ["1:6 eol-os", "1:6 unlisted-image", "1:6 unverified-image"],
  },
  {
    name: "a mirror on Docker Hub",
    dockerfile: "FROM contoso/minimal-ubuntu20.04-py38-cpu-inference:latest\n",
    mirrors: [{ prefix: "docker.io/contoso", instead: azureml }],
    remedies: [`Move to contoso/minimal-py312-inference:latest, ${moved}.`],
    fixed: "FROM contoso/minimal-py312-inference:latest\n",
    after: [],
  },
  {
    name: "a mirror that does not cover the successor",
    dockerfile: "FROM contoso.azurecr.io/py38:latest\n",
    mirrors: [{ prefix: "contoso.azurecr.io/py38", instead: py38 }],
    remedies: [
      `Move to ${py312}:latest, ${moved}, the registry, since the mirror does not cover it.`,
    ],
    fixed: null,
    notices: [
      "Not fixed (eol-os, eol-python, unsupported-image): the mirror does not cover azureml/minimal-py312-inference.",
    ],
    after: ["1:6 eol-os", "1:6 eol-python", "1:6 unsupported-image"],
  },
  {
    name: "a mirror's latest that is old",
    dockerfile: `FROM ${contoso}/minimal-py312-inference\n`,
    mirrors,
    registry: fakeRegistry({
      [py312]: { tags: ["latest"], images: { latest: { created: "2026-11-01" } } },
      [`${contoso}/minimal-py312-inference`]: {
        tags: ["latest"],
        images: { latest: { created: "2026-04-30" } },
      },
    }),
    remedies: [`Update ${contoso}/minimal-py312-inference:latest from ${py312}:latest.`],
    fixed: null,
    notices: ["Not fixed (stale-tag): no newer tag of this image is known."],
    after: ["1:6 stale-tag"],
  },
  {
    name: "with floating-tag on, a tag in the window",
    dockerfile: `FROM ${py311}:10\n`,
    pins: true,
    remedies: [`Use ${py311}:56${ends2204}, in the support window.`],
    fixed: `FROM ${py311}:56\n`,
    after: [],
  },
  {
    name: "with floating-tag on and no tag that is proven",
    dockerfile: `FROM ${py312}:20250101.v1\n`,
    pins: true,
    remedies: [`Use ${py312} (pin a tag in the support window).`],
    fixed: null,
    notices: [
      "Not fixed (stale-tag): floating-tag does not accept latest, and no tag is known to be in the support window.",
    ],
    after: ["1:6 stale-tag"],
  },
  {
    name: "with floating-tag on, the tag of the successor",
    dockerfile: `FROM ${py38}:latest\n`,
    pins: true,
    asOf: "2026-09-16",
    remedies: [`Move to ${py312}:20260316.v1, ${moved}.`],
    fixed: `FROM ${py312}:20260316.v1\n`,
    after: [],
  },
  {
    name: "with floating-tag on and no tag of the successor that is proven",
    dockerfile: `FROM ${py38}\n`,
    pins: true,
    remedies: [`Move to ${py312} (pin a tag in the support window), ${moved}.`],
    fixed: null,
    notices: [
      "Not fixed (eol-os, eol-python, unsupported-image): floating-tag does not accept latest, and no tag is known to be in the support window.",
    ],
    after: ["1:6 eol-os", "1:6 eol-python", "1:6 floating-tag", "1:6 unsupported-image"],
  },
  {
    name: "a digest goes, and the run says so",
    dockerfile: `ARG I=${py312}:20250219.v1@${unheard}\nFROM $I\n`,
    remedies: [`Use ${py312}:latest; this unpins the image.`],
    fixed: `ARG I=${py312}:latest\nFROM $I\n`,
    notices: [
      "Fixed (stale-tag): Change the tag 20250219.v1 and its digest to latest; this unpins the image.",
    ],
    after: [],
  },
  {
    name: "a digest alone",
    dockerfile: `FROM ${py39}@${seen}\n`,
    only: ["stale-tag"],
    asOf: "2025-09-30",
    remedies: [`Use ${py39}:latest (its Python 3.9 ends on 2025-10-31); this unpins the image.`],
    fixed: `FROM ${py39}:latest\n`,
    notices: ["Fixed (stale-tag): Change the digest to the tag latest; this unpins the image."],
    after: ["1:6 support-ending"],
  },
  {
    name: "the successor of an image with a digest",
    dockerfile: `FROM ${py38}:latest@${unheard}\nUSER dockeruser\n`,
    only: ["unsupported-image", "eol-os"],
    remedies: [`Move to ${py312}:latest, ${moved}; this unpins the image.`],
    fixed: `FROM ${py312}:latest\nUSER dockeruser\n`,
    notices: [
      `Fixed (eol-os, unsupported-image): Move to ${py312}:latest, ${moved}; this unpins the image.`,
    ],
    after: [],
  },
  {
    name: "a name that is assembled from two ARGs",
    dockerfile: `ARG UBUNTU=20.04\nARG PY=38\nFROM ${azureml}/minimal-ubuntu\${UBUNTU}-py\${PY}-cpu-inference\n`,
    remedies: [`Move to ${py312}:latest, ${moved}.`],
    fixed: null,
    notices: [
      "Not fixed (eol-os, eol-python, unsupported-image): the name is assembled from ARG UBUNTU and ARG PY.",
    ],
    after: ["3:6 eol-os", "3:6 eol-python", "3:6 unsupported-image"],
  },
  {
    name: "a tag that another image uses as well, and the same reason in two places",
    dockerfile: `ARG TAG=20250101.v1\nFROM ${py312}:$TAG AS a\nFROM ${py311}-x:$TAG\nFROM ${py312}:$TAG\n`,
    only: ["stale-tag"],
    remedies: [`Use ${py312}:latest.`],
    fixed: null,
    notices: ["Not fixed (stale-tag): ARG TAG sets another image, too; the same in 1 more place."],
    after: [
      "2:6 stale-tag",
      "3:6 unlisted-image",
      "3:6 unverified-image",
      "3:6 unverified-tag",
      "4:6 stale-tag",
    ],
  },
  {
    name: "a tag over two lines",
    dockerfile: `FROM ${py312}:2025\\\n0101.v1\n`,
    remedies: [`Use ${py312}:latest.`],
    fixed: null,
    notices: ["Not fixed (stale-tag): the tag is written over several lines or with escapes."],
    after: ["1:6 stale-tag"],
  },
  {
    name: "a build argument",
    dockerfile: `ARG TAG=latest\nFROM ${py312}:$TAG\n`,
    buildArgs: { TAG: "20250101.v1" },
    remedies: [`Use ${py312}:latest.`],
    fixed: null,
    notices: [
      `Not fixed (stale-tag): The tag comes from the build argument TAG: change it there, to get ${py312}:latest.`,
    ],
    after: ["2:6 stale-tag"],
  },
  {
    name: "the name of the image's user",
    dockerfile: `FROM ${py312}\nUSER root\n`,
    remedies: ["End the stage with USER dockeruser, the image's default user."],
    fixed: `FROM ${py312}\nUSER root\nUSER dockeruser\n`,
    after: [],
  },
  {
    name: "the number of the image's user beside its name",
    dockerfile: `FROM ${py312}\nUSER root\n`,
    registry: fakeRegistry({
      [py312]: { tags: ["latest"], images: { latest: { user: "1000:1000" } } },
    }),
    remedies: [
      "End the stage with USER 1000:1000, the image's default user (by name: USER dockeruser).",
    ],
    fixed: `FROM ${py312}\nUSER root\nUSER 1000:1000\n`,
    after: [],
  },
  {
    name: "the number where the name is the newer fact",
    dockerfile: `FROM ${py312}\nUSER 0\n`,
    registry: fakeRegistry(
      {
        [py312]: { tags: ["latest"], images: { latest: { user: "1000", created: "2025-01-01" } } },
      },
      "2025-01-02",
    ),
    remedies: [
      "End the stage with USER dockeruser, the image's default user (by number: USER 1000).",
    ],
    fixed: `FROM ${py312}\nUSER 0\nUSER dockeruser\n`,
    after: [],
  },
  {
    name: "an image whose own user is root",
    dockerfile: `FROM ${py312}\nUSER root\n`,
    registry: fakeRegistry({ [py312]: { tags: ["latest"], images: { latest: { user: "0" } } } }),
    remedies: ["Create a user and end the stage with USER and its name."],
    fixed: null,
    notices: ["Not fixed (root-user): no user of the image is known that is not root."],
    after: ["2:6 root-user"],
  },
  {
    name: "a stage that ends in a template",
    dockerfile: `FROM ${py312}\nUSER root\n{% if x %}\nRUN a\n{% endif %}\n`,
    only: ["root-user"],
    remedies: ["End the stage with USER dockeruser, the image's default user."],
    fixed: null,
    notices: [
      "Not fixed (root-user): where the stage ends depends on a template, or the file ends within an instruction.",
    ],
    after: ["2:6 root-user"],
  },
  {
    name: "a suppression that only its author can mend",
    dockerfile: `# inferlint: ignore[stale-tag]\nFROM ${py312}\n`,
    remedies: ["Add one: # inferlint: ignore[stale-tag] -- why."],
    fixed: null,
    notices: ["Not fixed (unused-suppression): only its author knows what it is for."],
    after: ["1:1 unused-suppression"],
  },
  {
    name: "an image that is only copied from, and nothing of its Python",
    dockerfile: `FROM scratch\nCOPY --from=${py39}:20230101.v1 /srv/a /a\n`,
    remedies: [`Use ${py39}:latest.`],
    fixed: `FROM scratch\nCOPY --from=${py39}:latest /srv/a /a\n`,
    after: [],
  },
  {
    name: "a successor that is about to lose its support",
    dockerfile: `FROM ${gpu38}:latest\n`,
    asOf: "2027-02-01",
    remedies: [
      `Choose an image with newer releases from ${frozenCatalogue.list.name}: support for Ubuntu 22.04 in ${gpu312} ends on 2027-04-01.`,
    ],
    fixed: null,
    notices: [
      "Not fixed (eol-os, eol-python, unsupported-image): support for Ubuntu 22.04 in azureml/curated/minimal-py312-cuda12.4-inference ends on 2027-04-01.",
    ],
    after: ["1:6 eol-os", "1:6 eol-python", "1:6 unsupported-image"],
  },
];

describe("remedies and fixes, applied and checked again", () => {
  test.each(cases)("$name", async ({ dockerfile, remedies, fixed, notices = [], ...item }) => {
    const run = await fixAndCheck(dockerfile, item);
    expect([...new Set(run.before.map(({ message }) => message.remedy.text))]).toEqual(remedies);
    expect(run.text).toBe(fixed ?? dockerfile);
    expect(run.notices).toEqual(notices);
    expect(run.after.map(placeOf)).toEqual(item.after);
  });
});

/** Where the image of a Dockerfile comes from, and how it is pinned. */
const ways: readonly (FixSituation & { readonly from: string })[] = [
  { from: azureml },
  { from: azureml, pins: true },
  { from: contoso, mirrors },
  { from: contoso, mirrors, pins: true },
  { from: azureml, asOf: "2027-02-01" },
];

describe.each(ways)("no remedy for any image leads to one that a rule reports: %o", (way) => {
  test.each(frozenCatalogue.inferenceRepositories)("%s", async (repository) => {
    const name = repository.replace("azureml", way.from);
    for (const tail of ["", ":latest", ":20230101.v1", ":1", `:20230101.v1@${unheard}`]) {
      const findings = await findingsOf(`FROM ${name}${tail}\n`, way);
      for (const { ruleId, message } of findings) {
        const { text } = message.remedy;
        if (tail.includes("@") && text.startsWith("Move to mcr")) expect(text).toContain("unpins");
        if (way.mirrors) expect(`${ruleId}: ${text}`).not.toMatch(/(?:to|Use|or) mcr\.microsoft/);
        if (way.pins === true) expect(`${ruleId}: ${text}`).not.toContain("latest");
        for (const reference of referencesIn(message.remedy))
          expect(
            await rulesOf(reference, reference.startsWith(`${name}:`), way),
            `${name}${tail}: ${ruleId}: ${text}`,
          ).toEqual([]);
      }
    }
  });
});

/** The rules that report an image. That the support of an image ends soon is no reason to keep an old tag of it. */
async function rulesOf(
  reference: string,
  isSameImage: boolean,
  way: FixSituation,
): Promise<readonly string[]> {
  const findings = await findingsOf(`FROM ${reference}\n`, way);
  const rules = findings.map(({ ruleId }) => ruleId);
  return rules.filter((ruleId) => !isSameImage || ruleId !== "support-ending");
}

function placeOf({ region, ruleId }: Finding): string {
  return `${region.startLine}:${region.startColumn} ${ruleId}`;
}
