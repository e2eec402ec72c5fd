import type { CalendarDate } from "../../text/calendar-date.ts";
import type { ImageFacts } from "../../domain/image/image-facts.ts";
import { valueOf } from "../../domain/image/known.ts";
import { checksRelease, cycleEnded, cycleName, lastDay } from "../../domain/image/lifecycle.ts";
import type { ReleaseCycle } from "../../domain/image/release-cycle.ts";

/** A release of an image for people, and until when it is supported. */
export interface Release {
  /** `Ubuntu 22.04`, or of Python `3.12`; null where it is unknown. */
  readonly name: string | null;
  /** `until 2027-06-01`, `ended on 2025-05-29`, `end unknown`; empty for an image whose releases are not checked. */
  readonly end: string;
}

export function osOf(facts: ImageFacts, asOf: CalendarDate): Release {
  const { os, osCycle } = facts;
  const end = checksRelease(facts, "os") ? endOf(osCycle, asOf) : "";
  return { name: osCycle ? cycleName(osCycle) : valueOf(os), end };
}

export function pythonOf(facts: ImageFacts, asOf: CalendarDate): Release {
  const end = checksRelease(facts, "python") ? endOf(facts.pythonCycle, asOf) : "";
  return { name: valueOf(facts.python), end };
}

function endOf(cycle: ReleaseCycle | null, asOf: CalendarDate): string {
  const last = lastDay(cycle, "standard");
  return last === null
    ? "end unknown"
    : `${cycleEnded(cycle, asOf) ? "ended on" : "until"} ${last}`;
}

/** `dropped, last on Microsoft's list of 2024-04-08`; null where it is unknown. */
export function supportText({ support, supportEnded, preview }: ImageFacts): string | null {
  if (!support.known) return null;
  const { value, source } = support;
  const state = preview ? `${value}, preview` : value;
  switch (value) {
    case "dropped":
      return supportEnded === null
        ? state
        : `${state}, last on Microsoft's list of ${supportEnded}`;
    case "withdrawn":
      return supportEnded === null ? state : `${state} on ${supportEnded}`;
    case "listed":
      return source.asOf === null ? state : `${state} (${source.asOf})`;
    case "published":
    case "never-listed":
      return state;
  }
}
