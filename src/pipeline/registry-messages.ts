import type { CalendarDate } from "../text/calendar-date.ts";
import { answersHoldForDays } from "../domain/image/registry-source.ts";
import { counted } from "../text/list.ts";

/** Notifications about registries, the response cache and the facts file: complete sentences. */

/** What was looked up on one registry: `3 lookups in 1 repository`. */
export interface LookupCounts {
  readonly registry: string;
  readonly lookups: number;
  readonly repositories: number;
}

function lookups({ lookups: count, repositories }: LookupCounts): string {
  return `${counted(count, "lookup")} in ${counted(repositories, "repository", "repositories")}`;
}

export function missingInFacts(counts: LookupCounts): string {
  return `The facts file has no answer for ${lookups(counts)} of ${counts.registry}; run inferlint facts update.`;
}

/** @param oldest day of the oldest answer */
export function outdatedAnswers(counts: LookupCounts, oldest: string): string {
  return `The recorded answers of ${counts.registry} to ${lookups(counts)} are older than ${answersHoldForDays} days, the oldest from ${oldest}.`;
}

/** @param why part of a sentence */
export function skippedLookups(counts: LookupCounts, why: string): string {
  return `${lookups(counts)} of ${counts.registry} ${counts.lookups === 1 ? "was" : "were"} skipped: ${why}.`;
}

/** @param oldest when the oldest of the answers was received, `YYYY-MM-DDTHH:MM:SSZ` */
export function expiredAnswersUsed(counts: LookupCounts, oldest: string): string {
  return `${counts.registry} did not answer ${lookups(counts)}; expired answers from the cache were used, the oldest from ${oldest}.`;
}

/**
 * @param why part of a sentence, with "it" for the registry
 * @param fallback what answered instead; null for nothing
 */
export function failedLookups(
  counts: LookupCounts,
  why: string,
  fallback: "the facts file" | "the catalogue" | null,
): string {
  const failure = `${counts.registry} did not answer ${lookups(counts)}: ${why}.`;
  return fallback === null
    ? failure
    : `${failure} As far as possible, ${fallback} was used instead.`;
}

/** Follows a message of this module, where --strict makes it an error. */
export const strictRequires = "--strict requires an answer to every lookup.";

/** @param code of the system error */
export function cacheNotWritable(code: string): string {
  return `The cache cannot be written (${code}), so responses are not stored; set another directory with --cache-dir, or use --no-cache.`;
}

/** @param why part of a sentence */
export function noCache(why: string): string {
  return `There is no cache: ${why}.`;
}

/** @param newest day of the newest answer in the file */
export function factsOutdated(path: string, newest: CalendarDate, asOf: CalendarDate): string {
  return `The newest answer in ${path} is from ${newest}, more than ${answersHoldForDays} days before ${asOf}, so the file no longer says what latest is; run inferlint facts update.`;
}
