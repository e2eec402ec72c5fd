import type { CalendarDate } from "../../text/calendar-date.ts";
import { minusMonths, parseCalendarDate, plusDays } from "../../text/calendar-date.ts";
import type { LatestDate, PublicationDate, TagDate } from "./image-facts.ts";
import type { ImageReference } from "./image-reference.ts";

/** How old a tag may be: the window in calendar months, counted back from `latest` or from the as-of date. */
export interface SupportWindow {
  readonly months: number;
  readonly from: "latest" | "today";
}

/** Microsoft supports a tag from `latest` back to the tag six months older. */
export const defaultSupportWindow: SupportWindow = { months: 6, from: "latest" };

/** The last day of `latest` on which the tag would still be supported decides an unverified one. */
export type TagAge =
  | { readonly kind: "stale"; readonly windowStart: CalendarDate }
  | { readonly kind: "supported" }
  | { readonly kind: "unverified"; readonly lastSupporting: CalendarDate }
  | { readonly kind: "unknown"; readonly why: string; readonly isAsked: boolean }
  | { readonly kind: "not dated" };

/**
 * Microsoft supports tags from `latest` back to the tag six months older. Offline the day of `latest` lies in a range, so a
 * tag is stale when even the earliest possible `latest` leaves it outside, supported when even the latest possible one, the
 * as-of date, does not, and unverified between the two.
 */
export function evaluateTagAge(
  tagDate: TagDate,
  latest: LatestDate,
  { months, from }: SupportWindow,
  asOf: CalendarDate,
): TagAge {
  if (tagDate.kind === "none") return { kind: "not dated" };
  if (tagDate.kind === "unknown") return tagDate;
  if (from === "latest" && latest.kind === "none") return { kind: "not dated" };
  const { date, bound } = tagDate;
  const exact = from === "today" ? asOf : latest.kind === "exact" ? latest.date : null;
  const earliest = exact ?? (latest.kind === "between" ? latest.earliest : null);
  const windowStart = earliest === null ? null : minusMonths(earliest, months);
  const strictest = minusMonths(exact ?? asOf, months);
  if (bound === "earliest")
    return date < strictest
      ? { kind: "unknown", why: `it was published on ${publishedText(tagDate)}`, isAsked: false }
      : { kind: "supported" };
  if (windowStart !== null && date < windowStart) return { kind: "stale", windowStart };
  if (date < strictest) return { kind: "unverified", lastSupporting: lastSupporting(date, months) };
  return bound === "latest"
    ? { kind: "unknown", why: `it was published on ${publishedText(tagDate)}`, isAsked: false }
    : { kind: "supported" };
}

/** The last day of `latest` for which the window still includes the date. */
function lastSupporting(date: CalendarDate, months: number): CalendarDate {
  let day = minusMonths(date, -months);
  // Month ends are clamped, so up to three more days can reach back as far.
  for (let next = plusDays(day, 1); minusMonths(next, months) <= date; next = plusDays(day, 1))
    day = next;
  return day;
}

/** The first day that the window, counted back from it, no longer includes the date. */
export function leavesWindow(date: CalendarDate, months: number): CalendarDate {
  return plusDays(lastSupporting(date, months), 1);
}

/** For messages: `2026-05-20`, `2026-05-20 or earlier`. */
export function publishedText({ date, bound }: Pick<PublicationDate, "date" | "bound">): string {
  const beyond = { exact: "", latest: " or earlier", earliest: " or later" };
  return `${date}${beyond[bound]}`;
}

/** `YYYYMMDD.vN`, and the older `YYYYMMDD.N`: the day a tag carries. Null for other tags and for impossible days. */
export function dayInTag(tag: string): CalendarDate | null {
  const match = /^(\d{4})(\d{2})(\d{2})\.v?\d+$/.exec(tag);
  return match ? parseCalendarDate(match.slice(1).join("-")) : null;
}

/** Whether a tag has the shape of a dated one, possible day or not. */
export function looksDated(tag: string): boolean {
  return /^\d{8}\.v?\d+$/.test(tag);
}

/** Whether only the config of the image has its date: for a digest, a tag without a date, and a mirror's `latest`. */
export function needsConfig(
  { tag, digest, templated, tagUnresolved }: ImageReference,
  isMirrored: boolean,
  asOf: CalendarDate,
): boolean {
  if (templated || tagUnresolved) return false;
  if (digest !== null) return true;
  if (tag === null || tag === "latest") return isMirrored;
  const day = dayInTag(tag);
  return day === null || day > asOf;
}
