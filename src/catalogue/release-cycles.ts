import { calendarDate } from "../text/calendar-date.ts";
import type { ReleaseCycle } from "../domain/image/release-cycle.ts";
import type { CyclesData } from "./catalogue-data.ts";

/** Null for a release that the catalogue does not know. */
export function readReleaseCycle(
  data: CyclesData,
  product: ReleaseCycle["product"],
  cycle: string,
): ReleaseCycle | null {
  const name = `${product} ${cycle}`;
  const ends = Object.hasOwn(data.cycles, name) ? data.cycles[name] : undefined;
  if (ends === undefined) return null;
  const source = data.sources[product];
  const day = (text: string | undefined): ReleaseCycle["endOfLife"] =>
    text === undefined ? null : calendarDate(text);
  return {
    product,
    cycle,
    endOfLife: day(ends.endOfLife),
    endOfExtendedLife: day(ends.endOfExtendedLife),
    source: { name: source.name, asOf: calendarDate(source.asOf) },
  };
}
