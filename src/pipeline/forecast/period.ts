import type { CalendarDate } from "../../text/calendar-date.ts";
import { calendarDate, daysBetween, plusDays } from "../../text/calendar-date.ts";

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

/** Days have four digits for the year. */
const endOfTime = calendarDate("9999-12-31");

/** So many days later; at most the last day there is. */
export function daysLater(asOf: CalendarDate, days: number): CalendarDate {
  return daysBetween(asOf, endOfTime) < days ? endOfTime : plusDays(asOf, days);
}
