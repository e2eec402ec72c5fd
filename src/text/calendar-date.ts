/**
 * A day without a clock or a time zone, written `YYYY-MM-DD`. Days compare as strings do, which is why this is a string:
 * `a < b` means a is the earlier day.
 */
export type CalendarDate = string & { readonly calendarDate: unique symbol };

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The day that `YYYY-MM-DD` names, or null where there is no such day (2023-02-29). */
export function parseCalendarDate(text: string): CalendarDate | null {
  const match = pattern.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return text as CalendarDate;
}

/** For days written in the source: throws on an impossible one. */
export function calendarDate(text: string): CalendarDate {
  const date = parseCalendarDate(text);
  if (date === null) throw new RangeError(`${text} is not a day (YYYY-MM-DD)`);
  return date;
}

/** The same day of the month n months earlier, clamped to the end of a shorter month: 2026-08-31 − 6 is 2026-02-28. At least 0001-01-01. */
export function minusMonths(date: CalendarDate, months: number): CalendarDate {
  const [year, month, day] = partsOf(date);
  const count = year * 12 + (month - 1) - months;
  const [toYear, toMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  return format(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** n days later; n may be negative. At least 0001-01-01, at most 9999-12-31. */
export function plusDays(date: CalendarDate, days: number): CalendarDate {
  const moved = new Date(Date.parse(date) + days * millisecondsADay);
  return format(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate());
}

/** How many days the second is after the first; negative where it is before. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return (Date.parse(to) - Date.parse(from)) / millisecondsADay;
}

const millisecondsADay = 86_400_000;

/** The later of two days. */
export function later(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a > b ? a : b;
}

function partsOf(date: CalendarDate): [number, number, number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

function format(year: number, month: number, day: number): CalendarDate {
  // Days compare as strings only where their years have four digits.
  if (year < 1) return "0001-01-01" as CalendarDate;
  if (year > 9999) return "9999-12-31" as CalendarDate;
  const digits = (value: number, width: number): string => String(value).padStart(width, "0");
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}` as CalendarDate;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
