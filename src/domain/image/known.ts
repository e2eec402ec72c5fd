import type { CalendarDate } from "../../text/calendar-date.ts";

/** Where a fact comes from and the day it was true. */
export interface Source {
  /** A document, a commit, a registry, or "the image name". */
  readonly name: string;
  /** The day the source was written, read or answered; null for what carries no day, such as a name. */
  readonly asOf: CalendarDate | null;
  /** When a registry answered, `YYYY-MM-DDTHH:MM:SSZ`; absent for what is no registry. */
  readonly answeredAt?: string;
}

/** A fact with its source, or the reason there is none. Unknown is a value: neither clean nor guilty. */
export type Known<T> =
  | { readonly known: true; readonly value: T; readonly source: Source }
  | { readonly known: false; readonly why: string };

export function known<T>(value: T, source: Source): Known<T> {
  return { known: true, value, source };
}

export function unknown(why: string): { readonly known: false; readonly why: string } {
  return { known: false, why };
}

/** The value where it is known, else null. */
export function valueOf<T>(fact: Known<T>): T | null {
  return fact.known ? fact.value : null;
}
