import { calendarDate, type CalendarDate } from "../text/calendar-date.ts";
import type { RepositoryFacts, Successor, SupportState } from "../domain/image/image-facts.ts";
import { known, unknown, type Known, type Source } from "../domain/image/known.ts";
import { isInferenceName } from "../domain/image/azureml-name.ts";
import type { ImageEntry, ImagesData } from "./catalogue-data.ts";

/** The family of names that are in use but were never seen to be published. */
const unverified = "unverified";

/** Facts by repository. */
export interface Repositories {
  /** Null for a repository that the catalogue does not know. */
  factsOf(repository: string): RepositoryFacts | null;
  /** The inference images there is evidence for, sorted. */
  inferenceRepositories(): readonly string[];
}

export function openRepositories(images: ImagesData): Repositories {
  const entries = new Map(Object.entries(images.repositories));
  return {
    factsOf: (repository) => {
      const entry = entries.get(repository);
      return entry === undefined ? null : readFacts(repository, entry, images);
    },
    inferenceRepositories: () =>
      [...entries]
        .filter(([name, { family }]) => family !== unverified && isInferenceName(name))
        .map(([name]) => name)
        .sort(),
  };
}

function readFacts(repository: string, entry: ImageEntry, images: ImagesData): RepositoryFacts {
  const source = sourceOf(entry.source, entry.asOf);
  const why =
    entry.family === unverified
      ? "nothing shows that this image was ever published"
      : "the catalogue does not state it";
  const fact = <T>(value: T | undefined): Known<T> =>
    value === undefined ? unknown(why) : known(value, source);
  return {
    repository,
    os: fact(entry.os),
    python: fact(entry.python),
    // Of a GPU image without CUDA it is the version that is not recorded; a CPU image has none.
    cuda: entry.processor === "cpu" ? known(entry.cuda ?? null, source) : fact(entry.cuda),
    processor: fact(entry.processor),
    defaultUser: defaultUserOf(entry, fact(entry.user), images),
    env: envOf(entry) ?? unknown(why),
    framework: entry.framework ?? null,
    support: supportOf(entry, images),
    supportEnded: supportEndOf(entry),
    successor: successorOf(entry),
    condaPath: entry.conda ?? null,
  };
}

/** Microsoft's article promises a non-root user for every image on its list. */
function defaultUserOf(
  entry: ImageEntry,
  recorded: Known<string>,
  images: ImagesData,
): Known<string> {
  const listed = entry.support === "listed" || entry.support === "dropped";
  const day = lastDocumented(entry);
  if (!recorded.known || !listed || day === null) return recorded;
  return known(recorded.value, { name: images.nonRoot, asOf: day });
}

/** A Dockerfile does not show what the image that it is built on sets. */
function envOf({ env }: ImageEntry): RepositoryFacts["env"] | null {
  return env ? known({ names: env.names, complete: false }, sourceOf(env.source, env.asOf)) : null;
}

function supportOf(entry: ImageEntry, images: ImagesData): Known<SupportState> {
  const { support } = entry;
  if (support === undefined) return unknown("not an inference image");
  switch (support) {
    case "published":
      return known(support, sourceOf(images.published.name, images.published.asOf));
    case "withdrawn":
      return known(support, {
        name: entry.removal ?? entry.source,
        asOf: supportEndOf(entry),
      });
    case "listed":
    case "dropped":
    case "never-listed":
      return known(support, sourceOf(images.list.name, images.list.asOf));
  }
}

function supportEndOf(entry: ImageEntry): CalendarDate | null {
  if (entry.support === "dropped") return lastDocumented(entry);
  if (entry.support !== "withdrawn" || entry.withdrawn === undefined) return null;
  return calendarDate(entry.withdrawn);
}

function lastDocumented({ documented }: ImageEntry): CalendarDate | null {
  const last = documented?.split("..")[1];
  return last === undefined ? null : calendarDate(last);
}

function successorOf({ successor }: ImageEntry): Successor | null {
  if (successor === undefined) return null;
  const { repository, basis, source, asOf } = successor;
  return { repository, basis, source: sourceOf(source, asOf) };
}

function sourceOf(name: string, asOf: string): Source {
  return { name, asOf: calendarDate(asOf) };
}
