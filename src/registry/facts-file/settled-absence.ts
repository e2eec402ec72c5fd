import { plusDays } from "../../text/calendar-date.ts";
import { microsoftRegistry } from "../../domain/image/image-policy.ts";
import { dayInTag } from "../../domain/image/tag-age.ts";
import type { RepositoryAnswers } from "./facts-table.ts";
import { isTag } from "../../domain/image/distribution-grammar.ts";
import { dayOfMoment } from "./facts-messages.ts";

/** Days from the day in a tag to its publication, generously: Microsoft's tags carry the day of the build. */
const publishedWithin = 7;

/**
 * Whether a tag that was not in a list of tags cannot be there today either. The list may be weeks old: what Microsoft may have
 * published since is an open question, not an absent tag. Settled is what its pipelines do not make any more: a day long
 * over when the list was read, a number below one that was given already, and a word, which a repository has from its
 * beginning or not at all. A mirror settles nothing: it may fetch any tag the moment somebody asks for it.
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
  // Whatever has a digit may be a version, and the next one.
  return !/\d/.test(reference);
}

function isInteger(tag: string): boolean {
  return /^\d+$/.test(tag);
}

/** Of any length: a number would lose its last digits. */
function isBelow(a: string, b: string): boolean {
  return BigInt(a) < BigInt(b);
}
