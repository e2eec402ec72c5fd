import type { SupportWindow } from "../../src/domain/image/tag-age.ts";
import { describe, expect, test } from "vitest";
import type { RegistrySource } from "../../src/domain/image/registry-source.ts";
import type { RuleOptions } from "../../src/domain/rule/rule.ts";
import { check } from "../support/rule-tester.ts";
import type { FakeRepository } from "../support/fake-registry.ts";
import { digestOf, fakeRegistry } from "../support/fake-registry.ts";

// What registries are asked for a Dockerfile, question by question, and what comes of the answers.

const mcr = "mcr.microsoft.com";
const py312 = `${mcr}/azureml/minimal-py312-inference`;
const py311 = `${mcr}/azureml/curated/minimal-py311-inference`;
const base2204 = `${mcr}/azureml/inference-base-2204`;
const unheardOf = `${mcr}/azureml/unheard-of-inference`;
const copy = "contoso.azurecr.io/mcr/azureml/minimal-py312-inference";
const mirrors = [{ prefix: "contoso.azurecr.io/mcr/azureml", instead: `${mcr}/azureml` }];
const rejected = { kind: "unreachable", why: "it refused the connection" } as const;

interface Case {
  readonly name: string;
  readonly dockerfile: string;
  readonly registry: Readonly<Record<string, FakeRepository>>;
  readonly answeredOn?: string;
  readonly asOf?: string;
  readonly mirrored?: boolean;
  readonly supportWindow?: SupportWindow;
  readonly others?: Readonly<Record<string, RuleOptions | "off">>;
  /** Everything that is asked, in order. */
  readonly queries: readonly string[];
  /** What is said about tag, existence and user: `rule message`, the beginning is enough. */
  readonly says: readonly (string | RegExp)[];
}

const aboutTags = ["stale-tag", "unverified-tag", "unknown-tag", "root-user", "unverified-image"];

const off = (...ids: readonly string[]) =>
  Object.fromEntries(ids.map((id) => [id, "off"] as const));
const onlyTags = off("unverified-image", "root-user");

/** `latest` of 2026-11-01: the window begins on 2026-05-01. */
const fresh: FakeRepository = {
  tags: ["20250101.v1", "20260430.v1", "20260501.v1", "20261030.v1", "latest"],
  images: { latest: { created: "2026-11-01" } },
};

