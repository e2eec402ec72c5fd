import { calendarDate, type CalendarDate } from "../text/calendar-date.ts";
import type { PublicationDate } from "../domain/image/image-facts.ts";
import type { FactSource, ReferenceFacts } from "../domain/image/fact-source.ts";
import { formsOfFamily, type TagForms } from "../domain/image/tag-form.ts";
import type { CatalogueData, ImagesData } from "./catalogue-data.ts";
import digests from "./data/digests.json" with { type: "json" };
import images from "./data/images.json" with { type: "json" };
import cycles from "./data/release-cycles.json" with { type: "json" };
import tags from "./data/tags.json" with { type: "json" };
import { openDigests } from "./digests.ts";
import { readReleaseCycle } from "./release-cycles.ts";
import { openRepositories } from "./repositories.ts";
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
  const { list } = data.images;
  const days = new Map(Object.entries(data.images.sources));
  const dayOf = (origin: string): CalendarDate | null => {
    const source = days.get(origin);
    return source ? calendarDate(source.asOf) : null;
  };
  const recordedTags = openTags(data.tags, dayOf);
  const recordedDigests = openDigests(data.digests, recordedTags, dayOf);
  const repositories = openRepositories(data.images, recordedDigests);
  const dateOfTag = (repository: string, tag: string, asOf: CalendarDate): PublicationDate | null =>
    recordedTags.dateOf(repository, tag) ?? repositories.newerDate(repository, tag, asOf);
  const tagForms = (repository: string): TagForms | null => {
    const family = repositories.familyOf(repository);
    const own = recordedTags.formsOf(repository);
    return own ?? (family === null ? null : formsOfFamily(repository, family === "inference"));
  };
  let names: readonly string[] | null = null;
  return {
    repositoryFacts: (repository, version, asOf) => repositories.factsOf(repository, version, asOf),
    tagDate: (repository, tag, asOf) => Promise.resolve(dateOfTag(repository, tag, asOf)),
    digestDate: (repository, digest, asOf) => {
      const tag = recordedDigests.tagOf(repository, digest);
      const date = recordedDigests.dateOf(repository, digest);
      return Promise.resolve(date ?? (tag === null ? null : dateOfTag(repository, tag, asOf)));
    },
    newestTag: (repository, notAfter) => Promise.resolve(recordedTags.newest(repository, notAfter)),
    tagForms: (repository) => Promise.resolve(tagForms(repository)),
    releaseCycle: (product, cycle) => readReleaseCycle(data.cycles, product, cycle),
    // In a file of their own: few runs need them.
    oldestWheel: async (name, python) => {
      const { readOldestWheel, shippedWheels } = await import("./wheels.ts");
      return readOldestWheel(data.wheels ?? shippedWheels, name, python);
    },
    environments: async () => {
      const { readEnvironments, shippedEnvironments } = await import("./environments.ts");
      return readEnvironments(data.environments ?? shippedEnvironments, data.images);
    },
    list: { name: list.name, asOf: calendarDate(list.asOf) },
    // Only unknown names and look-alikes need them all.
    get inferenceRepositories() {
      return (names ??= repositories.inferenceRepositories());
    },
    sources: Object.values(data.images.sources).map(({ name, asOf }) => ({
      name,
      asOf: calendarDate(asOf),
    })),
  };
}
