import { datedTags } from "../domain/image/dated-tags.ts";
import type { DatedTag, LatestDate } from "../domain/image/image-facts.ts";
import type { Source } from "../domain/image/known.ts";
import type { Answer, RepositoryAddress } from "../domain/image/registry-source.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import { later } from "../text/calendar-date.ts";
import type { ImageLocation } from "./query-registry.ts";
import type { Registries } from "./registries.ts";
import { isCurrent, isSettled } from "./registries.ts";

/** A dated tag with the digest of `latest` is among the newest tags or does not exist. */
const maxSameDigest = 5;

/** The newest dated tag of a list, none after the as-of date. */
export function newestOf(
  tags: Answer<readonly string[]> | null,
  asOf: CalendarDate,
): DatedTag | null {
  if (tags?.kind !== "found") return null;
  const [newest] = datedTags(tags.value, asOf);
  return newest ? { ...newest, source: tags.source } : null;
}

/**
 * The date of `latest`, from Microsoft's registry.
 * @param bounds what is known without it
 */
export async function latestOf(
  { official }: ImageLocation,
  bounds: Extract<LatestDate, { kind: "between" }>,
  registries: Registries,
  asOf: CalendarDate,
): Promise<LatestDate> {
  const { source, onUnresolved } = registries;
  const name = "latest";
  const answer = await source.image(official, name);
  if (!isSettled(answer, official, name, onUnresolved))
    return answer
      ? { ...bounds, why: `${official.registry} did not answer (${answer.why})` }
      : bounds;
  const isNew = isCurrent(answer.source, asOf, official, name, onUnresolved);
  if (answer.kind === "absent") return isNew ? { kind: "none" } : bounds;
  const { created, digest } = answer.value;
  const exact =
    created !== null && created <= asOf
      ? { date: created, source: answer.source }
      : await tagWithSameDigest(digest, official, registries, asOf);
  if (!exact) {
    const why = created === null ? "does not say when it was made" : `was made after ${asOf}`;
    return { ...bounds, why: `the image that latest names ${why}` };
  }
  if (isNew) return { kind: "exact", ...exact };
  const earliest = bounds.earliest === null ? exact.date : later(bounds.earliest, exact.date);
  return { ...bounds, earliest, why: `the answer is of ${exact.source.asOf ?? "another day"}` };
}

/** The newest dated tag that names the same as `latest`. */
async function tagWithSameDigest(
  digest: string,
  official: RepositoryAddress,
  { source, onUnresolved }: Registries,
  asOf: CalendarDate,
): Promise<{ readonly date: CalendarDate; readonly source: Source } | null> {
  const tags = await source.tags(official);
  if (!isSettled(tags, official, "tags", onUnresolved) || tags.kind !== "found") return null;
  for (const { tag, date } of datedTags(tags.value, asOf).slice(0, maxSameDigest)) {
    const answer = await source.digest(official, tag);
    if (!isSettled(answer, official, tag, onUnresolved)) return null;
    if (answer.kind === "found" && answer.value === digest) return { date, source: answer.source };
  }
  return null;
}
