import type { Region } from "../../../domain/build/region.ts";
import type { CalendarDate } from "../../../text/calendar-date.ts";
import { parseCalendarDate } from "../../../text/calendar-date.ts";
import type { Shape } from "../../../text/json-shape.ts";
import { object, textThat, whole } from "../../../text/json-shape.ts";

const isDay = (value: string): value is CalendarDate => parseCalendarDate(value) !== null;

export const day: Shape<CalendarDate> = textThat(isDay, "a day (YYYY-MM-DD)");

/** A line or column: no file that is read has more, of 32 MiB and a last line without an end. */
export const position: Shape<number> = whole(1, 32 * 1024 * 1024 + 1);

export const region: Shape<Region> = object<Region>({
  startLine: position,
  startColumn: position,
  endLine: position,
  endColumn: position,
});
