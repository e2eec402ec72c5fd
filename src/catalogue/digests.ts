import { calendarDate, type CalendarDate } from "../text/calendar-date.ts";
import type { PublicationDate } from "../domain/image/image-facts.ts";
import { dayInTag } from "../domain/image/tag-age.ts";
import type { OriginsData } from "./catalogue-data.ts";
import type { Entry, SourceDays } from "./origins.ts";
import { readOnDemand } from "./origins.ts";
import type { Tags } from "./tags.ts";

/**
 * What is known of a digest. tag: the tag names this digest, so both have the same date; seen: it was in use that day, so it is
 * at least that old.
 */
type Recorded = (
  { readonly kind: "tag"; readonly tag: string } | { readonly kind: "seen"; readonly day: string }
) &
  Pick<Entry, "name" | "origin">;

export interface Digests {
  dateOf(repository: string, digest: string): PublicationDate | null;
  /** The tag that names the digest; null where no source says so. */
  tagOf(repository: string, digest: string): string | null;
}

export function openDigests(data: OriginsData, tags: Tags, days: SourceDays): Digests {
  const digestsOf = readOnDemand(data.repositories, (entries) => new Map(entries.map(readDigest)));
  return {
    dateOf: (repository, digest) => {
      const recorded = digestsOf(repository)?.get(digest);
      return recorded
        ? dateOf(recorded, (tag) => tags.dateOf(repository, tag)?.date ?? null, days)
        : null;
    },
    tagOf: (repository, digest) => {
      const recorded = digestsOf(repository)?.get(digest);
      return recorded?.kind === "tag" ? recorded.tag : null;
    },
  };
}

/** `hex=tag` or `hex<day`. */
function readDigest({ text, name, origin }: Entry): readonly [string, Recorded] {
  const [hex = "", value = ""] = text.split(/[=<]/);
  return [
    `sha256:${hex}`,
    text.includes("=")
      ? { kind: "tag", tag: value, name, origin }
      : { kind: "seen", day: value, name, origin },
  ];
}

function dateOf(
  recorded: Recorded,
  dateOfTag: (tag: string) => CalendarDate | null,
  days: SourceDays,
): PublicationDate | null {
  const { kind, name } = recorded;
  if (kind === "seen") {
    const date = calendarDate(recorded.day);
    return { date, bound: "latest", source: { name, asOf: date } };
  }
  const date = dayInTag(recorded.tag) ?? dateOfTag(recorded.tag);
  const source = { name, asOf: days(recorded.origin) };
  return date === null ? null : { date, bound: "exact", source };
}
