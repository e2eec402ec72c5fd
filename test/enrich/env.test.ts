import { describe, expect, test } from "vitest";
import type { ImageEnv } from "../../src/domain/image/image-facts.ts";
import type { Known } from "../../src/domain/image/known.ts";
import type { RegistrySource } from "../../src/domain/image/registry-source.ts";
import type { Queries } from "../../src/enrich/index.ts";
import { queriesOf, queriesToShow } from "../../src/enrich/index.ts";
import { defaultSupportWindow } from "../../src/domain/image/tag-age.ts";
import { defaultImagePolicy } from "../../src/config/index.ts";
import { inspect } from "../../src/pipeline/inspect.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { digestOf, fakeRegistry } from "../support/fake-registry.ts";
import { enabledRules, plainRunSettings } from "../support/settings.ts";

// Which variables an image sets, as far as its config was read.

const mcr = "mcr.microsoft.com";
const py312 = `${mcr}/azureml/minimal-py312-inference`;
/** The catalogue has no variables of it. */
const base2204 = `${mcr}/azureml/inference-base-2204`;
const mlflow = `${mcr}/azureml/curated/mlflow-py312-inference`;
const copy = "contoso.azurecr.io/mcr/azureml/minimal-py312-inference";
const mirrors = [{ prefix: "contoso.azurecr.io/mcr/azureml", instead: `${mcr}/azureml` }];

const dockeruser = { env: ["AML_APP_ROOT", "PATH"] };
const registry = fakeRegistry({
  [py312]: {
    tags: ["20261030.v1", "latest"],
    images: { "20261030.v1": dockeruser, latest: dockeruser, [digestOf("a")]: dockeruser },
  },
  [mlflow]: { tags: ["3", "4"], images: { "3": { env: ["ONLY"] }, "4": { env: null } } },
  [base2204]: {
    tags: ["20261030.v1", "20261031.v1"],
    images: { "20261030.v1": { env: null }, "20261031.v1": {} },
  },
});
const withMirror = fakeRegistry({
  [py312]: { tags: ["20261030.v1"], images: { "20261030.v1": dockeruser } },
  [copy]: { tags: ["20261030.v1"], images: { "20261030.v1": { env: ["OTHER"] } } },
});

/** What `lint` asks registries with all rules on but those that need the operating system: for that it asks for every config. */
const linting = queriesOf({
  rules: enabledRules(({ queries = [] }) => (queries.includes("os") ? "off" : {})),
  supportWindow: defaultSupportWindow,
});

/** The variables of each image reference of a Dockerfile, and the registry's open questions. */
async function envsOf(
  dockerfile: string,
  source: RegistrySource | null,
  queries: Queries = linting,
): Promise<{
  readonly envs: readonly (Known<ImageEnv> | undefined)[];
  readonly open: readonly string[];
}> {
  const open: string[] = [];
  const { builds } = await inspect({
    cwd: "/tree",
    paths: [],
    stdin: { path: "Dockerfile", bytes: Buffer.from(dockerfile) },
    asOf: calendarDate("2026-11-23"),
    settings: plainRunSettings({ images: { ...defaultImagePolicy(), mirrors } }),
    forceExclude: false,
    queries,
    session: source && {
      answeredBy: "registry",
      sourceFor: () => source,
      onUnresolved: (_, question, { kind }) => open.push(`${kind} ${question}`),
      conclude: () => undefined,
      isIncomplete: () => false,
    },
  });
  return { envs: (builds[0]?.images ?? []).map(({ facts }) => facts?.env), open };
}

const sets = (...names: readonly string[]) => ({
  known: true,
  value: { names, complete: true },
  source: { name: mcr, asOf: "2026-11-23", answeredAt: "2026-11-23T12:00:00Z" },
  confidence: "high",
});
const unknown = { known: false, why: "the catalogue does not state it" };

