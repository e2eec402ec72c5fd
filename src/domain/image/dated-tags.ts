import type { CalendarDate } from "../../text/calendar-date.ts";
import { nearestNames } from "../../text/closest-match.ts";
import { dayInTag } from "./tag-age.ts";
import { compareText } from "../../text/compare-text.ts";

/** A tag with the day it carries. */
export interface TagOfDay {
  readonly tag: string;
  readonly date: CalendarDate;
}

/** The tags that carry a day up to the given one, newest first. */
export function datedTags(tags: readonly string[], notAfter: CalendarDate): readonly TagOfDay[] {
  let dated = known.get(tags);
  if (!dated) {
    dated = tags
      .flatMap((tag) => {
        const date = dayInTag(tag);
        return date === null ? [] : [{ tag, date }];
      })
      .sort(newestFirst);
    known.set(tags, dated);
  }
  const first = dated.findIndex(({ date }) => date <= notAfter);
  return first < 0 ? [] : dated.slice(first);
}

/** Thousands of files can name tags of one repository, whose list is always the same. */
const known = new WeakMap<readonly string[], readonly TagOfDay[]>();

/** By day, then by build: `.v10` is after `.v9`, 10 after 9. */
export function newestFirst(a: TagOfDay, b: TagOfDay): number {
  if (a.date !== b.date) return a.date < b.date ? 1 : -1;
  return buildIn(b.tag) - buildIn(a.tag);
}

function buildIn(tag: string): number {
  return Number(/\d+$/.exec(tag)?.[0] ?? 0);
}

/**
 * The existing tags that are most like one that does not exist: nearest in time or in number, else in spelling, else the
 * last ones.
 */
export function nearestTags(
  wanted: string,
  tags: readonly string[],
  count: number,
): readonly string[] {
  const close = closeTo(wanted, tags);
  if (close.length > 0) return close.slice(0, count);
  const spelt = nearestNames(wanted, neighboursOf(wanted, tags), count);
  return spelt.length > 0 ? spelt : tags.slice(-count).reverse();
}

/** Comparing spellings takes time, so that of a long list only the alphabetical neighbours are compared. */
const maxCompared = 200;

function neighboursOf(wanted: string, tags: readonly string[]): readonly string[] {
  if (tags.length <= maxCompared) return tags;
  const at = tags.findIndex((tag) => tag > wanted);
  const middle = at < 0 ? tags.length : at;
  const start = Math.max(0, middle - maxCompared / 2);
  return tags.slice(start, start + maxCompared);
}

function closeTo(wanted: string, tags: readonly string[]): readonly string[] {
  const position = positionOf(wanted);
  if (position === null) return [];
  let positions = knownPositions.get(tags);
  if (!positions) {
    positions = tags.flatMap((tag) => {
      const other = positionOf(tag);
      return other ? [{ tag, ...other }] : [];
    });
    knownPositions.set(tags, positions);
  }
  return positions
    .filter(({ kind }) => kind === position.kind)
    .map(({ tag, value }) => ({ tag, distance: Math.abs(value - position.value) }))
    .sort((a, b) => a.distance - b.distance || compareText(a.tag, b.tag))
    .map(({ tag }) => tag);
}

const knownPositions = new WeakMap<
  readonly string[],
  readonly { readonly tag: string; readonly kind: "day" | "number"; readonly value: number }[]
>();

/** Where a tag is in the order of dated or of numbered tags: its day in milliseconds plus its build number, or its number. */
function positionOf(
  tag: string,
): { readonly kind: "day" | "number"; readonly value: number } | null {
  const day = dayInTag(tag);
  if (day !== null) {
    const build = Math.min(buildIn(tag), millisecondsADay - 1);
    return { kind: "day", value: Date.parse(day) + build };
  }
  return /^\d{1,6}$/.test(tag) ? { kind: "number", value: Number(tag) } : null;
}

const millisecondsADay = 86_400_000;
