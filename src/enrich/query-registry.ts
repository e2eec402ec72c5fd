import { nearestTags } from "../domain/image/dated-tags.ts";
import type { Existence, RepositoryFacts } from "../domain/image/image-facts.ts";
import type { ImageReference } from "../domain/image/image-reference.ts";
import type { Answer, PublishedImage, RepositoryAddress } from "../domain/image/registry-source.ts";
import { needsConfig } from "../domain/image/tag-age.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import type { Queries } from "./queries.ts";
import type { MaybeAnswer, Registries } from "./registries.ts";
import { isCurrent, isSettled } from "./registries.ts";

/** One reference to an azureml repository, and what has to be known of it. */
export interface ImageRequest {
  readonly reference: ImageReference;
  /** On Microsoft's registry, mirrors mapped back. */
  readonly repository: string;
  readonly isInference: boolean;
  readonly location: ImageLocation;
  /** `FROM --platform` names another platform than the build, so its config is not asked for. */
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
  /** It is pulled from a mirror that may not be asked, so that `own` is the image that it is said to be a copy of. */
  readonly isCopy: boolean;
}

const nearestShown = 3;

/** What is pulled: the digest where there is one, else the tag. */
function pulled({ tag, digest }: ImageReference): string {
  return digest ?? tag ?? "latest";
}

/** Whether it may name another image by now. Microsoft moves no other tag. */
export function isMoving(reference: ImageReference): boolean {
  return pulled(reference) === "latest";
}

/** Whether what is asked for is another image, of which the one that is pulled is said to be a copy. */
export function isConfigOfCopy({
  location,
  reference,
}: Pick<ImageRequest, "location" | "reference">): boolean {
  return location.isCopy && reference.digest === null;
}

/** What registries answered about one image. */
export interface Asked {
  readonly image: Answer<PublishedImage> | null;
  readonly existence: Existence;
  readonly tags: Answer<readonly string[]> | null;
  /** The mirror's `latest` is Microsoft's `latest`. */
  readonly isLatest: boolean;
}

export const unasked: Asked = {
  image: null,
  existence: { kind: "unknown" },
  tags: null,
  isLatest: false,
};

/**
 * Asks no more than the queries need: the config only if nothing else has the date, the operating system, the user or the
 * variables; the list of tags only if the image itself was not asked for.
 */
export async function queryImage(
  request: ImageRequest,
  { defaultUser, os }: Pick<RepositoryFacts, "defaultUser" | "os">,
  registries: Registries,
  asOf: CalendarDate,
): Promise<Asked> {
  const { reference, isInference, location, isOfOtherPlatform, queries } = request;
  if (!isInference || reference.templated || reference.tagUnresolved) return unasked;
  const { source, onUnresolved } = registries;
  const onlyConfig = needsConfig(reference, location.isMirrored, asOf);
  const queriesUser =
    (queries.user === "decisive" || queries.user === "always") &&
    (onlyConfig || !defaultUser.known);
  const queriesOs = queries.os && !os.known && !isConfigOfCopy(request);
  const queriesDate = onlyConfig && queries.window !== null;
  const queriesDigest = queries.digest && reference.digest === null;
  const queriesMore = queries.whole || queriesUser || queriesDate || queriesDigest;
  const queriesImage = queriesMore || queriesOs;
  const name = pulled(reference);
  let image: MaybeAnswer<PublishedImage> = null;
  if (queriesImage && isOfOtherPlatform)
    onUnresolved(location.own, name, { kind: "elsewhere", why: otherPlatform });
  else if (queriesImage) {
    image = await source.image(location.own, name);
    isSettled(image, location.own, name, onUnresolved);
    if (queries.whole && image?.kind === "found") {
      if (image.value.env === null)
        onUnresolved(location.own, name, { kind: "missing", why: withoutVariables });
      else if (isMoving(reference)) isCurrent(image.source, asOf, location.own, name, onUnresolved);
    }
  } else if (queries.user === "remedy" && !isOfOtherPlatform) {
    // No question is open without an answer.
    const answer = await source.image(location.own, name);
    image = answer?.kind === "found" ? answer : null;
  }
  const isLatest =
    queries.window !== null && (await isMicrosofts(reference, location, image, registries));
  if (!queries.existence) return { ...unasked, image, isLatest };
  // Without the operating system, the list would answer whether the image exists, and which tags are newer. It still does.
  const queriesList = queries.lists || (queriesOs && !queriesMore && reference.digest === null);
  const listed = queriesList ? await source.tags(location.own) : null;
  const found = await existenceOf(reference, location, { image, listed }, registries, asOf);
  return { image, isLatest, ...found };
}

const withoutVariables = "the facts do not have the variables that it sets";
const otherPlatform = "--platform selects another platform than the one that is checked";

/** Whether a mirror's `latest` that has no date is Microsoft's `latest`. */
async function isMicrosofts(
  { tag, digest }: ImageReference,
  { official, isMirrored }: ImageLocation,
  image: MaybeAnswer<PublishedImage>,
  { source, onUnresolved }: Registries,
): Promise<boolean> {
  if (!isMirrored || digest !== null || tag !== "latest") return false;
  if (image?.kind !== "found" || image.value.created !== null) return false;
  const latest = await source.digest(official, "latest");
  if (!isSettled(latest, official, "latest", onUnresolved)) return false;
  return latest.kind === "found" && latest.value === image.value.digest;
}

/**
 * Whether the image exists. A list of tags answers for all of them; a tag that is not in it is asked for itself, since a list
 * can be old, cut short, or that of a mirror that pulls on demand. A denied list leaves no question open: the image itself
 * answers.
 * @param answered the image and the list of tags, where they were asked for already
 */
async function existenceOf(
  reference: ImageReference,
  { own }: ImageLocation,
  {
    image,
    listed,
  }: {
    readonly image: MaybeAnswer<PublishedImage>;
    readonly listed: MaybeAnswer<readonly string[]>;
  },
  { source, onUnresolved }: Registries,
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
  // A registry that does not answer is not asked again about the same image.
  if (tags?.kind === "unreachable" || tags?.kind === "throttled") {
    onUnresolved(own, "tags", tags);
    return unknown;
  }
  const answer = image ?? (await source.digest(own, name));
  if (!isSettled<unknown>(answer, own, name, onUnresolved)) return unknown;
  if (answer.kind === "found")
    return { existence: { kind: "present", source: answer.source }, tags };
  if (!isCurrent(answer.source, asOf, own, name, onUnresolved)) return unknown;
  tags ??= await source.tags(own);
  const names = tags?.kind === "found" ? tags.value : null;
  const latest =
    names || name === "latest" ? null : ((await source.digest(own, "latest"))?.kind ?? null);
  const isThere = names !== null || latest === "found";
  // Some registries have no tag lists: without a latest, the repository does not exist either.
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
