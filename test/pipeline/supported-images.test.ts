import { describe, expect, test } from "vitest";
import { openCatalogue } from "../../src/catalogue/index.ts";
import type { ImageChoice } from "../../src/domain/image/image-choice.ts";
import { firstEnd } from "../../src/domain/image/image-choice.ts";
import { valueOf } from "../../src/domain/image/known.ts";
import { knownNames } from "../../src/pipeline/open-references.ts";
import { supportedImages } from "../../src/pipeline/supported-images.ts";
import type { CalendarDate } from "../../src/text/calendar-date.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { frozenCatalogue } from "../support/frozen-catalogue.ts";
import { plainRunSettings } from "../support/settings.ts";

const any: ImageChoice = { processor: null, python: null };
const days = ["2022-01-01", "2024-06-01", "2026-11-23", "2027-06-02", "2030-01-01"].map(
  calendarDate,
);

const list = async (
  choice: ImageChoice = any,
  asOf: CalendarDate = calendarDate("2026-11-23"),
  catalogue = frozenCatalogue,
) => supportedImages(choice, { cwd: "/tree", asOf, settings: plainRunSettings(), catalogue });

describe.each([
  ["frozen", frozenCatalogue],
  ["shipped", openCatalogue()],
])("of the %s catalogue", (_, catalogue) => {
  test.each(days)(
    "as of %s every supported image of which nothing has ended is listed",
    async (asOf) => {
      const { images, unknown } = await list(any, asOf, catalogue);
      expect(unknown).toEqual([]);
      const { factsOf } = knownNames(catalogue, { asOf, session: null });
      const wanted: string[] = [];
      for (const repository of catalogue.inferenceRepositories) {
        const facts = await factsOf(repository);
        const state = facts && valueOf(facts.support);
        if (!facts || (state !== "listed" && state !== "published")) continue;
        const os = /^([a-z-]+?)([\d.]+)$/.exec(valueOf(facts.os) ?? "");
        const ends = [
          os && catalogue.releaseCycle(os[1] as "ubuntu", os[2] ?? "")?.endOfLife,
          catalogue.releaseCycle("python", valueOf(facts.python) ?? "")?.endOfLife,
        ];
        if (ends.every((end) => end == null || end >= asOf)) wanted.push(repository);
      }
      expect(images.map(({ facts }) => facts.repository).sort()).toEqual(wanted.sort());
    },
  );

  test.each(days)(
    "as of %s what ends last comes first, and listed before published",
    async (asOf) => {
      const { images } = await list(any, asOf, catalogue);
      for (const [index, { facts }] of images.entries()) {
        const next = images[index + 1]?.facts;
        if (!next) continue;
        const [end, nextEnd] = [firstEnd(facts) ?? "", firstEnd(next) ?? ""];
        expect(end >= nextEnd).toBe(true);
        if (end === nextEnd)
          expect([valueOf(facts.support), valueOf(next.support)]).not.toEqual([
            "published",
            "listed",
          ]);
      }
    },
  );

  test("the images for CPU, for GPU and of each Python are those of the whole list", async () => {
    const all = (await list(any, undefined, catalogue)).images;
    const names = (images: typeof all) => images.map(({ facts }) => facts.repository);
    for (const processor of ["cpu", "gpu"] as const) {
      const { images } = await list({ processor, python: null }, undefined, catalogue);
      const own = all.filter(({ facts }) => valueOf(facts.processor) === processor);
      expect(names(images)).toEqual(names(own));
    }
    for (const python of ["3.9", "3.11", "3.12", "3.99"]) {
      const { images } = await list({ processor: null, python }, undefined, catalogue);
      expect(names(images)).toEqual(
        names(all.filter(({ facts }) => valueOf(facts.python) === python)),
      );
    }
  });
});

test("an image whose operating system is unknown is listed", async () => {
  const { images } = await list();
  const unknown = images.filter(({ facts }) => !facts.os.known);
  expect(unknown.map(({ facts }) => facts.repository)).toContain("azureml/minimal-py312-inference");
});
