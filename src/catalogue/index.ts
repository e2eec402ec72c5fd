import { calendarDate } from "../text/calendar-date.ts";
import type { FactSource, ReferenceFacts } from "../domain/image/fact-source.ts";
import type { CatalogueData, ImagesData } from "./catalogue-data.ts";
import digests from "./data/digests.json" with { type: "json" };
import images from "./data/images.json" with { type: "json" };
import cycles from "./data/release-cycles.json" with { type: "json" };
import tags from "./data/tags.json" with { type: "json" };
import { openDigests } from "./digests.ts";
import { openRepositories } from "./repositories.ts";
import { readReleaseCycle } from "./release-cycles.ts";
import { openTags } from "./tags.ts";

export type Catalogue = FactSource & ReferenceFacts;

/** The facts that ship with the package. `npm run facts` writes them. */
const shipped: CatalogueData = {
  images: images as ImagesData,
  tags: tags,
  digests: digests,
  cycles,
};

/** @param data other facts than those that ship, as tests use */
export function openCatalogue(data: CatalogueData = shipped): Catalogue {
  const { checkedOn, list } = data.images;
  const repositories = openRepositories(data.images);
  const recordedTags = openTags(data.tags, checkedOn);
  const recordedDigests = openDigests(data.digests, recordedTags, checkedOn);
  let names: readonly string[] | null = null;
  return {
    repositoryFacts: (repository) => Promise.resolve(repositories.factsOf(repository)),
    tagDate: (repository, tag) => Promise.resolve(recordedTags.dateOf(repository, tag)),
    digestDate: (repository, digest) => Promise.resolve(recordedDigests.dateOf(repository, digest)),
    newestTag: (repository, notAfter) => Promise.resolve(recordedTags.newest(repository, notAfter)),
    releaseCycle: (product, cycle) => readReleaseCycle(data.cycles, product, cycle),
    list: { name: list.name, asOf: calendarDate(list.asOf) },
    // Only unknown names and look-alikes need them all.
    get inferenceRepositories() {
      return (names ??= repositories.inferenceRepositories());
    },
    sources: sourcesOf(data).map(({ name, asOf }) => ({ name, asOf: calendarDate(asOf) })),
    checkedOn: calendarDate(checkedOn),
  };
}

function sourcesOf({ images: { list, published }, cycles: { sources } }: CatalogueSources) {
  return [list, published, ...Object.values(sources)];
}

/** The data that names what its facts were taken from. */
interface CatalogueSources {
  readonly images: Pick<ImagesData, "list" | "published">;
  readonly cycles: Pick<CatalogueData["cycles"], "sources">;
}

/** When each source of the catalogue was read, `YYYY-MM-DD` by its name; `catalogue` is when all of it was checked last. */
export function catalogueDays(): Readonly<Record<string, string>> {
  return {
    catalogue: images.checkedOn,
    ...Object.fromEntries(sourcesOf({ images, cycles }).map(({ name, asOf }) => [name, asOf])),
  };
}
