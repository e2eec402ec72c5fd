import { calendarDate, type CalendarDate } from "../text/calendar-date.ts";
import type { DatedTag, PublicationDate } from "../domain/image/image-facts.ts";
import { newestFirst } from "../domain/image/dated-tags.ts";
import { dayInTag } from "../domain/image/tag-age.ts";
import type { OriginsData } from "./catalogue-data.ts";
import { readOnDemand, type Entry } from "./origins.ts";

export interface Tags {
  /** Null for a tag that is not recorded, or was recorded without a date. */
  dateOf(repository: string, tag: string): PublicationDate | null;
  newest(repository: string, notAfter: CalendarDate): DatedTag | null;
}

interface RecordedTags {
  readonly byName: ReadonlyMap<string, DatedTag>;
  readonly newestFirst: readonly DatedTag[];
}

/** @param checkedOn the day the data was last checked, `YYYY-MM-DD` */
export function openTags(data: OriginsData, checkedOn: string): Tags {
  const tagsOf = readOnDemand(data.repositories, (entries) => readTags(entries, checkedOn));
  return {
    dateOf: (repository, tag) => {
      const found = tagsOf(repository)?.byName.get(tag);
      return found ? { date: found.date, upperBound: false, source: found.source } : null;
    },
    newest: (repository, notAfter) =>
      tagsOf(repository)?.newestFirst.find(({ date }) => date <= notAfter) ?? null,
  };
}

function readTags(entries: readonly Entry[], checkedOn: string): RecordedTags {
  const tags = entries.flatMap(({ text, name }): readonly DatedTag[] => {
    const [tag = "", recorded] = text.split("=");
    const date = recorded === undefined ? dayInTag(tag) : calendarDate(recorded);
    if (date === null) return [];
    // An integer tag has the date of the commit that records it; a dated tag was seen at the last check.
    const asOf = recorded === undefined ? calendarDate(checkedOn) : date;
    return [{ tag, date, source: { name, asOf } }];
  });
  return {
    byName: new Map(tags.map((tag) => [tag.tag, tag])),
    newestFirst: tags.sort(newestFirst),
  };
}