const cases: readonly Case[] = [
  {
    name: "latest alone: the list",
    dockerfile: `FROM ${py312}\n`,
    registry: { [py312]: fresh },
    queries: [`tags ${py312}`],
    says: [],
  },
  {
    name: "latest alone, unknown-tag off: nothing",
    dockerfile: `FROM ${py312}:latest\n`,
    registry: { [py312]: fresh },
    others: off("unknown-tag"),
    queries: [],
    says: [],
  },
  {
    name: "a dated tag: the list and latest",
    dockerfile: `FROM ${py312}:20260430.v1\n`,
    registry: { [py312]: fresh },
    queries: [`tags ${py312}`, `image ${py312}:latest`],
    says: [
      `stale-tag '${py312}:20260430.v1' was published on 2026-04-30; Microsoft supports tags from 2026-05-01 on (6 months before latest, which is from 2026-11-01). Use ${py312}:latest, or 20261030.v1, which is in the support window.`,
    ],
  },
  {
    name: "the boundary day is supported",
    dockerfile: `FROM ${py312}:20260501.v1\n`,
    registry: { [py312]: fresh },
    queries: [`tags ${py312}`, `image ${py312}:latest`],
    says: [],
  },
  {
    name: "a dated tag, unknown-tag off: latest",
    dockerfile: `FROM ${py312}:20260430.v1\n`,
    registry: { [py312]: fresh },
    others: off("unknown-tag"),
    queries: [`image ${py312}:latest`],
    says: [/^stale-tag .*from 2026-11-01\)\. Use .*:latest\.$/],
  },
  {
    name: "a dated tag that no latest makes stale: the list",
    dockerfile: `FROM ${py312}:20261030.v1\n`,
    registry: { [py312]: fresh },
    queries: [`tags ${py312}`],
    says: [],
  },
  {
    name: "measured from today, latest decides nothing",
    dockerfile: `FROM ${py312}:20260430.v1\n`,
    registry: { [py312]: fresh },
    supportWindow: { months: 6, from: "today" },
    queries: [`tags ${py312}`],
    says: [/^stale-tag .* on are accepted \(6 months before 2026-11-23\)\./],
  },
  {
    name: "only rules that need no registry: nothing",
    dockerfile: `FROM ${py312}:20260430.v1\n`,
    registry: { [py312]: fresh },
    others: off("stale-tag", "unverified-tag", "unknown-tag", "root-user"),
    queries: [],
    says: [],
  },
  {
    name: "unverified-tag alone asks as stale-tag does",
    dockerfile: `FROM ${py312}:20260430.v1\n`,
    registry: { [py312]: fresh },
    others: off("stale-tag", "unknown-tag"),
    queries: [`image ${py312}:latest`],
    says: [],
  },
  {
    name: "one repository is asked once for many images",
    dockerfile: `FROM ${py312}:20260430.v1\nFROM ${py312}:20260501.v1\nFROM ${py312}\nFROM ${py312}:20250101.v1\n`,
    registry: { [py312]: fresh },
    others: onlyTags,
    queries: [`tags ${py312}`, `image ${py312}:latest`],
    says: [/^stale-tag .*:20260430\.v1'/, /^stale-tag .*:20250101\.v1'/],
  },
  {
    name: "an integer: its image, then latest; it exists, so no list",
    dockerfile: `FROM ${py311}:7\n`,
    registry: {
      [py311]: {
        tags: ["7", "latest"],
        images: { "7": { created: "2026-04-30" }, latest: { created: "2026-11-01" } },
      },
    },
    queries: [`image ${py311}:7`, `image ${py311}:latest`],
    says: [/^stale-tag '.*:7' was published on 2026-04-30; .* which is from 2026-11-01\)\./],
  },
  {
    name: "a digest, which the registry dates",
    dockerfile: `FROM ${base2204}@${digestOf("a")}\nUSER nobody\n`,
    registry: {
      [base2204]: {
        tags: ["latest"],
        images: { [digestOf("a")]: { created: "2026-04-30" }, latest: { created: "2026-11-01" } },
      },
    },
    others: onlyTags,
    queries: [`image ${base2204}@${digestOf("a")}`, `image ${base2204}:latest`],
    says: [/^stale-tag .* was published on 2026-04-30;/],
  },
  {
    name: "tag and digest: the digest's day, not the tag's",
    dockerfile: `FROM ${py312}:20250101.v1@${digestOf("a")}\n`,
    registry: {
      [py312]: {
        tags: ["latest"],
        images: { [digestOf("a")]: { created: "2026-11-02" }, latest: {} },
      },
    },
    queries: [`image ${py312}@${digestOf("a")}`],
    says: [],
  },
  {
    name: "tag and digest, of which the registry knows no day: the tag's",
    dockerfile: `FROM ${py312}:20250101.v1@${digestOf("a")}\n`,
    registry: {
      [py312]: {
        tags: ["latest"],
        images: { [digestOf("a")]: { created: null }, latest: { created: "2026-11-01" } },
      },
    },
    queries: [`image ${py312}@${digestOf("a")}`, `image ${py312}:latest`],
    says: [/^stale-tag .* was published on 2025-01-01;/],
  },
  {
    name: "tag and digest that is not there: the tag's day all the same",
    dockerfile: `FROM ${py312}:20250101.v1@${digestOf("gone")}\n`,
    registry: { [py312]: { tags: ["latest"], images: { latest: { created: "2026-11-01" } } } },
    queries: [`image ${py312}@${digestOf("gone")}`, `tags ${py312}`, `image ${py312}:latest`],
    says: [
      /^stale-tag .* was published on 2025-01-01;/,
      /^unknown-tag .* has no image with this digest\./,
    ],
  },
  {
    name: "no day in the config of an integer",
    dockerfile: `FROM ${py311}:1000\n`,
    registry: { [py311]: { tags: ["1000", "latest"], images: { "1000": { created: null } } } },
    others: onlyTags,
    queries: [`image ${py311}:1000`],
    says: [],
  },
  {
    name: "no day in the config of latest: that of its dated twin",
    dockerfile: `FROM ${py312}:20260430.v1\n`,
    registry: {
      [py312]: {
        tags: ["20260430.v1", "20261030.v1", "20261115.v1", "latest"],
        images: {
          latest: { created: null, digest: digestOf("x") },
          "20261030.v1": { digest: digestOf("x") },
        },
      },
    },
    queries: [
      `tags ${py312}`,
      `image ${py312}:latest`,
      `digest ${py312}:20261115.v1`,
      `digest ${py312}:20261030.v1`,
    ],
    says: [],
  },
  {
    name: "a twin that makes the tag stale",
    dockerfile: `FROM ${py312}:20260429.v1\n`,
    registry: {
      [py312]: {
        tags: ["20260429.v1", "20261030.v1", "latest"],
        images: {
          latest: { created: "2026-11-30", digest: digestOf("x") },
          "20261030.v1": { digest: digestOf("x") },
        },
      },
    },
    queries: [`tags ${py312}`, `image ${py312}:latest`, `digest ${py312}:20261030.v1`],
    says: [
      /^stale-tag .* Microsoft supports tags from 2026-04-30 on .* which is from 2026-10-30\)\./,
    ],
  },
  {
    name: "no day and no tag with the same digest: unverified, with the reason",
    dockerfile: `FROM ${base2204}:20260301.v1\n`,
    registry: {
      [base2204]: { tags: ["20260301.v1", "latest"], images: { latest: { created: null } } },
    },
    others: onlyTags,
    queries: [`tags ${base2204}`, `image ${base2204}:latest`, `digest ${base2204}:20260301.v1`],
    says: [
      /^unverified-tag .* the date of latest is unknown: the image that latest names does not say when it was made\./,
    ],
  },
  {
    name: "no latest at all: nothing to measure from",
    dockerfile: `FROM ${base2204}:20200101.v1\n`,
    registry: { [base2204]: { tags: ["20200101.v1"], images: { latest: "absent" } } },
    others: onlyTags,
    queries: [`tags ${base2204}`, `image ${base2204}:latest`],
    says: [],
  },
  {
    name: "a latest that is years old supports tags that are older",
    dockerfile: `FROM ${base2204}:20230101.v1\nFROM ${base2204}:20221231.v1\n`,
    registry: {
      [base2204]: {
        tags: ["20221231.v1", "20230101.v1", "latest"],
        images: { latest: { created: "2023-07-01" } },
      },
    },
    others: onlyTags,
    queries: [`tags ${base2204}`, `image ${base2204}:latest`],
    says: [/^stale-tag .*:20221231\.v1' .* from 2023-01-01 .* from 2023-07-01\)\./],
  },
  {
    name: "no answer: as offline, with the reason",
    dockerfile: `FROM ${base2204}:20260301.v1\n`,
    registry: { [base2204]: { tags: rejected, images: { latest: rejected } } },
    others: onlyTags,
    queries: [`tags ${base2204}`, `image ${base2204}:latest`],
    says: [
      /^unverified-tag .* the date of latest is unknown: mcr\.microsoft\.com did not answer \(it refused the connection\)\./,
    ],
  },
  {
    name: "no answer, but stale without it",
    dockerfile: `FROM ${base2204}:20240101.v1\n`,
    registry: { [base2204]: { tags: rejected, images: { latest: rejected } } },
    others: onlyTags,
    queries: [`tags ${base2204}`, `image ${base2204}:latest`],
    says: [/^stale-tag .* which is from 2026-07-22 or later\)\./],
  },
  {
    name: "answers of more than a week ago bound latest from below",
    dockerfile: `FROM ${base2204}:20260301.v1\nFROM ${base2204}:20250101.v1\n`,
    registry: {
      [base2204]: {
        tags: ["20250101.v1", "20260301.v1", "latest"],
        images: { latest: { created: "2026-08-01" } },
      },
    },
    answeredOn: "2026-11-15",
    others: onlyTags,
    queries: [`tags ${base2204}`, `image ${base2204}:latest`],
    says: [
      /^unverified-tag .*:20260301\.v1' .*: the answer is of 2026-11-15\./,
      /^stale-tag .*:20250101\.v1' .* from 2026-02-01 .* from 2026-08-01 or later\)\./,
    ],
  },
  {
    name: "of a week ago they still say what latest is",
    dockerfile: `FROM ${base2204}:20260301.v1\n`,
    registry: {
      [base2204]: {
        tags: ["20260301.v1", "latest"],
        images: { latest: { created: "2026-08-01" } },
      },
    },
    answeredOn: "2026-11-16",
    others: onlyTags,
    queries: [`tags ${base2204}`, `image ${base2204}:latest`],
    says: [],
  },
  {
    name: "the user of an image whose config is asked for anyway beats the catalogue",
    dockerfile: `FROM ${py311}:56\n`,
    registry: {
      [py311]: {
        tags: ["56"],
        images: { "56": { created: "2026-11-01", user: "root" } },
      },
    },
    queries: [`image ${py311}:56`],
    says: [
      /^root-user The image runs as root: stage 0 has no USER, and '.*:56' starts as 'root'\./,
    ],
  },
  {
    name: "the user of an image that the catalogue does not know is asked for",
    dockerfile: `FROM ${unheardOf}:latest\n`,
    registry: { [unheardOf]: { tags: ["latest"], images: { latest: { user: "0:0" } } } },
    others: off("unverified-image"),
    queries: [`image ${unheardOf}:latest`],
    says: [/^root-user .* starts as '0:0'\./],
  },
  {
    name: "and not where a USER decides",
    dockerfile: `FROM ${unheardOf}:latest\nUSER app\n`,
    registry: { [unheardOf]: { tags: ["latest"] } },
    others: off("unverified-image"),
    queries: [`tags ${unheardOf}`],
    says: [],
  },
  {
    name: "but where that depends on a variable that only the image can set",
    dockerfile: `FROM ${py312}:20261030.v1\nUSER $X\n`,
    registry: { [py312]: fresh },
    queries: [`image ${py312}:20261030.v1`],
    says: [/^root-user /],
  },
  {
    name: "nor of a stage that does not ship",
    dockerfile: `FROM ${unheardOf}:latest AS a\nFROM ${py312}\n`,
    registry: { [unheardOf]: { tags: ["latest"] }, [py312]: fresh },
    others: off("unverified-image"),
    queries: [`tags ${unheardOf}`, `tags ${py312}`],
    says: [],
  },
  {
    name: "a mirror that may not be asked: Microsoft's registry under the mapped name",
    dockerfile: `FROM ${copy}:20260430.v1\n`,
    registry: { [py312]: fresh },
    mirrored: true,
    queries: [`tags ${py312}`, `image ${py312}:latest`],
    says: [/^stale-tag '.*contoso.*' was published on 2026-04-30; /],
  },
  {
    name: "a mirror that may be asked: its own tags, Microsoft's latest",
    dockerfile: `FROM ${copy}:20260430.v1\n`,
    registry: { [py312]: fresh, [copy]: { tags: ["20260430.v1"] } },
    mirrored: true,
    queries: [`tags ${copy}`, `image ${py312}:latest`],
    says: [/^stale-tag .* which is from 2026-11-01\)\./],
  },
  {
    name: "a mirror's frozen latest outside of Microsoft's window",
    dockerfile: `FROM ${copy}\n`,
    registry: {
      [py312]: fresh,
      [copy]: { tags: ["latest"], images: { latest: { created: "2026-04-30" } } },
    },
    mirrored: true,
    queries: [`image ${copy}:latest`, `image ${py312}:latest`],
    says: [
      `stale-tag '${copy}' was published on 2026-04-30; Microsoft supports tags from 2026-05-01 on (6 months before Microsoft's own latest, which is from 2026-11-01). Update ${copy}:latest from ${py312}:latest.`,
    ],
  },
  {
    name: "a mirror's latest inside of it",
    dockerfile: `FROM ${copy}:latest\n`,
    registry: {
      [py312]: fresh,
      [copy]: { tags: ["latest"], images: { latest: { created: "2026-05-01" } } },
    },
    mirrored: true,
    queries: [`image ${copy}:latest`, `image ${py312}:latest`],
    says: [],
  },
  {
    name: "a mirror's latest without a day, which is Microsoft's: no finding",
    dockerfile: `FROM ${copy}:latest\n`,
    registry: {
      [py312]: { ...fresh, images: { latest: { created: null, digest: digestOf("x") } } },
      [copy]: { tags: ["latest"], images: { latest: { created: null, digest: digestOf("x") } } },
    },
    mirrored: true,
    queries: [`image ${copy}:latest`, `digest ${py312}:latest`],
    says: [],
  },
  {
    name: "a mirror's latest without a day, which is another: unknown",
    dockerfile: `FROM ${copy}:latest\n`,
    registry: {
      [py312]: fresh,
      [copy]: { tags: ["latest"], images: { latest: { created: null, digest: digestOf("own") } } },
    },
    mirrored: true,
    queries: [`image ${copy}:latest`, `digest ${py312}:latest`],
    says: [/^unverified-image .*: age unknown \(the image does not say when it was made\)\./],
  },
  {
    name: "a mirror's latest that it does not show: unknown",
    dockerfile: `FROM ${copy}:latest\n`,
    registry: {
      [py312]: fresh,
      [copy]: {
        tags: { kind: "denied", why: "it denies access (403)" },
        images: { latest: { kind: "denied", why: "it denies access (403)" } },
      },
    },
    mirrored: true,
    queries: [`image ${copy}:latest`],
    says: [
      /^unverified-image .*age unknown \(the registry did not answer \(it denies access \(403\)\)\)\./,
    ],
  },
  {
    name: "a mirror's list says nothing of Microsoft's latest",
    dockerfile: `FROM ${copy}:20260201.v1\n`,
    registry: {
      [py312]: { tags: rejected, images: { latest: rejected } },
      [copy]: { tags: ["20260201.v1", "20261120.v1", "latest"] },
    },
    mirrored: true,
    queries: [`tags ${copy}`, `image ${py312}:latest`],
    says: [/^unverified-tag .*did not answer .*\. Use contoso\.azurecr\.io\/mcr\/.*:latest\.$/],
  },
  {
    name: "a mirror that was not asked may have what Microsoft lacks",
    dockerfile: `FROM ${copy}:20261029.v1\n`,
    registry: { [py312]: fresh },
    mirrored: true,
    queries: [`tags ${py312}`, `digest ${py312}:20261029.v1`],
    says: [
      /^unknown-tag '.*' mirrors an image that does not exist: mcr\.microsoft\.com has no such tag; the mirror was not checked\./,
    ],
  },
  {
    name: "the image of another platform is not asked for",
    dockerfile: `FROM --platform=linux/s390x ${py311}:1000\n`,
    registry: { [py311]: { tags: ["1000"], images: { "1000": { user: "root" } } } },
    others: off("unverified-image"),
    queries: [`tags ${py311}`],
    says: [],
  },
  {
    name: "that of the same platform is",
    dockerfile: `FROM --platform=$TARGETPLATFORM ${py311}:1000\n`,
    registry: { [py311]: { tags: ["1000"], images: { "1000": { user: "root" } } } },
    queries: [`image ${py311}:1000`],
    says: [/^root-user /],
  },
  {
    name: "no list, and no such tag: the repository may be there",
    dockerfile: `FROM ${py312}:20260317.v1\n`,
    registry: { [py312]: { tags: "absent", images: { latest: { created: "2026-08-01" } } } },
    others: off("stale-tag", "unverified-tag", "unverified-image"),
    queries: [`tags ${py312}`, `digest ${py312}:20260317.v1`, `digest ${py312}:latest`],
    says: [/^unknown-tag .* has the repository, but not this tag\./],
  },
  {
    name: "an age of what is not there is no question",
    dockerfile: `FROM ${py311}:nope\nUSER app\n`,
    registry: { [py311]: { tags: ["58", "latest"] } },
    queries: [`image ${py311}:nope`, `tags ${py311}`],
    says: [/^unknown-tag /],
  },
  {
    name: "a past day",
    dockerfile: `FROM ${base2204}:20260301.v1\n`,
    registry: {
      [base2204]: {
        tags: ["20260301.v1", "latest"],
        images: { latest: { created: "2026-11-20" } },
      },
    },
    asOf: "2026-11-01",
    others: onlyTags,
    queries: [`tags ${base2204}`, `image ${base2204}:latest`, `digest ${base2204}:20260301.v1`],
    says: [/^unverified-tag .*: the image that latest names was made after 2026-11-01\./],
  },
  {
    name: "only the mirror answers: the age is unverified",
    dockerfile: `FROM ${copy}:latest\n`,
    registry: {
      [py312]: { tags: rejected, images: { latest: rejected } },
      [copy]: { tags: ["latest"], images: { latest: { created: "2026-04-30" } } },
    },
    mirrored: true,
    queries: [`image ${copy}:latest`, `image ${py312}:latest`],
    says: [
      /^unverified-tag .*: mcr\.microsoft\.com did not answer \(it refused the connection\)\./,
    ],
  },
  {
    name: "what is not an inference image is not asked for",
    dockerfile: `FROM ${mcr}/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1\nCOPY --from=python:3.12 /a /a\n`,
    registry: {},
    queries: [],
    says: [],
  },
  {
    name: "templates and values that are not known leave the tag out",
    dockerfile: `ARG T\nFROM ${py312}:$T\nFROM ${py312}:{{ tag }}\n`,
    registry: { [py312]: fresh },
    queries: [],
    says: [/^unverified-image .*: ARG T has no value/],
  },
];

