import type { CalendarDate } from "../text/calendar-date.ts";
import { later } from "../text/calendar-date.ts";
import type { FactSource } from "../domain/image/fact-source.ts";
import type {
  DatedTag,
  LatestDate,
  PublicationDate,
  TagDate,
} from "../domain/image/image-facts.ts";
import type { ImageReference } from "../domain/image/image-reference.ts";
import type { Answer, PublishedImage } from "../domain/image/registry-source.ts";
import { dayInTag, looksDated } from "../domain/image/tag-age.ts";

/** Sources of the day of a reference, besides its own text. */
export interface DateEvidence {
  readonly sources: readonly FactSource[];
  readonly asOf: CalendarDate;
  /** The answer of a registry about the image itself; null if none was asked. */
  readonly image: Answer<PublishedImage> | null;
  /** Where it was asked. */
  readonly registry: string;
  /** `latest` is checked like any other tag. */
  readonly isFrozen: boolean;
}

/** The day of what a reference names: the digest's where a source knows it, else the tag's own, else a source's. */
export async function dateOfReference(
  reference: ImageReference,
  repository: string,
  { sources, asOf, image, registry, isFrozen }: DateEvidence,
): Promise<TagDate> {
  const { tag, tagWritten, digest, templated, tagUnresolved } = reference;
  if (templated) return { kind: "none" };
  // An environment whose versions are no tags names none.
  if (tagUnresolved && !tagWritten) return { kind: "none" };
  if (tagUnresolved) return unknown("a build argument in it has no value");
  const made = madeOn(image);
  const silence = silenceOf(image, registry);
  if (digest === null) {
    if (tag !== null && tag !== "latest")
      return dateOfTag(tag, repository, { sources, asOf, made, silence });
    if (!isFrozen || !image) return { kind: "none" };
    const isDated = made !== null && made.date <= asOf;
    return isDated ? dated(made) : (silence ?? unknown(`its date is after ${asOf}`));
  }
  const recorded =
    made ?? (await firstAnswer(sources, (source) => source.digestDate(repository, digest, asOf)));
  if (recorded && recorded.date <= asOf) return dated(recorded);
  const claimed =
    tag === null || tag === "latest"
      ? null
      : await dateOfTag(tag, repository, { sources, asOf, made: null, silence });
  // The tag may refer to another digest by now, so its day is not certain to be that of the digest.
  if (claimed?.kind === "dated") return { ...claimed, confidence: "medium" };
  return silence ?? unknown("no source has a date for this digest");
}

async function dateOfTag(
  tag: string,
  repository: string,
  {
    sources,
    asOf,
    made,
    silence,
  }: Pick<DateEvidence, "sources" | "asOf"> & {
    readonly made: PublicationDate | null;
    readonly silence: TagDate | null;
  },
): Promise<TagDate> {
  const day = dayInTag(tag);
  if (day !== null && day <= asOf) {
    const source = { name: "the tag", asOf: null };
    return dated({ date: day, bound: "exact", source });
  }
  const recorded =
    made ?? (await firstAnswer(sources, (source) => source.tagDate(repository, tag, asOf)));
  if (recorded && recorded.date <= asOf) return dated(recorded);
  if (day !== null || recorded) return unknown(`its date is after ${asOf}`);
  if (silence) return silence;
  return unknown(looksDated(tag) ? "there is no such day" : "no source has a date for this tag");
}

/** A day that is only concluded from other versions is less certain than a recorded one. */
function dated(published: PublicationDate): TagDate {
  const confidence = published.bound === "earliest" ? "medium" : "high";
  return { kind: "dated", ...published, confidence };
}

function unknown(why: string): TagDate {
  return { kind: "unknown", why, isAsked: false };
}

/** Why a registry that was asked gave no date; null if none was asked, or if it gave one. */
function silenceOf(image: Answer<PublishedImage> | null, registry: string): TagDate | null {
  switch (image?.kind) {
    case undefined:
      return null;
    case "found":
      return image.value.created === null
        ? { kind: "unknown", why: "the image does not say when it was made", isAsked: true }
        : null;
    case "absent":
      return { kind: "unknown", why: `${registry} does not have it`, isAsked: true };
    case "denied":
    case "throttled":
    case "unreachable":
      return { kind: "unknown", why: `the registry did not answer (${image.why})`, isAsked: true };
  }
}

/** The day of `latest`: offline it lies between the newest known publication date and the as-of date. */
export function dateOfLatest(
  tagDate: TagDate,
  newestKnown: DatedTag | null,
): Extract<LatestDate, { kind: "between" }> {
  const own = tagDate.kind === "dated" && tagDate.bound !== "latest" ? tagDate.date : null;
  const newest = newestKnown?.date ?? null;
  const earliest = own !== null && newest !== null ? later(own, newest) : (own ?? newest);
  return { kind: "between", earliest, newestKnown, why: null };
}

function madeOn(image: Answer<PublishedImage> | null): PublicationDate | null {
  if (image?.kind !== "found" || image.value.created === null) return null;
  return { date: image.value.created, bound: "exact", source: image.source };
}

async function firstAnswer(
  sources: readonly FactSource[],
  ask: (source: FactSource) => Promise<PublicationDate | null>,
): Promise<PublicationDate | null> {
  for (const source of sources) {
    const answer = await ask(source);
    if (answer) return answer;
  }
  return null;
}
