import { plusDays } from "../../text/calendar-date.ts";
import { microsoftRegistry } from "../../domain/image/image-policy.ts";
import { dayInTag } from "../../domain/image/tag-age.ts";
import type { RepositoryAnswers } from "./facts-table.ts";
import { isTag } from "../../domain/image/distribution-grammar.ts";
import { dayOfMoment } from "./facts-grammar.ts";

/** Days within which a tag is published after the build date in its name; generous. */
const publishedWithin = 7;

/**
 * Whether a tag that is missing from a recorded list of tags cannot have been published since. The list may be weeks old, so in
 * general a missing tag is an unresolved lookup. Exceptions are tags that Microsoft's pipelines no longer create: a date well
 * before the list was read, a number below an existing one, and a word, which a repository has from the start or never. On a
 * mirror nothing is settled: it may fetch any tag on request.
 */
export function isSettledAbsent(
  registry: string,
  { answeredAt, tags }: RepositoryAnswers,
  reference: string,
): boolean {
  if (registry !== microsoftRegistry || tags === null || tags === "absent") return false;
  if (!isTag(reference) || tags.includes(reference)) return false;
  const day = dayInTag(reference);
  if (day !== null) return plusDays(day, publishedWithin) < (dayOfMoment(answeredAt) ?? "");
  if (isInteger(reference)) return tags.some((tag) => isInteger(tag) && isBelow(reference, tag));
  // A tag with a digit may be a new version.
  return !/\d/.test(reference);
}

function isInteger(tag: string): boolean {
  return /^\d+$/.test(tag);
}

/** Compares integers of any length, which Number would round. */
function isBelow(a: string, b: string): boolean {
  return BigInt(a) < BigInt(b);
}
