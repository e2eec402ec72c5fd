import { calendarDate, type CalendarDate } from "../text/calendar-date.ts";
import type { DatedTag, PublicationDate } from "../domain/image/image-facts.ts";
import { newestFirst } from "../domain/image/dated-tags.ts";
import { dayInTag } from "../domain/image/tag-age.ts";
import { formsOfTags, type TagForms } from "../domain/image/tag-form.ts";
import { compareText } from "../text/compare-text.ts";
import type { OriginsData } from "./catalogue-data.ts";
import { readOnDemand, type Entry, type SourceDays } from "./origins.ts";

export interface Tags {
  /** Null for a tag that is not recorded, or was recorded without a date. */
  dateOf(repository: string, tag: string): PublicationDate | null;
  newest(repository: string, notAfter: CalendarDate): DatedTag | null;
  /** Those of all recorded tags, also of those without a date; null where none is recorded. */
  formsOf(repository: string): TagForms | null;
}

interface RecordedTags {
  readonly byName: ReadonlyMap<string, DatedTag>;
  readonly newestFirst: readonly DatedTag[];
  /** Read only where they are asked for. */
  readonly forms: () => TagForms | null;
}

export function openTags(data: OriginsData, days: SourceDays): Tags {
  const tagsOf = readOnDemand(data.repositories, (entries) => readTags(entries, days));
  return {
    dateOf: (repository, tag) => {
      const found = tagsOf(repository)?.byName.get(tag);
      return found ? { date: found.date, bound: "exact", source: found.source } : null;
    },
    newest: (repository, notAfter) =>
      tagsOf(repository)?.newestFirst.find(({ date }) => date <= notAfter) ?? null,
    formsOf: (repository) => tagsOf(repository)?.forms() ?? null,
  };
}

function readTags(entries: readonly Entry[], days: SourceDays): RecordedTags {
  const tags = entries.flatMap(({ text, name, origin }): readonly DatedTag[] => {
    const [tag = "", recorded] = text.split("=");
    const date = recorded === undefined ? dayInTag(tag) : calendarDate(recorded);
    if (date === null) return [];
    // An integer tag has the date of the commit that records it; a dated tag, and what no commit records, is known as of what was
    // read of its origin.
    const asOf = recorded === undefined || name === origin ? days(origin) : date;
    return [{ tag, date, source: { name, asOf } }];
  });
  let forms: TagForms | null = null;
  return {
    byName: new Map(tags.map((tag) => [tag.tag, tag])),
    newestFirst: tags.sort(newestFirst),
    forms: () => (forms ??= readForms(entries, days)),
  };
}

function readForms(entries: readonly Entry[], days: SourceDays): TagForms | null {
  const names = [...new Set(entries.map(({ text }) => text.split("=")[0] ?? ""))];
  const origins = [...new Set(entries.map(({ origin }) => origin))];
  const read = origins.flatMap((origin) => days(origin) ?? []);
  const name = `${names.length} known tag${names.length === 1 ? "" : "s"}`;
  return formsOfTags(names, { name, asOf: read.sort(compareText).at(-1) ?? null });
}
