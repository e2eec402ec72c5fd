import { calendarDate, type CalendarDate } from "../text/calendar-date.ts";
import type {
  Processor,
  RepositoryFacts,
  Successor,
  SupportState,
} from "../domain/image/image-facts.ts";
import { known, unknown, type Known, type Source } from "../domain/image/known.ts";
import images from "./data/images.json" with { type: "json" };

/** One line of images.json. What is absent is not stated. */
interface Entry {
  readonly family: string;
  readonly os?: string;
  readonly python?: string;
  readonly cuda?: string;
  readonly processor?: Processor;
  readonly framework?: string;
  readonly user?: string;
  readonly conda?: string;
  /** The first and the last day a text named the image: `2021-05-25..2022-11-04`. */
  readonly documented?: string;
  /** Absent for what is not an inference image. */
  readonly support?: SupportState;
  readonly withdrawn?: string;
  /** What withdrew it. */
  readonly removal?: string;
  readonly successor?: {
    readonly repository: string;
    readonly basis: Successor["basis"];
    readonly source: string;
    readonly asOf: string;
  };
  readonly source: string;
  readonly asOf: string;
}

const entries = new Map(Object.entries(images.repositories as Record<string, Entry>));
const list = sourceOf(images.list.name, images.list.asOf);

/** Names in use that nobody is known to have published. */
const unverified = "unverified";

export function readRepositoryFacts(repository: string): RepositoryFacts | null {
  const entry = entries.get(repository);
  if (entry === undefined) return null;
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
    // Of a GPU image without CUDA it is the version that is not stated; a CPU image has none.
    cuda: entry.processor === "cpu" ? known(entry.cuda ?? null, source) : fact(entry.cuda),
    processor: fact(entry.processor),
    defaultUser: defaultUserOf(entry, fact(entry.user)),
    framework: entry.framework ?? null,
    support: supportOf(entry),
    supportEnded: supportEndOf(entry),
    successor: successorOf(entry),
    condaPath: entry.conda ?? null,
  };
}

/** The inference images there is evidence for, sorted. */
export function inferenceRepositories(): readonly string[] {
  return [...entries]
    .filter(([name, { family }]) => family !== unverified && isInference(name))
    .map(([name]) => name)
    .sort();
}

function isInference(repository: string): boolean {
  return repository.slice("azureml/".length).includes("inference");
}

/** Microsoft's article promises a non-root user for every image on its list. */
function defaultUserOf(entry: Entry, stated: Known<string>): Known<string> {
  const listed = entry.support === "listed" || entry.support === "dropped";
  const day = lastDocumented(entry);
  if (!stated.known || !listed || day === null) return stated;
  return known(stated.value, { name: images.nonRoot, asOf: day });
}

function supportOf(entry: Entry): Known<SupportState> {
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
      return known(support, list);
  }
}

function supportEndOf(entry: Entry): CalendarDate | null {
  if (entry.support === "dropped") return lastDocumented(entry);
  if (entry.support !== "withdrawn" || entry.withdrawn === undefined) return null;
  return calendarDate(entry.withdrawn);
}

function lastDocumented({ documented }: Entry): CalendarDate | null {
  const last = documented?.split("..")[1];
  return last === undefined ? null : calendarDate(last);
}

function successorOf({ successor }: Entry): Successor | null {
  if (successor === undefined) return null;
  const { repository, basis, source, asOf } = successor;
  return { repository, basis, source: sourceOf(source, asOf) };
}

function sourceOf(name: string, asOf: string): Source {
  return { name, asOf: calendarDate(asOf) };
}
