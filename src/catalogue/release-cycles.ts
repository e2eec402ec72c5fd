import { calendarDate } from "../text/calendar-date.ts";
import type { ReleaseCycle } from "../domain/image/release-cycle.ts";
import data from "./data/release-cycles.json" with { type: "json" };

interface Ends {
  readonly endOfLife?: string;
  readonly endOfExtendedLife?: string;
}

const cycles = new Map<string, Ends>(Object.entries(data.cycles));

export function readReleaseCycle(
  product: ReleaseCycle["product"],
  cycle: string,
): ReleaseCycle | null {
  const ends = cycles.get(`${product} ${cycle}`);
  if (ends === undefined) return null;
  const { name, asOf } = data.sources[product];
  const day = (text: string | undefined): ReleaseCycle["endOfLife"] =>
    text === undefined ? null : calendarDate(text);
  return {
    product,
    cycle,
    endOfLife: day(ends.endOfLife),
    endOfExtendedLife: day(ends.endOfExtendedLife),
    source: { name, asOf: calendarDate(asOf) },
  };
}
