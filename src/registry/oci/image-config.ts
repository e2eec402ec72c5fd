import type { CalendarDate } from "../../text/calendar-date.ts";
import { calendarDate, later, parseCalendarDate, plusDays } from "../../text/calendar-date.ts";
import { isImageUser } from "../../domain/image/distribution-grammar.ts";
import { asObject, readJsonObject } from "./json-object.ts";

export interface ImageConfig {
  readonly created: CalendarDate | null;
  readonly user: string;
}

/** Docker 0.1.0. Tools that build the same bytes every time write an earlier day: 0001-01-01, 1970-01-01, 1980-01-01. */
const firstRelease = calendarDate("2013-03-20");

// RFC 3339, 5.6.
const time = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/**
 * Reads what an image says of itself (image specification, "Image Configuration"); null where the bytes are no config.
 * @param today the day of the answer: an image that was made later was not, and its day would make old things look new
 */
export function readImageConfig(body: Buffer, today: CalendarDate): ImageConfig | null {
  const document = readJsonObject(body);
  if (!document) return null;
  const { config } = document;
  const settings = config === undefined || config === null ? {} : asObject(config);
  if (!settings) return null;
  const user = settings["User"] ?? "";
  // What nobody could show or keep is no user, and taken for none it would be root.
  if (typeof user !== "string" || (user !== "" && !isImageUser(user))) return null;
  return { created: readDay(document["created"], today), user: user === "" ? "root" : user };
}

function readDay(created: unknown, today: CalendarDate): CalendarDate | null {
  if (typeof created !== "string" || !time.test(created)) return null;
  // Date would take 2023-02-30 for a day in March.
  if (parseCalendarDate(created.slice(0, 10)) === null) return null;
  const milliseconds = Date.parse(created.toUpperCase());
  if (Number.isNaN(milliseconds)) return null;
  const day = parseCalendarDate(new Date(milliseconds).toISOString().slice(0, 10));
  if (day === null || day < firstRelease) return null;
  // The clocks of two machines agree to a day.
  const latest = plusDays(today, 1);
  return later(day, latest) === latest ? day : null;
}