describe("registries", () => {
  test.each(cases)("$name", async (item) => {
    const registry = fakeRegistry(item.registry, item.answeredOn);
    const { findings } = await check({
      dockerfile: item.dockerfile,
      registry,
      ...(item.asOf === undefined ? {} : { asOf: item.asOf }),
      mirrors: item.mirrored === true ? mirrors : [],
      // Operating systems are asked for in config-facts.test.ts.
      others: { "floating-tag": "off", "support-ending": "off", "eol-os": "off", ...item.others },
      ...(item.supportWindow === undefined ? {} : { supportWindow: item.supportWindow }),
    });
    expect(registry.asked).toEqual(item.queries);
    const said = findings
      .filter(({ ruleId }) => aboutTags.includes(ruleId))
      .map(({ ruleId, message }) => `${ruleId} ${message.long} ${message.remedy.text}`);
    expect(said).toHaveLength(item.says.length);
    for (const [index, expected] of item.says.entries()) {
      if (typeof expected === "string") expect(said[index]).toBe(expected);
      else expect(said[index]).toMatch(expected);
    }
  });

  test("a mirror's latest has a short message of its own", async () => {
    const registry = fakeRegistry({
      [py312]: fresh,
      [copy]: { tags: ["latest"], images: { latest: { created: "2026-04-30" } } },
    });
    const { findings } = await check({ dockerfile: `FROM ${copy}\n`, registry, mirrors });
    const stale = findings.find(({ ruleId }) => ruleId === "stale-tag");
    expect(stale?.message.short).toBe(
      "mirror's latest from 2026-04-30, oldest supported 2026-05-01",
    );
  });

  test("evidence names the registry and the moment of its answer", async () => {
    const registry = fakeRegistry({ [py312]: fresh });
    const { findings } = await check({ dockerfile: `FROM ${py312}:20260430.v1\n`, registry });
    const stale = findings.find(({ ruleId }) => ruleId === "stale-tag");
    expect(stale?.evidence).toEqual([
      { fact: "tag date", value: "2026-04-30", source: "the tag", asOf: null },
      {
        fact: "date of latest",
        value: "2026-11-01",
        source: mcr,
        asOf: "2026-11-23",
        answeredAt: "2026-11-23T12:00:00Z",
      },
    ]);
  });
});

