import { withoutDefaultPort } from "../../domain/image/registry-host.ts";
import { parseCalendarDate, type CalendarDate } from "../../text/calendar-date.ts";
import { compareText } from "../../text/compare-text.ts";

/** The grammar of a facts file beyond names of images, the same for reading and writing. */

/** RFC 1035. */
const maxHostLength = 255;

const label = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const registry = new RegExp(
  String.raw`^(?:${label}(?:\.${label})*|\[[a-f0-9:]+\])(?::[1-9][0-9]{0,4})?$`,
);
const timestamp = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** A host in lower case, with its port unless that is 443. */
export function isRegistry(text: string): boolean {
  // Length first, so that the pattern never runs on a long text.
  return text.length <= maxHostLength && withoutDefaultPort(text) === text && registry.test(text);
}

/** The day of `YYYY-MM-DDTHH:MM:SSZ`; null for any other text. */
export function dayOfMoment(text: string): CalendarDate | null {
  const day = timestamp.exec(text)?.[1];
  return day === undefined ? null : parseCalendarDate(day);
}

export function inOrder<T>(
  entries: Iterable<readonly [string, T]>,
): readonly (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => compareText(a, b));
}
