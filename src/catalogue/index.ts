import { calendarDate } from "../text/calendar-date.ts";
import type { FactSource, ReferenceFacts } from "../domain/image/fact-source.ts";
import images from "./data/images.json" with { type: "json" };
import { openDigests } from "./digests.ts";
import { inferenceRepositories, readRepositoryFacts } from "./repositories.ts";
import { readReleaseCycle } from "./release-cycles.ts";
import { openTags } from "./tags.ts";

export type Catalogue = FactSource & ReferenceFacts;

/** The facts that ship with the package. `npm run facts` writes them. */
export function openCatalogue(): Catalogue {
  const tags = openTags();
  const digests = openDigests(tags);
  let names: readonly string[] | null = null;
  return {
    repositoryFacts: (repository) => Promise.resolve(readRepositoryFacts(repository)),
    tagDate: (repository, tag) => Promise.resolve(tags.dateOf(repository, tag)),
    digestDate: (repository, digest) => Promise.resolve(digests.dateOf(repository, digest)),
    newestTag: (repository, notAfter) => Promise.resolve(tags.newest(repository, notAfter)),
    releaseCycle: readReleaseCycle,
    list: { name: images.list.name, asOf: calendarDate(images.list.asOf) },
    // Only unknown names and look-alikes need them all.
    get inferenceRepositories() {
      return (names ??= inferenceRepositories());
    },
    checkedOn: calendarDate(images.checkedOn),
  };
}
