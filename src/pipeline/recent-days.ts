import type { CalendarDate } from "../text/calendar-date.ts";

/** Values for thousands of days would fill the memory; most files change on the same few days. */
const maxDays = 100;

/** A value for each of the days that were asked for last. */
export class RecentDays<T> {
  readonly #create: (day: CalendarDate) => T;
  readonly #known = new Map<CalendarDate, T>();

  constructor(create: (day: CalendarDate) => T) {
    this.#create = create;
  }

  /** The value of a day, made anew where it was forgotten. */
  of(day: CalendarDate): T {
    const known = this.#known.get(day);
    const value = known ?? this.#create(day);
    // Last in the order of the map is what was asked for last.
    if (known !== undefined) this.#known.delete(day);
    this.#known.set(day, value);
    const [oldest] = this.#known.keys();
    if (this.#known.size > maxDays && oldest !== undefined) this.#known.delete(oldest);
    return value;
  }
}
