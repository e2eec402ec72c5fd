import { calendarDate, type CalendarDate } from "../text/calendar-date.ts";
import { isInferenceName } from "../domain/image/azureml-name.ts";
import type {
  ImageFamily,
  RepositoryFacts,
  Successor,
  SupportState,
} from "../domain/image/image-facts.ts";
import { known, unknown, type Known, type Source } from "../domain/image/known.ts";
import { answeredEnv, answeredFact, isAnswered } from "./answered.ts";
import type { ImageEntry, ImagesData } from "./catalogue-data.ts";
import type { VersionFacts } from "./versions.ts";

/** What the catalogue states of a version of an image. */
export function readFacts(
  repository: string,
  entry: ImageEntry,
  { row, confidence, answered }: VersionFacts,
  images: ImagesData,
): RepositoryFacts {
  const source = sourceOf(entry.source, entry.asOf);
  const evidenced = isEvidenced(entry);
  const why = evidenced
    ? "the catalogue does not state it"
    : "nothing shows that this image was ever published";
  const fact = <T>(value: T | undefined): Known<T> =>
    value === undefined ? unknown(why) : known(value, source, confidence);
  const stated = (name: "os" | "python" | "cuda" | "user" | "parent"): Known<string> => {
    const own = row?.[name];
    if (row && own !== undefined) return known(own, sourceOf(row.source, row.asOf), confidence);
    const value = entry[name];
    const isInferred = entry.inferred?.includes(name) === true;
    const answer = name === "python" || name === "parent" ? null : answeredFact(answered, name);
    if (answer && (isInferred || value === undefined)) return answer;
    if (value === undefined) return unknown(why);
    return isInferred
      ? known(value, { ...source, name: `inferred from ${source.name}` }, "medium")
      : known(value, source, confidence);
  };
  const cuda = stated("cuda");
  const parent = stated("parent");
  return {
    repository,
    family: familyOf(repository, entry),
    evidenced,
    confidence,
    preview: entry.preview === true,
    parent: parent.known ? parent.value : null,
    os: stated("os"),
    python: stated("python"),
    // Of a GPU image without CUDA it is the version that is not recorded; a CPU image has none.
    cuda: cuda.known || entry.processor !== "cpu" ? cuda : known(null, source),
    processor: fact(entry.processor),
    defaultUser: defaultUserOf(entry, stated("user"), images),
    env: envOf(entry) ?? answeredEnv(answered) ?? unknown(why),
    framework: row?.framework ?? entry.framework ?? null,
    support: supportOf(repository, entry, images),
    supportEnded: supportEndOf(entry),
    successor: successorOf(entry),
    condaPath: entry.conda ?? answered?.conda ?? null,
  };
}

/** The family of names that are in use but were never seen to be published. */
const unverified = "unverified";

/** Whether there is evidence that an image was ever published. */
export function isEvidenced({ family }: ImageEntry): boolean {
  return family !== unverified;
}

/** The kind of an image, as far as rules ask for it. */
export function familyOf(repository: string, { family }: Pick<ImageEntry, "family">): ImageFamily {
  switch (family) {
    case "inference":
    case "inference-base":
    case "curated-inference":
      return "inference";
    case "base":
    case "curated":
    case "acpt":
    case "promptflow":
    case "assets":
      return family;
    default:
      return family === unverified && isInferenceName(repository) ? "inference" : "other";
  }
}

/** Microsoft's article promises a non-root user for every image on its list. */
function defaultUserOf(
  entry: ImageEntry,
  recorded: Known<string>,
  images: ImagesData,
): Known<string> {
  const listed = entry.support === "listed" || entry.support === "dropped";
  const day = lastDocumented(entry);
  if (!recorded.known || isAnswered(recorded.source) || !listed || day === null) return recorded;
  const source = { name: images.nonRoot, asOf: day };
  return known(recorded.value, source, recorded.confidence);
}

/** A Dockerfile does not show what the image that it is built on sets. */
function envOf({ env }: ImageEntry): RepositoryFacts["env"] | null {
  return env ? known({ names: env.names, complete: false }, sourceOf(env.source, env.asOf)) : null;
}

function supportOf(repository: string, entry: ImageEntry, images: ImagesData): Known<SupportState> {
  const { support } = entry;
  // A name that nobody published says which list would have it.
  if (support === undefined || familyOf(repository, entry) === "other")
    return unknown("Microsoft has no list of such images");
  const list = entry.family === "base" ? images.baseList : images.list;
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
      return known(support, sourceOf(list.name, list.asOf));
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

function sourceOf(name: string, asOf: string | undefined): Source {
  return { name, asOf: asOf === undefined ? null : calendarDate(asOf) };
}
