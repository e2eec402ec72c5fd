import type { CalendarDate } from "../text/calendar-date.ts";

/** Entries by where they were found: `{ "Azure/azureml-assets": "20240415.v2@9840b30141 …" }`. */
type Origins = Readonly<Record<string, string>>;

/** An entry without its commit, and the name of its source. */
export interface Entry {
  readonly text: string;
  readonly name: string;
  /** The repository that it was found in. */
  readonly origin: string;
}

/** The day of what was read of a repository; null where that is not recorded. */
export type SourceDays = (origin: string) => CalendarDate | null;

/** Each repository's entries are read when it is first asked for: a run meets few of them. */
export function readOnDemand<T>(
  repositories: Readonly<Record<string, Origins>>,
  read: (entries: readonly Entry[]) => T,
): (repository: string) => T | null {
  const known = new Map(Object.entries(repositories));
  const done = new Map<string, T>();
  return (repository) => {
    const before = done.get(repository);
    const origins = known.get(repository);
    if (before !== undefined || origins === undefined) return before ?? null;
    const now = read(entriesOf(origins));
    done.set(repository, now);
    return now;
  };
}

function entriesOf(origins: Origins): readonly Entry[] {
  return Object.entries(origins).flatMap(([origin, entries]) =>
    entries.split(" ").map((entry) => {
      const [text = "", place] = entry.split("@");
      return { text, name: place === undefined ? origin : `${origin}@${place}`, origin };
    }),
  );
}
