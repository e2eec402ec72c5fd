import type { CalendarDate } from "../text/calendar-date.ts";
import { later, plusDays } from "../text/calendar-date.ts";
import { datedTags, nearestTags } from "../domain/image/dated-tags.ts";
import type {
  DatedTag,
  Existence,
  LatestDate,
  RepositoryFacts,
} from "../domain/image/image-facts.ts";
import type { ImageReference } from "../domain/image/image-reference.ts";
import type { Source } from "../domain/image/known.ts";
import type {
  Answer,
  NoteOpen,
  OpenQuestion,
  PublishedImage,
  RegistrySource,
  RepositoryAddress,
} from "../domain/image/registry-source.ts";
import { answersHoldForDays } from "../domain/image/registry-source.ts";
import { needsConfig } from "../domain/image/tag-age.ts";
import type { Queries } from "./queries.ts";

/** One reference to an azureml repository, and what has to be known of it. */
export interface ImageRequest {
  readonly reference: ImageReference;
  /** On Microsoft's registry, mirrors mapped back. */
  readonly repository: string;
  readonly isInference: boolean;
  readonly location: ImageLocation;
  /** `FROM --platform` takes the image of another platform than the one that is judged: its config is not asked for. */
  readonly isOfOtherPlatform: boolean;
  readonly queries: Queries;
}

/** Where an image is asked for. */
export interface ImageLocation {
  /** Where it is pulled from: a mirror that may be asked, else Microsoft's registry. */
  readonly own: RepositoryAddress;
  /** Microsoft's registry, whose `latest` counts. */
  readonly official: RepositoryAddress;
  readonly isMirrored: boolean;
}

/** A dated twin of `latest` is found among the newest tags or not at all. */
const maxSameDigest = 5;

const nearestShown = 3;

/** What is pulled: the digest where there is one, else the tag. */
function pulled({ tag, digest }: ImageReference): string {
  return digest ?? tag ?? "latest";
}

/** What registries were asked about one image, and what they said. */
export interface Asked {
  readonly image: Answer<PublishedImage> | null;
  readonly existence: Existence;
  readonly tags: Answer<readonly string[]> | null;
  /** What a mirror calls latest is the very image that Microsoft does. */
  readonly isLatest: boolean;
}

export const unasked: Asked = {
  image: null,
  existence: { kind: "unknown" },
  tags: null,
  isLatest: false,
};

/** Registries, and who is told of what they leave open. */
export interface Registries {
  readonly source: RegistrySource;
  readonly noteOpen: NoteOpen;
}

/** Null of kept answers, which do not have it. */
type Given<T> = Answer<T> | null;

/** Whether an answer settles the question; one that does not is told of. */
function isSettled<T>(
  answer: Given<T>,
  address: RepositoryAddress,
  question: string,
  noteOpen: NoteOpen,
): answer is Exclude<Answer<T>, OpenQuestion> {
  if (answer?.kind === "found" || answer?.kind === "absent") return true;
  noteOpen(address, question, answer ?? { kind: "missing", why: "the facts do not have it" });
  return false;
}

/**
 * Asks no more than the queries need: the config where only it tells the day, or the user where nobody else does; the list of
 * tags where the image itself was not asked for.
 */
export async function askAbout(
  { reference, isInference, location, isOfOtherPlatform, queries }: ImageRequest,
  { defaultUser }: Pick<RepositoryFacts, "defaultUser">,
  registries: Registries,
  asOf: CalendarDate,
): Promise<Asked> {
  if (!isInference || reference.templated || reference.tagUnresolved) return unasked;
  const { source, noteOpen } = registries;
  const onlyConfig = needsConfig(reference, location.isMirrored, asOf);
  const queriesUser = queries.user !== "never" && (onlyConfig || !defaultUser.known);
  const queriesImage = queries.whole || queriesUser || (onlyConfig && queries.window !== null);
  const name = pulled(reference);
  let image: Given<PublishedImage> = null;
  if (queriesImage && isOfOtherPlatform)
    noteOpen(location.own, name, { kind: "elsewhere", why: otherPlatform });
  else if (queriesImage) {
    image = await source.image(location.own, name);
    isSettled(image, location.own, name, noteOpen);
  }
  const isLatest =
    queries.window !== null && (await isMicrosofts(reference, location, image, registries));
  if (!queries.existence) return { ...unasked, image, isLatest };
  const listed = queries.lists ? await source.tags(location.own) : null;
  const found = await existenceOf(reference, location, { image, listed }, registries, asOf);
  return { image, isLatest, ...found };
}

const otherPlatform = "--platform takes the image of another platform than the one that is judged";

/** Whether what a mirror calls latest, without a day of its own, is Microsoft's latest. */
async function isMicrosofts(
  { tag, digest }: ImageReference,
  { official, isMirrored }: ImageLocation,
  image: Given<PublishedImage>,
  { source, noteOpen }: Registries,
): Promise<boolean> {
  if (!isMirrored || digest !== null || tag !== "latest") return false;
  if (image?.kind !== "found" || image.value.created !== null) return false;
  const latest = await source.digest(official, "latest");
  if (!isSettled(latest, official, "latest", noteOpen)) return false;
  return latest.kind === "found" && latest.value === image.value.digest;
}

