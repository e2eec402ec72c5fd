import { UsageError } from "../../domain/settings/usage-error.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { parseCalendarDate } from "../../text/calendar-date.ts";

/**
 * The day that a caller passes.
 * @throws UsageError
 */
export function readAsOf(asOf: string): CalendarDate {
  const day = parseCalendarDate(asOf);
  if (day === null) throw new UsageError(`asOf must be a day (YYYY-MM-DD), not ${asOf}`);
  return day;
}
