import { compareRegions, regionKey } from "../../domain/build/region.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import { isReported } from "../../domain/rule/finding.ts";
import type { DatedCause } from "../../domain/rule/cause.ts";
import type { Change } from "../../domain/rule/forecast.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { compareText } from "../../text/compare-text.ts";
import { causeChooser } from "./choose-cause.ts";

/**
 * Which findings are reported on a day and were not on the day before, or the other way round. Findings of a rule at one place
 * with one level are one: their texts may change every day.
 * @param before all findings of the day before
 * @param after those of the day
 * @param causes what is known to change on the day
 */
export function changesBetween(
  before: readonly Finding[],
  after: readonly Finding[],
  day: CalendarDate,
  causes: readonly DatedCause[],
): readonly Change[] {
  const [old, current] = [indexed(before), indexed(after)];
  const choose = causeChooser(day, causes);
  const changed = (change: Change["change"], own: Indexed, other: Indexed): readonly Change[] =>
    [...own.reported]
      .filter(([key]) => !other.reported.has(key))
      .map(([key, finding]) => {
        const hidden = other.hidden.get(key) ?? null;
        const staged = other.reported.get(keyOf({ ...finding, level: "warning" }));
        const isStaged = finding.level === "error" && staged?.enforcedFrom === day;
        const cause = choose(finding, change, { hidden, isStaged });
        return { day, change, finding: partOf(finding), cause };
      });
  return [...changed("new", current, old), ...changed("resolved", old, current)];
}

/** Without evidence and fixes, which take memory. */
function partOf({ path, region, ruleId, level, image, message }: Finding): Change["finding"] {
  return { path, region, ruleId, level, image, message };
}

/** Findings by what makes them one; of several the first. */
interface Indexed {
  readonly reported: ReadonlyMap<string, Finding>;
  /** Those that are suppressed or in the baseline. */
  readonly hidden: ReadonlyMap<string, Finding>;
}

function indexed(findings: readonly Finding[]): Indexed {
  const index = { reported: new Map<string, Finding>(), hidden: new Map<string, Finding>() };
  for (const finding of findings) {
    const key = keyOf(finding);
    const own = isReported(finding) ? index.reported : index.hidden;
    if (!own.has(key)) own.set(key, finding);
  }
  return index;
}

function keyOf({ path, region, ruleId, level }: Finding): string {
  return [path, regionKey(region), ruleId, level].join("\n");
}

/** By day, then by place; what is new before what is resolved there. */
export function compareChanges(a: Change, b: Change): number {
  return (
    compareText(a.day, b.day) ||
    compareText(a.finding.path, b.finding.path) ||
    compareRegions(a.finding.region, b.finding.region) ||
    compareText(a.change, b.change) ||
    compareText(a.finding.ruleId, b.finding.ruleId) ||
    compareText(a.finding.level, b.finding.level)
  );
}