describe("the variables that an image sets", () => {
  test.each([
    ["by its tag", `FROM ${py312}:20261030.v1\nUSER $X\n`],
    ["by latest", `FROM ${py312}\nUSER $X\n`],
    ["by its digest", `FROM ${py312}@${digestOf("a")}\nUSER $X\n`],
    ["by its digest on a mirror", `FROM ${copy}@${digestOf("a")}\nUSER $X\n`],
    ["where a later stage ships", `FROM ${py312} AS a\nFROM a\nUSER $X\n`],
    ["where the USER is a parent's", `FROM ${py312} AS a\nUSER $X\nFROM a\n`],
    ["where only the group depends on them", `FROM ${py312}\nUSER app:$X\n`],
  ])("are those of its config, %s", async (_, dockerfile) => {
    const { envs, open } = await envsOf(dockerfile, registry);
    expect(envs).toEqual([sets("AML_APP_ROOT", "PATH")]);
    expect(open).toEqual([]);
  });

  test("are none where the config has none", async () => {
    expect((await envsOf(`FROM ${base2204}:20261031.v1\nUSER $X\n`, registry)).envs).toEqual([
      sets(),
    ]);
  });

  test("of a mirror that is asked are its own", async () => {
    const { envs } = await envsOf(`FROM ${copy}:20261030.v1\nUSER $X\n`, withMirror);
    expect(envs).toMatchObject([{ known: true, value: { names: ["OTHER"], complete: true } }]);
  });

  test.each([
    ["without a registry", `FROM ${py312}\nUSER $X\n`, null, linting],
    ["where a USER decides", `FROM ${py312}\nUSER app\n`, registry, linting],
    ["where the file sets the variable", `FROM ${py312}\nENV X=app\nUSER $X\n`, registry, linting],
    ["if no rule needs them", `FROM ${py312}\nUSER $X\n`, registry, { ...linting, user: "never" }],
    ["of a tag on a mirror that is not asked", `FROM ${copy}:latest\nUSER $X\n`, registry, linting],
    ["of what is absent", `FROM ${py312}:20261031.v1\nUSER $X\n`, registry, linting],
    ["of another platform", `FROM --platform=arm64 ${py312}\nUSER $X\n`, registry, linting],
  ] as const)("are unknown %s", async (_, dockerfile, source, queries) => {
    expect((await envsOf(dockerfile, source, queries)).envs).toEqual([unknown]);
  });

  test("that the catalogue knows are not all, and its config has all", async () => {
    const stated = {
      known: true,
      value: {
        names: [
          "AML_APP_ROOT",
          "AZUREML_CONDA_DEFAULT_ENVIRONMENT",
          "AZUREML_CONDA_ENVIRONMENT_PATH",
          "AZUREML_ENTRY_SCRIPT",
          "LD_LIBRARY_PATH",
          "PATH",
        ],
        complete: false,
      },
      source: {
        name: "Azure/azureml-assets@0b4d3d85f3:latest/environment/mlflow-py312-inference/context/Dockerfile",
        asOf: "2026-07-23",
      },
      confidence: "high",
    };
    const dockerfile = `FROM ${mlflow}:3\nUSER $X\n`;
    expect((await envsOf(dockerfile, null)).envs).toEqual([stated]);
    expect((await envsOf(`FROM ${mlflow}:4\nUSER $X\n`, registry)).envs).toEqual([stated]);
    expect((await envsOf(`FROM ${mlflow}:5\nUSER $X\n`, registry)).envs).toEqual([stated]);
    expect((await envsOf(dockerfile, registry)).envs).toEqual([sets("ONLY")]);
  });

  test("of a mirror and of Microsoft's own tag are not mixed up", async () => {
    const text = (base: string): string => `FROM ${base}:latest AS a\nFROM a\nUSER $X\n`;
    const both = `FROM ${copy}:latest AS own\nFROM ${py312}:latest\n`;
    const { envs } = await envsOf(both, registry, queriesToShow);
    expect(envs).toEqual([unknown, sets("AML_APP_ROOT", "PATH")]);
    expect((await envsOf(text(copy), registry)).envs).toEqual([unknown]);
    expect((await envsOf(text(py312), registry)).envs).toEqual([sets("AML_APP_ROOT", "PATH")]);
  });

  test("that were not recorded are unknown, and a lookup is unresolved", async () => {
    const { envs, open } = await envsOf(`FROM ${base2204}:20261030.v1\nUSER $X\n`, registry);
    expect(envs).toEqual([{ known: false, why: "its config was recorded without them" }]);
    expect(open).toEqual(["missing 20261030.v1"]);
  });

  test("that latest set a week ago are all, and later it may set others", async () => {
    const recordedOn = (day: string) =>
      fakeRegistry({ [py312]: { tags: ["20261030.v1"], images: { latest: dockeruser } } }, day);
    const latest = `FROM ${py312}\nUSER $X\n`;
    const names = ["AML_APP_ROOT", "PATH"];
    expect(await envsOf(latest, recordedOn("2026-11-16"))).toMatchObject({
      envs: [{ value: { names, complete: true } }],
      open: [],
    });
    expect(await envsOf(latest, recordedOn("2026-11-15"))).toMatchObject({
      envs: [{ value: { names, complete: false } }],
      open: ["outdated latest"],
    });
    expect(
      await envsOf(`FROM ${py312}:20261030.v1\nUSER $X\n`, recordedOn("2026-11-15")),
    ).toMatchObject({ envs: [{ value: { names: [], complete: true } }], open: [] });
  });

  test("that were not recorded leave nothing open where no rule needs them", async () => {
    expect((await envsOf(`FROM ${base2204}:20261030.v1\n`, registry)).open).toEqual([]);
    expect((await envsOf(`FROM ${base2204}:20261030.v1\nUSER app\n`, registry)).open).toEqual([]);
  });
});

describe("the config of an image is asked for", () => {
  const askedFor = async (dockerfile: string, queries: Queries): Promise<readonly string[]> => {
    const before = registry.asked.length;
    await envsOf(dockerfile, registry, queries);
    return registry.asked.slice(before);
  };

  test("once, for the image that the target is built on, where USER depends on its variables", async () => {
    const dockerfile = `FROM ${py312}:20261030.v1 AS builder\nUSER $X\nFROM ${base2204}:20261031.v1 AS base\nFROM base\nUSER $X\n`;
    const images = { ...linting, existence: false, window: null };
    expect(await askedFor(dockerfile, images)).toEqual([`image ${base2204}:20261031.v1`]);
  });

  test("to show it", async () => {
    expect(await askedFor(`FROM ${py312}:20261030.v1\nUSER app\n`, queriesToShow)).toContain(
      `image ${py312}:20261030.v1`,
    );
  });
});
