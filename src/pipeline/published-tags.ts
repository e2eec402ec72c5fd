import type { InferenceImage } from "../domain/build/inference-images.ts";
import type { FactSource } from "../domain/image/fact-source.ts";
import { microsoftRegistry } from "../domain/image/image-policy.ts";
import type { PublishedTag } from "../domain/image/published-tag.ts";
import { namesVersion } from "../domain/image/published-tag.ts";
import type { RegistrySource } from "../domain/image/registry-source.ts";
import type { SupportWindow } from "../domain/image/tag-age.ts";
import { dayInTag, evaluateTagAge } from "../domain/image/tag-age.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import { compareText } from "../text/compare-text.ts";

interface TagRequest {
  readonly catalogue: FactSource;
  /** Null where only the catalogue counts. */
  readonly registry: Pick<RegistrySource, "tags"> | null;
  readonly window: SupportWindow;
  readonly asOf: CalendarDate;
}

/**
 * The versions of an image, oldest first, none from after the as-of date: those that the registry has where it answers, else
 * those that the catalogue knows.
 */
export async function publishedTags(
  { facts: { repository, latest } }: InferenceImage,
  { catalogue, registry, window, asOf }: TagRequest,
): Promise<readonly PublishedTag[]> {
  const answer = await registry?.tags({ registry: microsoftRegistry, repository });
  const names =
    answer?.kind === "found" ? answer.value : ((await catalogue.tagForms(repository))?.tags ?? []);
  const tags: PublishedTag[] = [];
  for (const tag of names.filter(namesVersion)) {
    const own = dayInTag(tag);
    const recorded = own === null ? await catalogue.tagDate(repository, tag, asOf) : null;
    // The day that newer versions bound says when it was not published.
    const date = own ?? (recorded?.bound === "exact" ? recorded.date : null);
    if (date !== null && date > asOf) continue;
    const bound = { kind: "dated", bound: "exact", confidence: "high" } as const;
    const source = { name: "the tag", asOf: null };
    const age = date && evaluateTagAge({ ...bound, source, date }, latest, window, asOf);
    tags.push({ tag, date, isStale: age?.kind === "stale" });
  }
  return tags.sort(oldestFirst);
}

function oldestFirst(a: PublishedTag, b: PublishedTag): number {
  if (a.date !== null && b.date !== null && a.date !== b.date) return compareText(a.date, b.date);
  return buildIn(a.tag) - buildIn(b.tag) || compareText(a.tag, b.tag);
}

/** Its number, or the last number of a dated tag. */
function buildIn(tag: string): number {
  return Number(/\d+$/.exec(tag)?.[0] ?? 0);
}
