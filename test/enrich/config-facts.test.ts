import { describe, expect, test } from "vitest";
import { defaultImagePolicy } from "../../src/config/index.ts";
import type { EnrichedImage } from "../../src/domain/build/enriched-build.ts";
import type { ImageFacts } from "../../src/domain/image/image-facts.ts";
import type { RegistrySource } from "../../src/domain/image/registry-source.ts";
import type { RuleOptions } from "../../src/domain/rule/rule.ts";
import { queriesToShow } from "../../src/enrich/index.ts";
import { inspect } from "../../src/pipeline/inspect.ts";
import { factLines } from "../../src/report/image/facts.ts";
import { styleOf } from "../../src/report/style.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import type { FakeRepository } from "../support/fake-registry.ts";
import { digestOf, fakeRegistry } from "../support/fake-registry.ts";
import { frozenCatalogue } from "../support/frozen-catalogue.ts";
import { check } from "../support/rule-tester.ts";
import { plainRunSettings } from "../support/settings.ts";

// What the config of an image states of its operating system, CUDA and conda, beside the catalogue and its name.

const mcr = "mcr.microsoft.com";
const py312 = `${mcr}/azureml/minimal-py312-inference`;
const py311 = `${mcr}/azureml/curated/minimal-py311-inference`;
const cuda = `${mcr}/azureml/curated/minimal-py312-cuda12.4-inference`;
const named = `${mcr}/azureml/unheard-of-ubuntu20.04-py38-cuda11.6-gpu-inference`;
const copy = "contoso.azurecr.io/mcr/azureml/minimal-py312-inference";
const mirrors = [{ prefix: "contoso.azurecr.io/mcr/azureml", instead: `${mcr}/azureml` }];
const dated = "20261030.v1";

/** The image of `FROM`, with its facts. */
async function imageOf(reference: string, source: RegistrySource | null): Promise<EnrichedImage> {
  const { builds } = await inspect({
    cwd: "/tree",
    paths: [],
    stdin: { path: "Dockerfile", bytes: Buffer.from(`FROM ${reference}\n`) },
    asOf: calendarDate("2026-11-23"),
    settings: plainRunSettings({ images: { ...defaultImagePolicy(), mirrors } }),
    forceExclude: false,
    catalogue: frozenCatalogue,
    queries: queriesToShow,
    session: source && {
      answeredBy: "registry",
      sourceFor: () => source,
      onUnresolved: () => undefined,
      conclude: () => undefined,
      isIncomplete: () => false,
    },
  });
  const image = builds[0]?.images[0];
  if (!image) throw new Error(`no image ${reference}`);
  return image;
}

async function factsOf(reference: string, source: RegistrySource | null): Promise<ImageFacts> {
  const { facts } = await imageOf(reference, source);
  if (!facts) throw new Error(`no facts about ${reference}`);
  return facts;
}

const registryOf = (
  repository: string,
  image: NonNullable<FakeRepository["images"]>[string],
  answeredOn?: string,
) =>
  fakeRegistry(
    {
      [repository]: {
        tags: ["1000", dated, "latest"],
        images: { "1000": image, [dated]: image, latest: image, [digestOf("a")]: image },
      },
    },
    answeredOn,
  );
const ubuntu2204 = { os: "ubuntu22.04", cuda: "12.4.1", condaPath: "/azureml-envs/own" };
const ended = { os: "ubuntu20.04" };
const byRegistry = { name: mcr, asOf: "2026-11-23" };

describe("what no other source states", () => {
  test.each([`:${dated}`, "", ":latest", `@${digestOf("a")}`])(
    "is what the config states, of %j",
    async (name) => {
      const facts = await factsOf(`${py312}${name}`, registryOf(py312, ubuntu2204));
      expect(facts.os).toMatchObject({
        ...{ value: "ubuntu22.04", confidence: "high", source: byRegistry },
      });
      expect(facts.osCycle).toMatchObject({ product: "ubuntu", cycle: "22.04" });
      expect(facts.condaPath).toBe("/azureml-envs/own");
    },
  );

  test("stays unknown where the config does not state it either", async () => {
    const { os, osCycle, condaPath } = await factsOf(`${py312}:${dated}`, registryOf(py312, {}));
    const why = "the catalogue does not state it, nor does its config";
    expect([os, osCycle]).toEqual([{ known: false, why }, null]);
    expect(condaPath).toBe((await factsOf(py312, null)).condaPath);
  });

  test("is of medium confidence where latest may have moved since", async () => {
    const confidenceOf = async (answeredOn: string) =>
      (await factsOf(py312, registryOf(py312, ubuntu2204, answeredOn))).os;
    expect(await confidenceOf("2026-11-16")).toMatchObject({ confidence: "high" });
    expect(await confidenceOf("2026-11-15")).toMatchObject({ confidence: "medium" });
    const { os } = await factsOf(`${py312}:${dated}`, registryOf(py312, ubuntu2204, "2026-11-15"));
    expect(os).toMatchObject({ confidence: "high" });
  });

  test("of a mirror is that of what it is a copy of only by its digest", async () => {
    const registry = registryOf(py312, ubuntu2204);
    expect((await factsOf(`${copy}:${dated}`, registry)).os.known).toBe(false);
    expect((await factsOf(copy, registry)).os.known).toBe(false);
    const byDigest = await factsOf(`${copy}@${digestOf("a")}`, registry);
    expect(byDigest.os).toMatchObject({ value: "ubuntu22.04" });
    const own = fakeRegistry({ [copy]: { tags: [dated], images: { [dated]: ended } } });
    expect((await factsOf(`${copy}:${dated}`, own)).os).toMatchObject({ value: "ubuntu20.04" });
  });
});

