import type { CalendarDate } from "../domain/calendar-date.ts";
import { later, plusDays } from "../domain/calendar-date.ts";
import { datedTags, nearestTags } from "../domain/dated-tags.ts";
import type { DatedTag, Existence, LatestDate, RepositoryFacts } from "../domain/image-facts.ts";
import type { ImageReference } from "../domain/image-reference.ts";
import type { Source } from "../domain/known.ts";
import type {
  Answer,
  PublishedImage,
  RegistrySource,
  RepositoryAddress,
} from "../domain/registry-source.ts";
import { answersHoldForDays } from "../domain/registry-source.ts";
import { needsConfig } from "../domain/tag-age.ts";
import type { Questions } from "./questions.ts";

/** One reference to an azureml repository, and what has to be known of it. */
export interface ImageRequest {
  readonly reference: ImageReference;
  /** On Microsoft's registry, mirrors mapped back. */
  readonly repository: string;
  readonly isInference: boolean;
  readonly place: ImagePlace;
  /** `FROM --platform` takes the image of another platform than the one that is judged: its config is not asked for. */
  readonly isOfOtherPlatform: boolean;
  readonly questions: Questions;
}

/** Where an image is asked for. */
export interface ImagePlace {
  /** Where it is pulled from: a mirror that may be asked, else Microsoft's registry. */
  readonly own: RepositoryAddress;
  /** Microsoft's registry, whose `latest` counts. */
  readonly official: RepositoryAddress;
  readonly isMirrored: boolean;
}

/** A dated twin of `latest` is found among the newest tags or not at all. */
const mostTwins = 5;

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

/**
 * Asks no more than the questions need: the config where only it tells the day, or the user where nobody else does; the list of
 * tags where the image itself was not asked for.
 */
export async function askAbout(
  { reference, isInference, place, isOfOtherPlatform, questions }: ImageRequest,
  { defaultUser }: Pick<RepositoryFacts, "defaultUser">,
  registry: RegistrySource,
  asOf: CalendarDate,
): Promise<Asked> {
  if (!isInference || reference.templated || reference.tagUnresolved) return unasked;
  const onlyConfig = needsConfig(reference, place.isMirrored, asOf);
  const asksForUser = questions.user !== "never" && (onlyConfig || !defaultUser.known);
  const asksForImage =
    !isOfOtherPlatform &&
    (questions.whole || asksForUser || (onlyConfig && questions.window !== null));
  const image = asksForImage ? await registry.image(place.own, pulled(reference)) : null;
  const isLatest =
    questions.window !== null && (await isMicrosofts(reference, place, image, registry));
  if (!questions.existence) return { ...unasked, image, isLatest };
  return {
    image,
    isLatest,
    ...(await existenceOf(reference, place, image, registry, asOf, questions.whole)),
  };
}

/** Whether what a mirror calls latest, without a day of its own, is Microsoft's latest. */
async function isMicrosofts(
  { tag, digest }: ImageReference,
  { official, isMirrored }: ImagePlace,
  image: Answer<PublishedImage> | null,
  registry: RegistrySource,
): Promise<boolean> {
  if (!isMirrored || digest !== null || tag !== "latest") return false;
  if (image?.kind !== "found" || image.value.created !== null) return false;
  const latest = await registry.digest(official, "latest");
  return latest?.kind === "found" && latest.value === image.value.digest;
}

/**
 * Whether the image exists. A list of tags answers for all of them; what it does not name is asked for itself, since a list
 * can be old, cut short, or that of a mirror which fetches on demand.
 * @param image what was answered of the image, where it was asked for already
 * @param listsToo for the newest tag
 */
async function existenceOf(
  reference: ImageReference,
  { own }: ImagePlace,
  image: Answer<PublishedImage> | null,
  registry: RegistrySource,
  asOf: CalendarDate,
  listsToo: boolean,
): Promise<{ readonly existence: Existence; readonly tags: Answer<readonly string[]> | null }> {
  const name = pulled(reference);
  const known = (existence: Existence, tags: Answer<readonly string[]> | null = null) => ({
    existence,
    tags,
  });
  if (image?.kind === "found")
    return known(
      { kind: "present", source: image.source },
      listsToo ? await registry.tags(own) : null,
    );
  const isDigest = reference.digest !== null;
  let tags = isDigest || image ? null : await registry.tags(own);
  if (tags?.kind === "found" && tags.value.includes(name))
    return known({ kind: "present", source: tags.source }, tags);
  if (tags?.kind === "unreachable" || tags?.kind === "throttled")
    return known({ kind: "unknown" }, tags);
  const answer = image ?? (await registry.digest(own, name));
  if (answer?.kind === "found") return known({ kind: "present", source: answer.source }, tags);
  if (answer?.kind !== "absent" || !isCurrent(answer.source, asOf))
    return known({ kind: "unknown" }, tags);
  tags ??= await registry.tags(own);
  // Some registries know no lists: that there is no latest either makes it certain.
  const isEmpty =
    tags?.kind === "absent" &&
    (name === "latest" || (await registry.digest(own, "latest"))?.kind === "absent");
  const what = isEmpty ? "repository" : isDigest ? "digest" : "tag";
  const names = tags?.kind === "found" && what === "tag" ? tags.value : [];
  const absence = {
    kind: "absent",
    what,
    registry: own.registry,
    source: answer.source,
    nearestTags: nearestTags(name, names, nearestShown),
    hasLatest: names.includes("latest"),
  } as const;
  return known(absence, tags);
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
  { official }: ImagePlace,
  offline: Extract<LatestDate, { kind: "between" }>,
  registry: RegistrySource,
  asOf: CalendarDate,
): Promise<LatestDate> {
  const answer = await registry.image(official, "latest");
  if (!answer) return offline;
  if (answer.kind === "absent") return isCurrent(answer.source, asOf) ? { kind: "none" } : offline;
  if (answer.kind !== "found")
    return { ...offline, why: `${official.registry} did not answer (${answer.why})` };
  const { created, digest } = answer.value;
  const exact =
    created !== null && created <= asOf
      ? { date: created, source: answer.source }
      : await twinOf(digest, official, registry, asOf);
  if (!exact) {
    const said = created === null ? "does not say when it was made" : `was made after ${asOf}`;
    return { ...offline, why: `the image that latest names ${said}` };
  }
  if (isCurrent(exact.source, asOf)) return { kind: "exact", ...exact };
  const earliest = offline.earliest === null ? exact.date : later(offline.earliest, exact.date);
  return { ...offline, earliest, why: `the answer is of ${exact.source.asOf ?? "another day"}` };
}

/** The newest dated tag that names the same as `latest`. */
async function twinOf(
  digest: string,
  official: RepositoryAddress,
  registry: RegistrySource,
  asOf: CalendarDate,
): Promise<{ readonly date: CalendarDate; readonly source: Source } | null> {
  const tags = await registry.tags(official);
  if (tags?.kind !== "found") return null;
  for (const { tag, date } of datedTags(tags.value, asOf).slice(0, mostTwins)) {
    const answer = await registry.digest(official, tag);
    if (answer?.kind === "found" && answer.value === digest) return { date, source: answer.source };
  }
  return null;
}

function isCurrent({ asOf: answered }: Source, asOf: CalendarDate): boolean {
  return answered === null || answered >= plusDays(asOf, -answersHoldForDays);
}
