import { parseCalendarDate, type CalendarDate } from "../../text/calendar-date.ts";

/**
 * What may stand in a facts file, for those who read one and for those who write one. Lengths are looked at first: no pattern
 * meets a long text.
 */

/** RFC 1035. */
const maxHostLength = 255;

const label = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const registry = new RegExp(
  String.raw`^(?!.*:443$)(?:${label}(?:\.${label})*|\[[a-f0-9:]+\])(?::[1-9][0-9]{0,4})?$`,
);
const moment = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
/** A host in lower case, with its port where that is not 443. */
export function isRegistry(text: string): boolean {
  return text.length <= maxHostLength && registry.test(text);
}

/** The day of `YYYY-MM-DDTHH:MM:SSZ`; null for what is no second of UTC. */
export function dayOfMoment(text: string): CalendarDate | null {
  const day = moment.exec(text)?.[1];
  return day === undefined ? null : parseCalendarDate(day);
}

/** By code unit: the same order everywhere, whatever the language of the machine. */
export function inOrder<T>(
  entries: Iterable<readonly [string, T]>,
): readonly (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** A value of a file in a message: short, safe, and without what stands before an `@`, which may be a password. */
export function shownText(text: string): string {
  const at = text.lastIndexOf("@");
  const open = at > 0 ? `…${text.slice(at)}` : text;
  const short = open.length > 80 ? `${open.slice(0, 80)}…` : open;
  return JSON.stringify(short).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
