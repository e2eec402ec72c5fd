import type { CalendarDate } from "../../text/calendar-date.ts";
import { dayInTag } from "./tag-age.ts";

/** A tag of a repository that names one version: dated or numbered, so never `latest`. */
export interface PublishedTag {
  readonly tag: string;
  /** Null where no source has it. */
  readonly date: CalendarDate | null;
  /** Whether it is certain to be older than the support window. */
  readonly isStale: boolean;
}

/** Whether a tag names one version, as `20260316.v1` and the `12` of a curated environment do. */
export function namesVersion(tag: string): boolean {
  return dayInTag(tag) !== null || /^(?:0|[1-9]\d{0,5})$/.test(tag);
}
