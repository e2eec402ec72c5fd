import { calendarDate } from "../text/calendar-date.ts";
import type { Source } from "../domain/image/known.ts";
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
  const decides = sourceOf(data.sources[product]);
  const another = data.other[product];
  const otherSource = another ? sourceOf(another) : decides;
  const isOther = ends.from === "other";
  return {
    product,
    cycle,
    ...daysOf(ends),
    source: isOther ? otherSource : decides,
    other: ends.other ? { ...daysOf(ends.other), source: otherSource } : null,
  };
}

function daysOf(
  ends: CyclesData["cycles"][string],
): Pick<ReleaseCycle, "endOfLife" | "endOfExtendedLife"> {
  const day = (text: string | undefined): ReleaseCycle["endOfLife"] =>
    text === undefined ? null : calendarDate(text);
  return { endOfLife: day(ends.endOfLife), endOfExtendedLife: day(ends.endOfExtendedLife) };
}

function sourceOf({ name, asOf }: CyclesData["sources"]["ubuntu"]): Source {
  return { name, asOf: calendarDate(asOf) };
}
