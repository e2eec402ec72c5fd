import type { CalendarDate } from "../text/calendar-date.ts";
import type { ImageFamily, PublicationDate, RepositoryFacts } from "../domain/image/image-facts.ts";
import type { ImageVersion } from "../domain/image/image-version.ts";
import { calendarDate } from "../text/calendar-date.ts";
import { registryOf } from "./answered.ts";
import type { ImageEntry, ImagesData } from "./catalogue-data.ts";
import type { Digests } from "./digests.ts";
import { familyOf, isEvidenced, readFacts } from "./read-facts.ts";
import type { VersionFacts } from "./versions.ts";
import { earliestDay, versionFacts } from "./versions.ts";

/** Facts by repository. */
export interface Repositories {
  /** Null for a repository that the catalogue does not know. */
  factsOf(
    repository: string,
    version: ImageVersion,
    asOf: CalendarDate,
  ): Promise<RepositoryFacts | null>;
  /** Null for a repository that the catalogue does not know. */
  familyOf(repository: string): ImageFamily | null;
  /** The day before which an unknown newer version was not published; null for other tags. */
  newerDate(repository: string, tag: string, asOf: CalendarDate): PublicationDate | null;
  /** The inference images there is evidence for, sorted. */
  inferenceRepositories(): readonly string[];
}

export function openRepositories(images: ImagesData, digests: Digests): Repositories {
  const entries = new Map(Object.entries(images.repositories));
  return {
    factsOf: async (repository, version, asOf) => {
      const entry = await withRows(repository, entries.get(repository));
      if (entry === null) return null;
      const tagOf = (digest: string): string | null => digests.tagOf(repository, digest);
      const facts = factsOfVersion(version, tagOf, (tag) => versionFacts(entry, tag, asOf));
      return readFacts(repository, entry, facts, images);
    },
    familyOf: (repository) => {
      const entry = entries.get(repository);
      return entry ? familyOf(repository, entry) : null;
    },
    newerDate: (repository, tag, asOf) => {
      const entry = entries.get(repository);
      const earliest = entry ? earliestDay(entry.newest, tag, asOf) : null;
      if (!entry?.newest || earliest === null) return null;
      const { date, isAfterPublished } = earliest;
      const source = isAfterPublished
        ? registryOf(images)
        : { name: entry.source, asOf: calendarDate(entry.newest.day) };
      return { date, bound: "earliest", source };
    },
    inferenceRepositories: () =>
      [...entries]
        .filter(([name, entry]) => isEvidenced(entry) && familyOf(name, entry) === "inference")
        .map(([name]) => name)
        .sort(),
  };
}

async function withRows(
  repository: string,
  entry: ImageEntry | undefined,
): Promise<ImageEntry | null> {
  if (entry?.ranged !== true) return entry ?? null;
  const { shippedRows } = await import("./version-rows.ts");
  return { ...entry, versions: shippedRows(repository) };
}

/**
 * The tag that a digest belongs to says what it is. Where no source knows it, the tag beside it is a claim, and of a digest alone
 * only that is assumed which is the same in all known versions.
 */
function factsOfVersion(
  { tag, digest }: ImageVersion,
  tagOf: (digest: string) => string | null,
  ofTag: (tag: string | null) => VersionFacts,
): VersionFacts {
  if (digest === null) return ofTag(tag);
  const recorded = tagOf(digest);
  return recorded === null ? { ...ofTag(tag), confidence: "medium" } : ofTag(recorded);
}
