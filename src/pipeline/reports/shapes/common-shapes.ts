import type { Region } from "../../../domain/build/region.ts";
import type { CalendarDate } from "../../../text/calendar-date.ts";
import { parseCalendarDate } from "../../../text/calendar-date.ts";
import type { Shape } from "../../../text/json-shape.ts";
import { object, textThat, whole } from "../../../text/json-shape.ts";

const isDay = (value: string): value is CalendarDate => parseCalendarDate(value) !== null;

export const day: Shape<CalendarDate> = textThat(isDay, "a day (YYYY-MM-DD)");

/** A line or column. */
export const position: Shape<number> = whole(1);

export const region: Shape<Region> = object<Region>({
  startLine: position,
  startColumn: position,
  endLine: position,
  endColumn: position,
});
