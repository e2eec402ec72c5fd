import type { Evidence, Finding } from "../../../domain/rule/finding.ts";
import type { SupportEnd } from "../../../domain/rule/support-end.ts";
import { maxEndImages } from "../../../domain/rule/support-end.ts";
import type { CalendarDate } from "../../../text/calendar-date.ts";
import { parseCalendarDate } from "../../../text/calendar-date.ts";
import { compareText } from "../../../text/compare-text.ts";

type Reported = Omit<SupportEnd, "references" | "images" | "state" | "hasMore">;

/** Gathers the ends that findings rest on, for a report that was merged from others: these no longer have the images. */
export class ReportedEnds {
  readonly #ends = new Map<
    string,
    { readonly end: Reported; count: number; images: Set<string> }
  >();

  add(findings: readonly Finding[]): void {
    for (const { evidence, image } of findings)
      for (const end of endsIn(evidence)) {
        const key = `${end.kind} ${end.name} ${end.end}`;
        const known = this.#ends.get(key) ?? { end, count: 0, images: new Set<string>() };
        known.count++;
        if (image !== null && known.images.size <= maxEndImages) known.images.add(image);
        this.#ends.set(key, known);
      }
  }

  /** By day. */
  result(asOf: CalendarDate): readonly SupportEnd[] {
    return Array.from(this.#ends.values(), ({ end, count, images }): SupportEnd => ({
      ...end,
      state: asOf > end.end ? "ended" : "open",
      references: count,
      images: [...images].slice(0, maxEndImages),
      hasMore: images.size > maxEndImages,
    })).sort((a, b) => compareText(a.end, b.end) || compareText(a.name, b.name));
  }
}

/** An end of support follows the release that it is of. */
function endsIn(evidence: readonly Evidence[]): readonly Reported[] {
  const ends: Reported[] = [];
  for (const [index, { fact, value }] of evidence.entries()) {
    const release = evidence[index - 1];
    const end = parseCalendarDate(value);
    if (fact !== "end of support" || release === undefined || end === null) continue;
    if (release.fact === "os")
      ends.push({ kind: "os", name: release.value, end, extendedEnd: null });
    if (release.fact === "python")
      ends.push({ kind: "python", name: `Python ${release.value}`, end, extendedEnd: null });
  }
  return ends;
}
