import type { CalendarDate } from "../../../text/calendar-date.ts";
import { calendarDate, daysBetween, minusMonths } from "../../../text/calendar-date.ts";

/** Which days a timeline shows, and where. */
export interface Scale {
  /** Per cent of the width, with one decimal; 0 and 100 for days beyond the ends. */
  readonly at: (day: CalendarDate) => number;
  /** The first days of the years between the ends. */
  readonly years: readonly { readonly year: number; readonly at: number }[];
}

/** Years that are shown at most before and after the as-of date: more would leave no room for the days that count. */
const maxYears = 4;

/** @param days all that matter; those that are further away stand at the edges */
export function scaleOf(days: readonly CalendarDate[], asOf: CalendarDate): Scale {
  const earliest = minusMonths(asOf, 12 * maxYears);
  const latest = minusMonths(asOf, -12 * maxYears);
  const inside = days.filter((day) => day > earliest && day < latest);
  const isBefore = days.some((day) => day <= earliest);
  const isAfter = days.some((day) => day >= latest);
  const first = isBefore ? earliest : least([...inside, minusMonths(asOf, 6)]);
  const last = isAfter ? latest : greatest([...inside, minusMonths(asOf, -6)]);
  const margin = 2;
  const from = minusMonths(first, margin);
  const length = daysBetween(from, minusMonths(last, -margin));
  const at = (day: CalendarDate): number => {
    const share = (100 * daysBetween(from, day)) / length;
    return Math.round(10 * Math.min(Math.max(share, 0), 100)) / 10;
  };
  const years = [];
  for (let year = Number(from.slice(0, 4)) + 1; ; year++) {
    const start = calendarDate(`${String(year).padStart(4, "0")}-01-01`);
    if (daysBetween(from, start) > length) break;
    years.push({ year, at: at(start) });
  }
  return { at, years };
}

function least(days: readonly CalendarDate[]): CalendarDate {
  return days.reduce((a, b) => (a < b ? a : b));
}

function greatest(days: readonly CalendarDate[]): CalendarDate {
  return days.reduce((a, b) => (a > b ? a : b));
}