describe("a config that another source contradicts", () => {
  test("counts more than the catalogue, and the finding shows both", async () => {
    const { os, osCycle } = await factsOf(`${py311}:1000`, registryOf(py311, ended));
    expect(os).toMatchObject({
      ...{ value: "ubuntu20.04", confidence: "high", source: byRegistry },
      other: { value: "ubuntu22.04", source: { asOf: "2026-07-23" } },
    });
    expect(osCycle).toMatchObject({ cycle: "20.04" });
  });

  test("counts more than the name, with medium confidence", async () => {
    const { os, cuda: version } = await factsOf(`${named}:1000`, registryOf(named, ubuntu2204));
    const fromName = { name: "the image name", asOf: null };
    expect(os).toMatchObject({
      ...{ value: "ubuntu22.04", confidence: "medium", source: byRegistry },
      other: { value: "ubuntu20.04", source: fromName },
    });
    expect(version).toMatchObject({
      ...{ value: "12.4.1", confidence: "medium", other: { value: "11.6", source: fromName } },
    });
  });

  test("is shown with what it contradicts", async () => {
    const text = factLines(
      await imageOf(`${named}:1000`, registryOf(named, ubuntu2204)),
      styleOf(false),
    ).join("\n");
    expect(text).toMatch(/^ {2}operating system +ubuntu22\.04 \(mcr\.microsoft\.com, 2026-/m);
    expect(text).toMatch(/^ {2}operating system elsewhere +ubuntu20\.04 \(the image name\)$/m);
    expect(text).toMatch(/^ {2}CUDA elsewhere +11\.6 \(the image name\)$/m);
    const agreed = await imageOf(`${named}:1000`, registryOf(named, ended));
    expect(factLines(agreed, styleOf(false)).join("\n")).not.toContain("elsewhere");
  });

  test("counts more than a catalogue that the name agrees with, with medium confidence", async () => {
    const { cuda: version } = await factsOf(`${cuda}:1000`, registryOf(cuda, { cuda: "12.8.0" }));
    expect(version).toMatchObject({
      ...{ value: "12.8.0", confidence: "medium", other: { value: "12.4" } },
    });
  });

  test("of an older latest counts less than a newer catalogue", async () => {
    const older = await factsOf(py311, registryOf(py311, ended, "2026-07-22"));
    expect(older.os).toMatchObject({
      ...{ value: "ubuntu22.04", other: { value: "ubuntu20.04", source: { asOf: "2026-07-22" } } },
    });
    const newer = await factsOf(py311, registryOf(py311, ended, "2026-07-24"));
    expect(newer.os).toMatchObject({ value: "ubuntu20.04", confidence: "medium" });
  });
});

describe("a config that agrees", () => {
  test("changes nothing, also where it is more exact", async () => {
    for (const version of ["12.4", "12.4.1"]) {
      const agreeing = registryOf(cuda, { os: "ubuntu22.04", cuda: version });
      const { os, cuda: stated } = await factsOf(`${cuda}:20`, agreeing);
      const offline = await factsOf(`${cuda}:20`, null);
      expect(stated).toMatchObject({ value: "12.4" });
      expect([os.known && os.value, offline.os.known && offline.os.value]).toEqual([
        "ubuntu22.04",
        "ubuntu22.04",
      ]);
    }
    const other = await factsOf(`${cuda}:1000`, registryOf(cuda, { cuda: "12.41" }));
    expect(other.cuda).toMatchObject({ value: "12.41" });
  });

  test("makes certain what only the name says", async () => {
    const { os } = await factsOf(`${named}:1000`, null);
    expect(os).toMatchObject({ value: "ubuntu20.04", confidence: "medium" });
    const confirmed = await factsOf(`${named}:1000`, registryOf(named, ended));
    expect(confirmed.os).toEqual({
      ...{ known: true, value: "ubuntu20.04", confidence: "high" },
      source: { ...byRegistry, answeredAt: "2026-11-23T12:00:00Z" },
    });
  });
});

describe("the config is asked for", () => {
  const off = (...ids: readonly string[]): Readonly<Record<string, RuleOptions | "off">> =>
    Object.fromEntries(ids.map((id) => [id, "off"] as const));
  const askedFor = async (
    dockerfile: string,
    others: Readonly<Record<string, RuleOptions | "off">> = {},
  ): Promise<readonly string[]> => {
    const image = { os: "ubuntu22.04" };
    const names = { tags: [dated, "20261001.v1", "latest"], images: { latest: image } };
    const registry = fakeRegistry({ [py312]: names, [py311]: names, [cuda]: names });
    await check({ dockerfile, registry, mirrors, others });
    return registry.asked;
  };

  test.each([
    ["of a tag", `FROM ${py312}:${dated}\nUSER app\n`, [`${py312}:${dated}`]],
    ["of latest", `FROM ${py312}\nUSER app\n`, [`${py312}:latest`]],
    [
      "of each tag once",
      `FROM ${py312}:${dated} AS a\nFROM ${py312}:20261001.v1 AS b\nFROM ${py312}:${dated}\nUSER app\n`,
      [`${py312}:${dated}`, `${py312}:20261001.v1`],
    ],
  ])("where nothing else states the system, %s", async (_, dockerfile, images) => {
    // The list is asked for as before: it answers which tags there are, and advice names the newest.
    const tags = `tags ${py312}`;
    const asked = await askedFor(dockerfile);
    expect(asked.filter((question) => question !== tags)).toEqual(
      images.map((image) => `image ${image}`),
    );
    expect(asked.filter((question) => question === tags)).toHaveLength(1);
    const only = off("unknown-tag", "floating-tag");
    expect(await askedFor(dockerfile, only)).toEqual(images.map((image) => `image ${image}`));
  });

  test.each([
    ["where the catalogue states it", `FROM ${py311}:latest\nUSER app\n`, {}],
    ["where the name states it", `FROM ${named}:latest\nUSER app\n`, {}],
    [
      "where no rule needs it",
      `FROM ${py312}:${dated}\nUSER app\n`,
      off("eol-os", "support-ending"),
    ],
    ["of a copy, whose own config it is not", `FROM ${copy}:${dated}\nUSER app\n`, {}],
    ["where the tag is a template", `FROM ${py312}:{{tag}}\nUSER app\n`, {}],
  ])("not %s", async (_, dockerfile, others) => {
    const asked = await askedFor(dockerfile, others);
    expect(asked.filter((question) => question.startsWith("image"))).toEqual([]);
  });

  test("for either of the rules", async () => {
    const dockerfile = `FROM ${py312}\nUSER app\n`;
    const others = off("unknown-tag", "floating-tag");
    const image = [`image ${py312}:latest`];
    expect(await askedFor(dockerfile, { ...others, ...off("eol-os") })).toEqual(image);
    expect(await askedFor(dockerfile, { ...others, ...off("support-ending") })).toEqual(image);
  });

  test("not of successors and remedies", async () => {
    const dockerfile = `FROM ${mcr}/azureml/minimal-ubuntu18.04-py37-cpu-inference:latest\n`;
    expect((await askedFor(dockerfile)).filter((question) => question.includes(py312))).toEqual([]);
  });

  test("and a failure leaves the existence to the list", async () => {
    const denied = { kind: "unreachable", why: "it refused the connection" } as const;
    const registry = fakeRegistry({ [py312]: { tags: [dated], images: { [dated]: denied } } });
    const open: string[] = [];
    const { findings } = await check({
      dockerfile: `FROM ${py312}:${dated}\nUSER app\nFROM ${py312}:20251001.v1\n`,
      registry,
      onUnresolved: (_, question, { kind }) => open.push(`${kind} ${question}`),
    });
    expect(new Set(open)).toContain(`unreachable ${dated}`);
    const unknownTags = findings.filter(({ ruleId }) => ruleId === "unknown-tag");
    expect(unknownTags.map(({ image }) => image)).toEqual([`${py312}:20251001.v1`]);
  });
});

describe("eol-os", () => {
  const findingsOf = async (reference: string, registry: RegistrySource) => {
    const { findings } = await check({ dockerfile: `FROM ${reference}\nUSER app\n`, registry });
    return findings.filter(({ ruleId }) => ruleId === "eol-os");
  };

  test("fires by what only the config states", async () => {
    const name = `${mcr}/azureml/unheard-of-inference`;
    const [finding, ...more] = await findingsOf(`${name}:1000`, registryOf(name, ended));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ confidence: "high" });
    expect(finding?.evidence[0]).toEqual({
      ...{ fact: "os", value: "ubuntu20.04", source: mcr, asOf: "2026-11-23" },
      answeredAt: "2026-11-23T12:00:00Z",
    });
    expect(await findingsOf(`${name}:1000`, registryOf(name, ubuntu2204))).toEqual([]);
  });

  test("says what the name says where the config contradicts it", async () => {
    const name = `${mcr}/azureml/unheard-of-ubuntu22.04-inference`;
    const [finding] = await findingsOf(`${name}:1000`, registryOf(name, ended));
    expect(finding).toMatchObject({ confidence: "medium" });
    expect(finding?.evidence.slice(0, 2)).toMatchObject([
      { fact: "os", value: "ubuntu20.04", source: mcr },
      { fact: "os elsewhere", value: "ubuntu22.04", source: "the image name" },
    ]);
    expect(await findingsOf(`${named}:1000`, registryOf(named, ubuntu2204))).toEqual([]);
  });
});
