import type { CalendarDate } from "../../text/calendar-date.ts";

/** The days of a forecast. */
export interface Period {
  /** The day that the first change is compared with. */
  readonly asOf: CalendarDate;
  /** The last day. */
  readonly until: CalendarDate;
}

/** Whether a change on this day belongs to the forecast. */
export function isIn({ asOf, until }: Period, day: CalendarDate): boolean {
  return day > asOf && day <= until;
}
