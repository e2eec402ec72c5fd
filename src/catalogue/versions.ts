import type { Confidence } from "../domain/image/known.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import { calendarDate, daysBetween, plusDays } from "../text/calendar-date.ts";
import type { AnsweredFacts, ImageEntry, NewestVersion, VersionRow } from "./catalogue-data.ts";

/** The facts that hold for a version besides those of all versions, and how certain it is that they do. */
export interface VersionFacts {
  readonly row: VersionRow | null;
  readonly confidence: Confidence;
  /** What the registry answered about it, if it is `latest`. */
  readonly answered: AnsweredFacts | null;
}

/**
 * Which facts a tag has. A newer version than the newest known one is assumed to be like it; of any other that is not recorded
 * only that is assumed which is the same in all known versions.
 * @param tag null where it is not known
 */
export function versionFacts(
  entry: Pick<ImageEntry, "versions" | "newest" | "latest">,
  tag: string | null,
  asOf: CalendarDate,
): VersionFacts {
  const answered = tag === "latest" ? (entry.latest ?? null) : null;
  return { ...describedFacts(entry, tag, asOf), answered };
}

function describedFacts(
  { versions = [], newest }: Pick<ImageEntry, "versions" | "newest">,
  tag: string | null,
  asOf: CalendarDate,
): Omit<VersionFacts, "answered"> {
  if (tag === null || newest === undefined) return { row: null, confidence: "high" };
  const last = rowWith(versions, newest.version);
  if (tag === "latest") return { row: last, confidence: "high" };
  const version = readVersion(tag);
  if (version === null) return { row: null, confidence: "medium" };
  if (version > newest.version)
    return { row: isPlausible(version, newest, asOf) ? last : null, confidence: "medium" };
  const row = rowWith(versions, version);
  return { row, confidence: row || versions.length === 0 ? "high" : "medium" };
}

/** A day before which a version was not published. */
interface EarliestDay {
  readonly date: CalendarDate;
  /** Whether it came after a version that only the registry has; else after the newest one that a document describes. */
  readonly isAfterPublished: boolean;
}

/**
 * The day that a version which is newer than every known one was not published before. Null for other tags. Versions rise with
 * time, but of two that follow each other the second was at times published up to four days earlier (release branch of
 * Azure/azureml-assets).
 */
export function earliestDay(
  newest: NewestVersion | undefined,
  tag: string,
  asOf: CalendarDate,
): EarliestDay | null {
  const version = readVersion(tag);
  if (newest === undefined || version === null || !isPlausible(version, newest, asOf)) return null;
  const { published } = newest;
  const isAfterPublished = published !== undefined && version > published.version;
  const { day } = isAfterPublished ? published : newest;
  return { date: plusDays(calendarDate(day), -maxDisorder), isAfterPublished };
}

const maxDisorder = 7;
const daysAYear = 365.25;

/** Whether a newer version can exist by now: versions come at most twice as fast as in the last twelve months that are known. */
function isPlausible(version: number, newest: NewestVersion, asOf: CalendarDate): boolean {
  const last = newest.published ?? newest;
  const years = Math.max(1, daysBetween(calendarDate(last.day), asOf) / daysAYear);
  return version > newest.version && version <= last.version + 2 * newest.lastYear * years;
}

/** Versions of environments are counted from 1. */
function readVersion(tag: string): number | null {
  return /^[1-9]\d{0,8}$/.test(tag) ? Number(tag) : null;
}

function rowWith(rows: readonly VersionRow[], version: number): VersionRow | null {
  return rows.find(({ tags }) => isIn(version, tags)) ?? null;
}

/** @param tags `1-3,10,13` */
function isIn(version: number, tags: string): boolean {
  return tags.split(",").some((range) => {
    const [from = "", to = from] = range.split("-");
    return Number(from) <= version && version <= Number(to);
  });
}
