import type {
  CatalogueData,
  EnvironmentsData,
  ImagesData,
  VersionRow,
} from "../../src/catalogue/catalogue-data.ts";
import type { Catalogue } from "../../src/catalogue/index.ts";
import { openCatalogue } from "../../src/catalogue/index.ts";
import digests from "../../src/catalogue/data/digests.json" with { type: "json" };
import environments from "../../src/catalogue/data/environments.json" with { type: "json" };
import images from "../../src/catalogue/data/images.json" with { type: "json" };
import cycles from "../../src/catalogue/data/release-cycles.json" with { type: "json" };
import tags from "../../src/catalogue/data/tags.json" with { type: "json" };
import wheels from "../../src/catalogue/data/wheels.json" with { type: "json" };

/** The facts that ship, which all other tests do without. */
export const shippedData: CatalogueData = {
  images: images as ImagesData,
  tags: tags,
  digests: digests,
  cycles,
  wheels,
  environments: environments as EnvironmentsData,
};

export const shippedCatalogue: Catalogue = openCatalogue(shippedData);

/** The day of the newest source: what the catalogue states is meant as of that day. */
export const shippedDay: string = Object.values(shippedData.images.sources)
  .map(({ asOf }) => asOf)
  .reduce((a, b) => (a > b ? a : b));

export interface DatedTag {
  readonly tag: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
}

/** The tags of a repository whose day is known, oldest first; read without the code that the laws test. */
export function datedTags(repository: string): readonly DatedTag[] {
  return Object.values(shippedData.tags.repositories[repository] ?? {})
    .flatMap((entries) => entries.split(" "))
    .flatMap((entry) => {
      const [tag = "", stated] = entry.replace(/@.*/, "").split("=");
      const [, year, month, date] = /^(\d{4})(\d{2})(\d{2})\.v?\d+$/.exec(tag) ?? [];
      const day = stated ?? [year, month, date].join("-");
      return day === "--" ? [] : [{ tag, day }];
    })
    .sort((a, b) => a.day.localeCompare(b.day));
}

/** What the data states of a version besides what it states of all; `latest` is the newest known version. */
export function statedRow(repository: string, tag: string): VersionRow | undefined {
  const { versions = [], newest } = shippedData.images.repositories[repository] ?? {};
  const version = tag === "latest" ? newest?.version : Number(tag);
  const holds = (range: string): boolean => {
    const [from = NaN, to = from] = range.split("-").map(Number);
    return version !== undefined && from <= version && version <= to;
  };
  return versions.find(({ tags: ranges }) => ranges.split(",").some(holds));
}
