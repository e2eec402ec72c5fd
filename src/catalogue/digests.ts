import { calendarDate, type CalendarDate } from "../text/calendar-date.ts";
import type { PublicationDate } from "../domain/image/image-facts.ts";
import { dayInTag } from "../domain/image/tag-age.ts";
import data from "./data/digests.json" with { type: "json" };
import images from "./data/images.json" with { type: "json" };
import { readOnDemand } from "./origins.ts";
import type { Tags } from "./tags.ts";

/**
 * What is told of a digest. tag: the digest is what the tag names, so the tag's day is its own; seen: it was in use that
 * day, so it is at least that old.
 */
type Told = (
  { readonly kind: "tag"; readonly tag: string } | { readonly kind: "seen"; readonly day: string }
) & { readonly name: string };

export interface Digests {
  dateOf(repository: string, digest: string): PublicationDate | null;
}

export function openDigests(tags: Tags): Digests {
  const digestsOf = readOnDemand(
    data.repositories,
    (entries) => new Map(entries.map(({ text, name }) => readDigest(text, name))),
  );
  return {
    dateOf: (repository, digest) => {
      const told = digestsOf(repository)?.get(digest);
      return told ? dateOf(told, (tag) => tags.dateOf(repository, tag)?.date ?? null) : null;
    },
  };
}

/** `hex=tag` or `hex<day`. */
function readDigest(text: string, name: string): readonly [string, Told] {
  const [hex = "", told = ""] = text.split(/[=<]/);
  return [
    `sha256:${hex}`,
    text.includes("=") ? { kind: "tag", tag: told, name } : { kind: "seen", day: told, name },
  ];
}

function dateOf(
  told: Told,
  recorded: (tag: string) => CalendarDate | null,
): PublicationDate | null {
  const { kind, name } = told;
  if (kind === "seen") {
    const date = calendarDate(told.day);
    return { date, upperBound: true, source: { name, asOf: date } };
  }
  const date = dayInTag(told.tag) ?? recorded(told.tag);
  const source = { name, asOf: calendarDate(images.checkedOn) };
  return date === null ? null : { date, upperBound: false, source };
}
