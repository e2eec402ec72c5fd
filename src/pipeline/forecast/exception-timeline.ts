import type { Checked } from "../../check/index.ts";
import { exceptionFindings, exceptionUses } from "../../check/index.ts";
import { startKey } from "../../domain/build/region.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import type { Change } from "../../domain/rule/forecast.ts";
import type { Exception } from "../../domain/settings/settings.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { compareText } from "../../text/compare-text.ts";
import type { DayCheck, FolderCheck } from "../folder-check.ts";
import { checkOnDay } from "../folder-check.ts";
import { changesBetween } from "./changes.ts";
import type { Period } from "./period.ts";
import { isIn } from "./period.ts";
import { exceptionCauses } from "./suppression-causes.ts";
import { addAll } from "../../text/list.ts";

/** How many files need and use each rule of each exception of a configuration, from which day on. */
export class ExceptionTimeline {
  /** By day, then by exception and rule: how many files more, or less, than before. */
  readonly #differences = new Map<CalendarDate, Map<string, number>>();

  /**
   * Records what a file needs from a day on.
   * @param before what it needed until then
   * @returns what it needs now
   */
  add(
    absolute: string,
    { context }: DayCheck,
    checked: Checked,
    before: ReadonlySet<string>,
  ): ReadonlySet<string> {
    const needed = new Set<string>();
    for (const { exception, rule, isUsed } of exceptionUses(context, absolute, checked)) {
      needed.add(keyOf(exception, rule));
      if (isUsed) needed.add(usedKeyOf(exception, rule));
    }
    const { asOf } = context;
    for (const key of needed) if (!before.has(key)) this.#count(asOf, key, 1);
    for (const key of before) if (!needed.has(key)) this.#count(asOf, key, -1);
    return needed;
  }

  #count(day: CalendarDate, key: string, difference: number): void {
    const ofDay = this.#differences.get(day) ?? new Map<string, number>();
    this.#differences.set(day, ofDay);
    ofDay.set(key, (ofDay.get(key) ?? 0) + difference);
  }

  /**
   * What changes about the exceptions themselves, once files were added.
   * @param absolute of the configuration they stand in
   * @param isWhole every file that an exception could cover was added
   */
  changes(
    check: FolderCheck,
    absolute: string,
    period: Period,
    isWhole: boolean,
  ): readonly Change[] {
    const { settings } = check;
    const { exceptions } = settings.onDay(period.until);
    const causes = exceptionCauses(exceptions, settings);
    const days = [...this.#differences.keys(), ...causes.map(({ day }) => day)]
      .filter((day) => isIn(period, day))
      .sort(compareText);
    const files = new Map<string, number>();
    let before: readonly Finding[] | null = null;
    const changes: Change[] = [];
    for (const day of new Set([period.asOf, ...days])) {
      for (const [key, difference] of this.#differences.get(day) ?? [])
        files.set(key, (files.get(key) ?? 0) + difference);
      const { context, identityOf } = checkOnDay(check, day);
      const has = (key: string): boolean => (files.get(key) ?? 0) > 0;
      const findings = exceptionFindings(context, settings.rules, identityOf(absolute), {
        isNeeded: isWhole ? (exception, rule) => has(keyOf(exception, rule)) : null,
        isUsed: (exception, rule) => has(usedKeyOf(exception, rule)),
      });
      const ofDay = causes.filter((cause) => cause.day === day);
      if (before) addAll(changes, changesBetween(before, findings, day, ofDay));
      before = findings;
    }
    return changes;
  }
}

/** Of the same exception on any day: under a policy its value differs. */
function keyOf({ location }: Exception, rule: string): string {
  return `${startKey(location.region)} ${rule}`;
}

function usedKeyOf(exception: Exception, rule: string): string {
  return `${keyOf(exception, rule)} used`;
}
