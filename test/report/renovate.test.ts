import { describe, expect, test } from "vitest";
import { checkImages } from "../../src/pipeline/check-images.ts";
import { supportedImages } from "../../src/pipeline/supported-images.ts";
import { imagesPieces } from "../../src/report/image/index.ts";
import type { RenovateReleaseV1, RenovateReportV1 } from "../../src/report/image/schema.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import type { FakeRepository } from "../support/fake-registry.ts";
import { fakeRegistry } from "../support/fake-registry.ts";
import { frozenCatalogue as catalogue } from "../support/frozen-catalogue.ts";
import { plainRunSettings } from "../support/settings.ts";

// inferlint images --format renovate: the versions of images, as a custom datasource of Renovate reads them.

const tool = { name: "inferlint", version: "0.0.0", homepage: "https://example.org" };
const choice = { processor: null, python: null };
const listed = "mcr.microsoft.com/azureml/minimal-py312-inference";
const curated = "mcr.microsoft.com/azureml/curated/minimal-py311-inference";

interface Options {
  readonly asOf?: string;
  readonly registry?: Readonly<Record<string, FakeRepository>>;
}

function request({ asOf = "2026-11-23", registry }: Options = {}) {
  const source = registry && fakeRegistry(registry);
  return {
    ...{ cwd: "/tree", asOf: calendarDate(asOf), settings: plainRunSettings(), catalogue },
    session: source
      ? {
          ...{ answeredBy: "registry" as const, sourceFor: () => source },
          ...{ onUnresolved: () => undefined, conclude: () => undefined },
          isIncomplete: () => false,
        }
      : null,
  };
}

async function report(options: Options = {}): Promise<RenovateReportV1> {
  const asked = request(options);
  const found = await supportedImages(choice, { ...asked, listsTags: true });
  const { asOf } = asked;
  const pieces = imagesPieces(
    "renovate",
    { tool, asOf, choice, ...found },
    { colors: true, width: 80 },
  );
  return JSON.parse([...pieces].join("")) as RenovateReportV1;
}

const releasesOf = ({ packages }: RenovateReportV1, name: string): readonly RenovateReleaseV1[] => {
  const found = packages[name];
  if (!found) throw new Error(`${name} is not in the report`);
  return found.releases;
};

describe("the releases", () => {
  test("of all images in support are there, and of no others", async () => {
    const { images } = await supportedImages(choice, request());
    const names = images.map(({ facts: { repository } }) => `mcr.microsoft.com/${repository}`);
    expect(Object.keys((await report()).packages)).toEqual(names);
  });

  test("are dated or numbered tags, oldest first, with their days", async () => {
    const found = await report();
    const [only] = releasesOf(found, listed);
    expect(only).toMatchObject({
      version: expect.stringMatching(/^20\d{6}\.v\d+$/) as string,
      releaseTimestamp: expect.stringMatching(/^20\d\d-\d\d-\d\dT00:00:00\.000Z$/) as string,
    });
    const numbers = releasesOf(found, curated).map(({ version }) => Number(version));
    expect(numbers.length).toBeGreaterThan(20);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    // A version that only the registry had on the day of the facts has none.
    const times = releasesOf(found, curated).flatMap(
      ({ releaseTimestamp = [] }) => releaseTimestamp,
    );
    expect(times.length).toBeGreaterThanOrEqual(numbers.length - 1);
    expect(times).toEqual(times.toSorted());
  });

  test("are deprecated where lint reports stale-tag, and nowhere else", async () => {
    const { packages } = await report();
    const all = Object.entries(packages).flatMap(([name, { releases }]) =>
      releases.map(({ version, isDeprecated = false }) => ({
        reference: `${name}:${version}`,
        isDeprecated,
      })),
    );
    const { images } = await checkImages(
      all.map(({ reference }) => reference),
      request(),
    );
    const stale = images.map(({ findings }) =>
      findings.some(({ ruleId }) => ruleId === "stale-tag"),
    );
    expect(all.map(({ isDeprecated }) => isDeprecated)).toEqual(stale);
    expect(new Set(stale)).toEqual(new Set([true, false]));
  });

  test("of a later day than the as-of date are left out", async () => {
    const found = releasesOf(await report({ asOf: "2026-03-01" }), curated);
    const whole = releasesOf(await report(), curated);
    expect(found.length).toBeGreaterThan(5);
    expect(found.map(({ version }) => version)).toEqual(
      whole
        .filter(({ releaseTimestamp = "" }) => releaseTimestamp < "2026-03-02")
        .map(({ version }) => version),
    );
  });
});

describe("a registry", () => {
  test("says which tags there are; names such as latest are no versions", async () => {
    const tags = ["latest", "20260801.v2", "20260801.v10", "20250102.v1", "20270101.v1", "base"];
    const found = releasesOf(
      await report({ registry: { [listed]: { tags: [...tags, "20261399.v1"] } } }),
      listed,
    );
    expect(found).toEqual([
      { version: "20250102.v1", releaseTimestamp: "2025-01-02T00:00:00.000Z", isDeprecated: true },
      { version: "20260801.v2", releaseTimestamp: "2026-08-01T00:00:00.000Z" },
      { version: "20260801.v10", releaseTimestamp: "2026-08-01T00:00:00.000Z" },
    ]);
  });

  test("may have a number whose day is not known", async () => {
    const tags = ["55", "900", "0012", "1234567"];
    const found = releasesOf(await report({ registry: { [curated]: { tags } } }), curated);
    expect(found.map(({ version }) => version)).toEqual(["55", "900"]);
    expect(found[1]).toEqual({ version: "900" });
  });

  test("that does not answer leaves those that the catalogue knows", async () => {
    const tags = { kind: "unreachable", why: "no route" } as const;
    const found = await report({ registry: { [curated]: { tags, images: { latest: tags } } } });
    expect(releasesOf(found, curated)).toEqual(releasesOf(await report(), curated));
  });
});

test("no tag is listed unless a format shows it", async () => {
  expect((await supportedImages(choice, request())).tags.size).toBe(0);
});
