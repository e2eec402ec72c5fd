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
import { ruleCauses } from "./rule-causes.ts";
import { exceptionCauses } from "./suppression-causes.ts";
import { addAll } from "../../text/list.ts";

/** By day, then by exception and rule: how many files more, or less, than before. */
export type ExceptionDifferences = Map<CalendarDate, Map<string, number>>;

/** How many files need and use each rule of each exception of a configuration, from which day on. */
export class ExceptionTimeline {
  readonly #differences: ExceptionDifferences;

  /** @param differences of all folders: several can extend the file that an exception stands in */
  constructor(differences: ExceptionDifferences) {
    this.#differences = differences;
  }

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
   * @param absoluteOf of the configuration that one stands in, by the path that findings have
   * @param isWhole whether every file was added that the exceptions in a configuration could cover
   */
  changes(
    check: FolderCheck,
    absoluteOf: (path: string) => string,
    period: Period,
    isWhole: (path: string) => boolean,
  ): readonly Change[] {
    const { settings } = check;
    const { exceptions } = settings.onDay(period.until);
    const causes = [...exceptionCauses(exceptions, settings), ...ruleCauses(settings)];
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
      const identityIn = (path: string) => identityOf(absoluteOf(path));
      const findings = exceptionFindings(context, settings.rules, identityIn, {
        isWhole,
        isNeeded: (exception, rule) => has(keyOf(exception, rule)),
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
function keyOf({ location: { path, region } }: Exception, rule: string): string {
  return `${startKey(region)} ${rule} ${path}`;
}

function usedKeyOf(exception: Exception, rule: string): string {
  return `${keyOf(exception, rule)} used`;
}
