import type { CalendarDate } from "../../text/calendar-date.ts";

/** Where a fact comes from, and the day on which it was true. */
export interface Source {
  /** A document, a commit, a registry, or "the image name". */
  readonly name: string;
  /** The day the source was written, read or answered; null where it has none, such as a name. */
  readonly asOf: CalendarDate | null;
  /** When a registry answered, `YYYY-MM-DDTHH:MM:SSZ`; absent for other sources. */
  readonly answeredAt?: string;
}

/** A fact with its source, or the reason why it is unknown. Rules treat unknown neither as clean nor as a fault. */
export type Known<T> =
  | {
      readonly known: true;
      readonly value: T;
      readonly source: Source;
      readonly confidence: Confidence;
      /** What another source states instead, which counts less. */
      readonly other?: { readonly value: T; readonly source: Source };
    }
  | { readonly known: false; readonly why: string };

/** high: a source states it of this very image; medium: it is concluded, from the name or from other versions. */
export type Confidence = "high" | "medium";

export function known<T>(value: T, source: Source, confidence: Confidence = "high"): Known<T> {
  return { known: true, value, source, confidence };
}

/** How certain a fact is; high where it is unknown, since nothing depends on it. */
export function confidenceOf(fact: Known<unknown>): Confidence {
  return fact.known ? fact.confidence : "high";
}

/** @param why part of a sentence */
export function unknown(why: string): { readonly known: false; readonly why: string } {
  return { known: false, why };
}

/** The value of a known fact, else null. */
export function valueOf<T>(fact: Known<T>): T | null {
  return fact.known ? fact.value : null;
}