describe("a suppression that another run needs", () => {
  const suppressing = (rule: string, image: string): string =>
    `# inferlint: ignore[${rule}] -- known\nFROM ${image}\n`;
  const unused = async (dockerfile: string, registry?: RegistrySource): Promise<number> => {
    const { findings } = await check({ dockerfile, mirrors, ...(registry && { registry }) });
    return findings.filter(({ ruleId }) => ruleId === "unused-suppression").length;
  };
  const root = fakeRegistry({
    [py311]: { tags: ["56"], images: { "56": { created: "2026-11-01", user: "root" } } },
  });
  const decided = fakeRegistry({
    [base2204]: { tags: ["20260401.v1", "latest"], images: { latest: { created: "2026-08-01" } } },
  });
  const dated = fakeRegistry({ [py311]: { tags: ["1000"] } });
  const rootful = `${mcr}/azureml/curated/foundation-model-inference`;
  const cleared = fakeRegistry({ [rootful]: { tags: ["7"], images: { "7": { user: "app" } } } });
  const claimed = `${py312}:20250101.v1@${digestOf("a")}`;
  const dating = fakeRegistry({
    [py312]: { tags: ["latest"], images: { [digestOf("a")]: { created: "2026-11-02" } } },
  });
  const early = fakeRegistry({
    [py312]: {
      tags: ["20250912.v1", "20260316.v1", "latest"],
      images: { latest: { created: "2026-03-10" } },
    },
  });

  test.each([
    ["of root-user, offline", suppressing("root-user", `${py311}:56`), undefined],
    [
      "of root-user, by its digest",
      suppressing("root-user", `${py311}@${digestOf("a")}`),
      undefined,
    ],
    [
      "of unverified-tag, online",
      suppressing("unverified-tag", `${base2204}:20260401.v1`),
      decided,
    ],
    ["of unverified-image, online", suppressing("unverified-image", `${py311}:1000`), dated],
    ["of unknown-tag, offline", suppressing("unknown-tag", `${py312}:20260317.v1`), undefined],
    [
      "of stale-tag, of a mirror's latest, offline",
      suppressing("stale-tag", `${copy}:latest`),
      undefined,
    ],
    [
      "of unverified-image, of a mirror's latest",
      suppressing("unverified-image", `${copy}:latest`),
      undefined,
    ],
    [
      "of unverified-image, of what is not there",
      suppressing("unverified-image", `${py311}:25`),
      dated,
    ],
    ["of stale-tag, whose digest the registry dates", suppressing("stale-tag", claimed), dating],
    ["of root-user, which the registry clears", suppressing("root-user", `${rootful}:7`), cleared],
    [
      "of stale-tag, which the registry clears",
      suppressing("stale-tag", `${py312}:20250912.v1`),
      early,
    ],
  ])("%s, is not called unused", async (_, dockerfile, registry) => {
    expect(await unused(dockerfile, registry)).toBe(0);
  });

  test.each([
    ["of root-user, online", suppressing("root-user", `${py311}:1000`), dated],
    ["of root-user, of a dated tag", suppressing("root-user", `${py312}:20260501.v1`), undefined],
    [
      "of unverified-tag, offline",
      suppressing("unverified-tag", `${py312}:20261030.v1`),
      undefined,
    ],
    ["of unknown-tag, online", suppressing("unknown-tag", `${py311}:1000`), dated],
  ])("%s, is", async (_, dockerfile, registry) => {
    expect(await unused(dockerfile, registry)).toBe(1);
  });

  test("and there it is used", async () => {
    const { findings } = await check({
      dockerfile: suppressing("root-user", `${py311}:56`),
      registry: root,
    });
    const [finding] = findings.filter(({ ruleId }) => ruleId === "root-user");
    expect(finding?.suppressed?.justification).toBe("known");
  });
});

