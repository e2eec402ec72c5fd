import { calendarDate, type CalendarDate } from "../text/calendar-date.ts";
import type { PublicationDate } from "../domain/image/image-facts.ts";
import { dayInTag } from "../domain/image/tag-age.ts";
import type { OriginsData } from "./catalogue-data.ts";
import { readOnDemand } from "./origins.ts";
import type { Tags } from "./tags.ts";

/**
 * What is known of a digest. tag: the tag names this digest, so both have the same date; seen: it was in use that day, so it is
 * at least that old.
 */
type Recorded = (
  { readonly kind: "tag"; readonly tag: string } | { readonly kind: "seen"; readonly day: string }
) & { readonly name: string };

export interface Digests {
  dateOf(repository: string, digest: string): PublicationDate | null;
}

/** @param checkedOn the day the data was last checked, `YYYY-MM-DD` */
export function openDigests(data: OriginsData, tags: Tags, checkedOn: string): Digests {
  const digestsOf = readOnDemand(
    data.repositories,
    (entries) => new Map(entries.map(({ text, name }) => readDigest(text, name))),
  );
  return {
    dateOf: (repository, digest) => {
      const recorded = digestsOf(repository)?.get(digest);
      return recorded
        ? dateOf(recorded, (tag) => tags.dateOf(repository, tag)?.date ?? null, checkedOn)
        : null;
    },
  };
}

/** `hex=tag` or `hex<day`. */
function readDigest(text: string, name: string): readonly [string, Recorded] {
  const [hex = "", value = ""] = text.split(/[=<]/);
  return [
    `sha256:${hex}`,
    text.includes("=") ? { kind: "tag", tag: value, name } : { kind: "seen", day: value, name },
  ];
}

function dateOf(
  recorded: Recorded,
  dateOfTag: (tag: string) => CalendarDate | null,
  checkedOn: string,
): PublicationDate | null {
  const { kind, name } = recorded;
  if (kind === "seen") {
    const date = calendarDate(recorded.day);
    return { date, upperBound: true, source: { name, asOf: date } };
  }
  const date = dayInTag(recorded.tag) ?? dateOfTag(recorded.tag);
  const source = { name, asOf: calendarDate(checkedOn) };
  return date === null ? null : { date, upperBound: false, source };
}
