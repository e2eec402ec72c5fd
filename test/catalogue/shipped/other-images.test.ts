import { describe, expect, test } from "vitest";
import distroInfo from "../../../scripts/facts/collected/distro-info-data.json" with { type: "json" };
import type { RegistrySource } from "../../../src/domain/image/registry-source.ts";
import type { Finding } from "../../../src/domain/rule/finding.ts";
import { digestOf, fakeRegistry } from "../../support/fake-registry.ts";
import { findingsOf } from "../../support/fix-run.ts";
import { everyAzuremlImage } from "../../support/settings.ts";
import { shippedCatalogue, shippedData, shippedDay } from "../../support/shipped-catalogue.ts";

// With `images.include: ["azureml/**"]`, on the facts that ship: what no refresh changes, since versions are published once.

const mcr = "mcr.microsoft.com/azureml";

function findingsOfImage(image: string, registry?: RegistrySource): Promise<readonly Finding[]> {
  return findingsOf(`FROM ${mcr}/${image}\n`, {
    asOf: shippedDay > "2026-11-23" ? shippedDay : "2026-11-23",
    catalogue: shippedCatalogue,
    images: everyAzuremlImage,
    ...(registry && { registry }),
  });
}

/** Rules, each once. */
const rulesOf = async (image: string): Promise<readonly string[]> => [
  ...new Set((await findingsOfImage(image)).map(({ ruleId }) => ruleId)),
];

describe("other images are checked for what is known of them", () => {
  test.each<readonly [string, readonly string[]]>([
    ["openmpi3.1.2-ubuntu18.04", ["eol-os", "root-user", "unsupported-image"]],
    ["openmpi4.1.0-ubuntu20.04:20240401.v1", ["eol-os", "root-user", "unsupported-image"]],
    ["openmpi4.1.0-cuda11.8-cudnn8-ubuntu22.04", ["root-user", "unsupported-image"]],
    ["intelmpi2018.3-ubuntu16.04", ["eol-os", "root-user", "unsupported-image"]],
    ["base:openmpi3.1.2-ubuntu18.04", ["eol-os", "root-user"]],
    ["base-gpu:openmpi3.1.2-cuda10.1-cudnn7-ubuntu18.04", ["eol-os", "root-user"]],
    ["aml-triton", ["eol-os", "root-user"]],
    // Named in public, but nothing shows that it was published.
    ["openmpi4.1.0-cuda11.7-cudnn8-ubuntu20.04", ["eol-os", "unverified-image"]],
    ["curated/sklearn-1.0:3", ["eol-os", "root-user"]],
    ["curated/lightgbm-3.3:20", ["eol-os", "root-user"]],
    ["curated/acpt-pytorch-2.2-cuda12.1:2", ["eol-os", "root-user"]],
    ["aifx/stable-ubuntu2004-cu117-py38-torch200", ["eol-os", "unverified-image"]],
    ["promptflow/promptflow-runtime-stable", ["unverified-image"]],
    ["curated/general-langchain-app-deployment", ["unverified-image"]],
  ])("%s", async (image, rules) => {
    // Some environments may be withdrawn one day.
    const found = (await rulesOf(image)).filter(
      (id) => rules.includes(id) || id !== "unsupported-image",
    );
    expect(found).toEqual(rules);
  });

  test.each([
    "openmpi4.1.0-ubuntu22.04:20230601.v1",
    "openmpi5.0-ubuntu24.04",
    "curated/acpt-pytorch-2.2-cuda12.1:55",
    "curated/responsibleai-tabular",
  ])(
    "%s has an operating system in support, and no rule about lists, ages or Python",
    async (image) => {
      const asked = ["unlisted-image", "stale-tag", "unverified-tag", "eol-python"];
      expect((await rulesOf(image)).filter((id) => asked.includes(id))).toEqual([]);
      expect(await rulesOf(image)).toContain("root-user");
    },
  );
});

test("a remedy stays in the family, or names none", async () => {
  for (const [name, { family }] of Object.entries(shippedData.images.repositories)) {
    if (!["base", "curated", "acpt", "promptflow", "assets"].includes(family)) continue;
    for (const { message, ruleId } of await findingsOfImage(name.slice("azureml/".length))) {
      const [, to] = /mcr\.microsoft\.com\/(azureml\/[^\s:@]+)/.exec(message.remedy.action) ?? [];
      const target = to === undefined ? null : shippedData.images.repositories[to];
      expect(target?.family ?? family, `${ruleId} of ${name}`).toBe(family);
    }
  }
});

test("of files for other images the remedy is its own latest", async () => {
  const assets = `${mcr}/o16n-base/python-assets`;
  const registry = fakeRegistry({
    [assets]: { tags: ["20250310.v1", "latest"], images: { latest: { digest: digestOf("a") } } },
  });
  const findings = await findingsOfImage("o16n-base/python-assets:20200101.v1", registry);
  const unknown = findings.find(({ ruleId }) => ruleId === "unknown-tag");
  expect(unknown?.message.remedy.text).toBe("Use latest, or correct the tag.");
});

describe("distro-info-data decides on the releases of Ubuntu and Debian wherever it has a day", () => {
  const cycles = new Map(Object.entries(shippedData.cycles.cycles));
  test.each(Object.entries(distroInfo.cycles))("%s", (name, ends) => {
    const own = cycles.get(name);
    for (const key of ["endOfLife", "endOfExtendedLife"] as const) {
      const day = (ends as Partial<Record<typeof key, string>>)[key];
      if (own !== undefined && day !== undefined) expect([key, own[key]]).toEqual([key, day]);
    }
  });
});
