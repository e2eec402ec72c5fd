import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Finding, Level } from "./finding.ts";
import type { Message } from "./message.ts";
import { withoutStop } from "./message.ts";
import type { EnabledRule } from "./run.ts";

type Enforced = Pick<EnabledRule, "enforcedFrom">;

/** A level as it counts on a day: an error that is enforced later is a warning. */
export function levelOn(level: Level, { enforcedFrom }: Enforced, asOf: CalendarDate): Level {
  const isLater = enforcedFrom !== undefined && asOf < enforcedFrom;
  return isLater && level === "error" ? "warning" : level;
}

/** The level of a finding on a day, with messages that say from when on it is an error. */
export function enforced(
  { level, message }: Pick<Finding, "level" | "message">,
  { enforcedFrom }: Enforced,
  asOf: CalendarDate,
): Pick<Finding, "level" | "message" | "enforcedFrom"> {
  const own = levelOn(level, enforcedFrom === undefined ? {} : { enforcedFrom }, asOf);
  if (own === level || enforcedFrom === undefined) return { level, message };
  return { level: own, message: withDay(message, enforcedFrom), enforcedFrom };
}

/** To end a message. */
export function enforcementText(from: CalendarDate): string {
  return `(an error from ${from})`;
}

function withDay(message: Message, from: CalendarDate): Message {
  const text = enforcementText(from);
  return {
    ...message,
    short: `${message.short} ${text}`,
    long: `${withoutStop(message.long)} ${text}.`,
  };
}