describe("of two sources the newer one counts", () => {
  test.each([
    ["2026-11-23", 1],
    ["2026-01-01", 0],
  ])("for the default user, registry of %s", async (answeredOn, count) => {
    const registry = fakeRegistry(
      { [py311]: { tags: ["56"], images: { "56": { created: "2025-11-01", user: "root" } } } },
      answeredOn,
    );
    const { findings } = await check({ dockerfile: `FROM ${py311}:56\n`, registry });
    expect(findings.filter(({ ruleId }) => ruleId === "root-user")).toHaveLength(count);
  });

  test.each([
    ["2026-11-23", "20251201.v1"],
    ["2026-01-01", "20260316.v1"],
  ])("for the newest tag, registry of %s", async (answeredOn, newest) => {
    const registry = fakeRegistry({ [py312]: { tags: ["20251201.v1", "latest"] } }, answeredOn);
    const { findings } = await check({ dockerfile: `FROM ${py312}:latest\n`, registry });
    const [finding] = findings.filter(({ ruleId }) => ruleId === "floating-tag");
    expect(finding?.evidence[0]?.value).toMatch(newest);
  });
});

describe("what stays open", () => {
  const denied = { kind: "denied", why: "it denies access (403)" } as const;
  interface Open {
    readonly name: string;
    readonly dockerfile: string;
    readonly registry: Readonly<Record<string, FakeRepository>>;
    readonly answeredOn?: string;
    /** `kind question` */
    readonly open: readonly string[];
  }
  test.each<Open>([
    {
      name: "nothing where everything is answered",
      dockerfile: `FROM ${py312}:20260430.v1\n`,
      registry: { [py312]: fresh },
      open: [],
    },
    {
      name: "no list, where the image itself answers",
      dockerfile: `FROM ${py312}:20260430.v1\nFROM ${py312}:20260102.v1\n`,
      registry: {
        [py312]: { ...fresh, tags: denied, images: { ...fresh.images, "20260430.v1": {} } },
      },
      open: [],
    },
    {
      name: "the list that the twin of latest is looked for in",
      dockerfile: `FROM ${base2204}:20260401.v1\n`,
      registry: {
        [base2204]: { tags: denied, images: { latest: { created: null }, "20260401.v1": {} } },
      },
      open: ["denied tags"],
    },
    {
      name: "an image, its tag and latest",
      dockerfile: `FROM ${py311}:1000\n`,
      registry: { [py311]: { tags: rejected, images: { "1000": rejected } } },
      open: ["unreachable 1000"],
    },
    {
      name: "an image of another platform",
      dockerfile: `FROM --platform=linux/s390x ${py311}:1000\n`,
      registry: { [py311]: { tags: ["1000"] } },
      open: ["elsewhere 1000"],
    },
    {
      name: "what was absent more than a week ago",
      dockerfile: `FROM ${py312}:20261115.v1\n`,
      registry: { [py312]: { tags: ["latest"] } },
      answeredOn: "2026-11-15",
      open: ["outdated 20261115.v1"],
    },
  ])("$name", async ({ dockerfile, registry, answeredOn, open }) => {
    const told: string[] = [];
    await check({
      dockerfile,
      registry: fakeRegistry(registry, answeredOn),
      others: { "floating-tag": "off" },
      onUnresolved: (_, question, { kind }) => told.push(`${kind} ${question}`),
    });
    expect([...new Set(told)]).toEqual(open);
  });
});