/**
 * Whether the image exists. A list of tags answers for all of them; what it does not name is asked for itself, since a list
 * can be old, cut short, or that of a mirror which fetches on demand. A list that is denied is no open question: the image
 * itself answers.
 * @param asked image: what was answered of the image, where it was asked for already
 */
async function existenceOf(
  reference: ImageReference,
  { own }: ImageLocation,
  {
    image,
    listed,
  }: { readonly image: Given<PublishedImage>; readonly listed: Given<readonly string[]> },
  { source, noteOpen }: Registries,
  asOf: CalendarDate,
): Promise<Pick<Asked, "existence" | "tags">> {
  const name = pulled(reference);
  const isDigest = reference.digest !== null;
  let tags = listed ?? (isDigest || image ? null : await source.tags(own));
  const unknown = { existence: { kind: "unknown" } as const, tags };
  if (image?.kind === "found")
    return { existence: { kind: "present", source: image.source }, tags };
  if (tags?.kind === "found" && tags.value.includes(name))
    return { existence: { kind: "present", source: tags.source }, tags };
  // Whoever does not answer at all is not asked again about the same image.
  if (tags?.kind === "unreachable" || tags?.kind === "throttled") {
    noteOpen(own, "tags", tags);
    return unknown;
  }
  const answer = image ?? (await source.digest(own, name));
  if (!isSettled<unknown>(answer, own, name, noteOpen)) return unknown;
  if (answer.kind === "found")
    return { existence: { kind: "present", source: answer.source }, tags };
  if (!isCurrent(answer.source, asOf, own, name, noteOpen)) return unknown;
  tags ??= await source.tags(own);
  const names = tags?.kind === "found" ? tags.value : null;
  const latest =
    names || name === "latest" ? null : ((await source.digest(own, "latest"))?.kind ?? null);
  const isThere = names !== null || latest === "found";
  // Some registries know no lists: that there is no latest either makes it certain.
  const isEmpty = tags?.kind === "absent" && (name === "latest" || latest === "absent");
  const existence = {
    kind: "absent",
    what: isEmpty ? "repository" : isDigest ? "digest" : isThere ? "tag" : "image",
    registry: own.registry,
    source: answer.source,
    nearestTags: isDigest ? [] : nearestTags(name, names ?? [], nearestShown),
    hasLatest: names?.includes("latest") ?? latest === "found",
  } as const;
  return { existence, tags };
}

/** The newest dated tag of a list, none after the day of judgement. */
export function newestOf(
  tags: Answer<readonly string[]> | null,
  asOf: CalendarDate,
): DatedTag | null {
  if (tags?.kind !== "found") return null;
  const [newest] = datedTags(tags.value, asOf);
  return newest ? { ...newest, source: tags.source } : null;
}

/** The day of `latest`, as Microsoft's registry tells it. */
export async function latestOf(
  { official }: ImageLocation,
  offline: Extract<LatestDate, { kind: "between" }>,
  registries: Registries,
  asOf: CalendarDate,
): Promise<LatestDate> {
  const { source, noteOpen } = registries;
  const name = "latest";
  const answer = await source.image(official, name);
  if (!isSettled(answer, official, name, noteOpen))
    return answer
      ? { ...offline, why: `${official.registry} did not answer (${answer.why})` }
      : offline;
  const isNew = isCurrent(answer.source, asOf, official, name, noteOpen);
  if (answer.kind === "absent") return isNew ? { kind: "none" } : offline;
  const { created, digest } = answer.value;
  const exact =
    created !== null && created <= asOf
      ? { date: created, source: answer.source }
      : await tagWithSameDigest(digest, official, registries, asOf);
  if (!exact) {
    const said = created === null ? "does not say when it was made" : `was made after ${asOf}`;
    return { ...offline, why: `the image that latest names ${said}` };
  }
  if (isNew) return { kind: "exact", ...exact };
  const earliest = offline.earliest === null ? exact.date : later(offline.earliest, exact.date);
  return { ...offline, earliest, why: `the answer is of ${exact.source.asOf ?? "another day"}` };
}

/** The newest dated tag that names the same as `latest`. */
async function tagWithSameDigest(
  digest: string,
  official: RepositoryAddress,
  { source, noteOpen }: Registries,
  asOf: CalendarDate,
): Promise<{ readonly date: CalendarDate; readonly source: Source } | null> {
  const tags = await source.tags(official);
  if (!isSettled(tags, official, "tags", noteOpen) || tags.kind !== "found") return null;
  for (const { tag, date } of datedTags(tags.value, asOf).slice(0, maxSameDigest)) {
    const answer = await source.digest(official, tag);
    if (!isSettled(answer, official, tag, noteOpen)) return null;
    if (answer.kind === "found" && answer.value === digest) return { date, source: answer.source };
  }
  return null;
}

/** Whether an answer still says what is; one that does not is told of. */
function isCurrent(
  { asOf: answered }: Source,
  asOf: CalendarDate,
  address: RepositoryAddress,
  question: string,
  noteOpen: NoteOpen,
): boolean {
  if (answered === null || answered >= plusDays(asOf, -answersHoldForDays)) return true;
  noteOpen(address, question, { kind: "outdated", why: answered });
  return false;
}
