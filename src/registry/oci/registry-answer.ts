import { calendarDate } from "../../text/calendar-date.ts";
import type { Source } from "../../domain/image/known.ts";
import type { Unanswered } from "../../domain/image/registry-source.ts";

/** A registry as the source of what it answered. @param at milliseconds since 1970 */
export function registrySource(
  name: string,
  at: number,
): Required<Source> & { readonly asOf: NonNullable<Source["asOf"]> } {
  const time = new Date(at).toISOString();
  return {
    name,
    asOf: calendarDate(time.slice(0, 10)),
    answeredAt: `${time.slice(0, 19)}Z`,
  };
}

/** @param why part of a sentence, without secrets */
export function unreachable(why: string): Unanswered {
  return { kind: "unreachable", why };
}

/** @param why part of a sentence, without secrets */
export function denied(why: string): Unanswered {
  return { kind: "denied", why };
}