test.each(["amd64", "x86_64", "linux/amd64/v1", "LINUX/AMD64", "linux", "linux/x86-64"])(
  "--platform=%s is linux/amd64",
  async (platform) => {
    const registry = fakeRegistry({
      [py311]: { tags: ["7"], images: { "7": { created: "2024-11-01", user: "root" } } },
    });
    const { findings } = await check({
      dockerfile: `FROM --platform=${platform} ${py311}:7\n`,
      registry,
    });
    expect(findings.map(({ ruleId }) => ruleId)).toContain("root-user");
  },
);

describe("the window of a latest", () => {
  test.each([
    // latest, the first day in its window
    ["2026-08-31", "2026-02-28"],
    ["2024-08-31", "2024-02-29"],
    ["2024-08-30", "2024-02-29"],
    ["2024-08-29", "2024-02-29"],
    ["2024-08-28", "2024-02-28"],
    ["2024-02-29", "2023-08-29"],
    ["2025-02-28", "2024-08-28"],
    ["2026-01-01", "2025-07-01"],
    ["2025-12-31", "2025-06-30"],
    ["2026-03-31", "2025-09-30"],
    ["2026-06-30", "2025-12-30"],
    ["2026-07-01", "2026-01-01"],
    ["2020-02-29", "2019-08-29"],
  ])("of %s begins on %s", async (latest, first) => {
    const tagOf = (day: string): string => `${day.replaceAll("-", "")}.v1`;
    const before = new Date(Date.parse(first) - 86_400_000).toISOString().slice(0, 10);
    const registry = fakeRegistry({
      [unheardOf]: {
        tags: [tagOf(first), tagOf(before), "latest"],
        images: { latest: { created: latest } },
      },
    });
    const stale = async (day: string): Promise<number> => {
      const dockerfile = `FROM ${unheardOf}:${tagOf(day)}\nUSER app\n`;
      const { findings } = await check({ dockerfile, registry });
      expect(findings.filter(({ ruleId }) => ruleId === "unverified-tag")).toEqual([]);
      return findings.filter(({ ruleId }) => ruleId === "stale-tag").length;
    };
    expect([await stale(first), await stale(before)]).toEqual([0, 1]);
  });
});
