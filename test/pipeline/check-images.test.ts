import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/domain/rule/finding.ts";
import { checkImages } from "../../src/pipeline/check-images.ts";
import { lint } from "../../src/pipeline/lint.ts";
import type { CalendarDate } from "../../src/text/calendar-date.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { frozenCatalogue } from "../support/frozen-catalogue.ts";
import { scanOfText } from "../support/scan-text.ts";
import { enabledRules, plainRunSettings } from "../support/settings.ts";

const asOf = calendarDate("2026-11-23");
const mcr = "mcr.microsoft.com";
const tool = { name: "inferlint", version: "0.0.0", homepage: "https://example.org" };
/** Rules that are off by default, too. */
const settings = plainRunSettings({ rules: enabledRules(() => ({}), "warning") });

const checkAsOf = async (day: CalendarDate, asked: readonly string[]) =>
  checkImages(asked, { cwd: "/tree", asOf: day, settings, catalogue: frozenCatalogue });
const check = async (...asked: readonly string[]) => checkAsOf(asOf, asked);

const lintFrom = async (reference: string, day: CalendarDate): Promise<readonly Finding[]> => {
  const scan = scanOfText({ dockerfile: `FROM ${reference}\n` });
  const request = { ...scan, settings, tool, asOf: day };
  const { result } = await lint({ ...request, wantsFixes: false, catalogue: frozenCatalogue });
  return result.findings;
};

/** All texts of a finding that a reader sees. */
const textsOf = ({ message, evidence }: Finding): readonly string[] => [
  message.short,
  message.long,
  message.remedy.text,
  message.remedy.action,
  ...message.remedy.details,
  ...evidence.flatMap(({ fact, value, source }) => [fact, value, source]),
];

const tails = ["", ":latest", ":20230101.v1", ":20261109.v1", ":7", ":9999", ":lastest"];
const digest = `@sha256:${"0".repeat(64)}`;
const references = frozenCatalogue.inferenceRepositories.flatMap((repository) =>
  [...tails, digest, `:20230101.v1${digest}`].map((tail) => `${mcr}/${repository}${tail}`),
);

describe("an image that is named", () => {
  /** Where the words of a Dockerfile would mean nothing, they differ. */
  const essence = ({ ruleId, level, confidence, message }: Finding): unknown => ({
    ...{ ruleId, level, confidence, short: message.short },
    ...(ruleId === "root-user" || ruleId === "unverified-image"
      ? {}
      : { id: message.id, long: message.long, remedy: message.remedy }),
  });

  test("has the findings of a Dockerfile that has nothing but FROM and it", async () => {
    const rules = new Set<string>();
    const days = [
      [asOf, references],
      // Python 3.9 is going to end.
      [calendarDate("2025-10-01"), references.filter((reference) => !/[:@]/.test(reference))],
    ] as const;
    for (const [day, asked] of days) {
      expect(asked.length).toBeGreaterThan(30);
      const { images, unknown, isIncomplete } = await checkAsOf(day, asked);
      expect([unknown, isIncomplete]).toEqual([[], false]);
      for (const [index, reference] of asked.entries()) {
        const findings = images[index]?.findings ?? [];
        const expected = await lintFrom(reference, day);
        expect(findings.map(essence), reference).toEqual(expected.map(essence));
        for (const { ruleId } of findings) rules.add(ruleId);
      }
    }
    expect([...rules].sort()).toEqual([
      ...["eol-os", "eol-python", "floating-tag", "root-user", "stale-tag", "support-ending"],
      ...["unlisted-image", "unsupported-image", "unverified-image", "unverified-tag"],
    ]);
  }, 60_000);

  test("is described without a word about a file, a stage or an instruction", async () => {
    const { images } = await check(
      ...references,
      `${mcr}/azureml/base`,
      "openmpi4.1.0-ubuntu20.04",
    );
    const texts = images.flatMap(({ findings }) => findings.flatMap(textsOf));
    const aboutFiles =
      /\b(?:this (?:file|Dockerfile|instruction)|stage|line \d|build-arg|ARG|FROM)\b/;
    expect(texts.filter((text) => aboutFiles.test(text))).toEqual([]);
    expect(images.flatMap(({ findings }) => findings.flatMap(({ related }) => related))).toEqual(
      [],
    );
    expect(images.every(({ findings }) => findings.every(({ fix }) => fix === null))).toBe(true);
  });
});

test("an image that starts as root is root-user, and one whose user is unknown is unverified-image", async () => {
  const { images } = await check("foundation-model-inference", "inference-base-1804");
  const [root, unknown] = images.map(({ findings }) => findings);
  expect(root?.find(({ ruleId }) => ruleId === "root-user")?.message).toMatchObject({
    long: `The image runs as root: '${mcr}/azureml/curated/foundation-model-inference' starts as 'root'.`,
    remedy: {
      action:
        "Run it as another user, or build an image on it that ends with USER and a name that is not root",
    },
  });
  expect(unknown?.map(({ ruleId }) => ruleId)).not.toContain("root-user");
  const open = unknown?.find(({ ruleId }) => ruleId === "unverified-image")?.message;
  expect(open?.short).toContain("default user");
  expect(open?.remedy.text).toMatch(/run it as a user that is not root/i);
});

test("other azureml images are checked because they are named", async () => {
  const { images } = await check("openmpi4.1.0-ubuntu20.04");
  expect(images[0]?.image.inference).toBe("yes");
  expect(images[0]?.findings.map(({ ruleId }) => ruleId)).toContain("eol-os");
});

test("neither a target nor a build argument of the configuration matters", async () => {
  const built = plainRunSettings({
    target: "serve",
    buildArgs: { BUILDKIT_SYNTAX: "contoso.azurecr.io/frontend", TAG: "1" },
  });
  const request = { cwd: "/tree", asOf, settings: built, catalogue: frozenCatalogue };
  const { images, notifications } = await checkImages(["minimal-py312-inference"], request);
  expect([images[0]?.findings, notifications]).toEqual([[], []]);
});

test("what is no azureml image is named, and the others are answered in their order", async () => {
  const asked = ["python:3.12", "minimal-py311-inference", "x y", "minimal-py312-inference"];
  const { images, unknown } = await check(...asked);
  expect(images.map(({ named }) => named.asked)).toEqual([asked[1], asked[3]]);
  expect(unknown.map((name) => name.asked)).toEqual([asked[0], asked[2]]);
});
