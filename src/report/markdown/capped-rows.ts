import type { Level } from "../../domain/rule/finding.ts";
import { levels } from "../../domain/rule/finding.ts";

/** Keeps the rows of the most severe level, as many as fit, so that memory is bounded by the size of the report. */
export class CappedRows {
  /** How many rows are left out. */
  cut = 0;
  readonly #rows: Readonly<Record<Level, string[]>> = { error: [], warning: [], note: [] };
  #free: number;

  /** @param limit bytes of UTF-8 */
  constructor(limit: number) {
    this.#free = limit;
  }

  add(level: Level, row: string): void {
    const size = Buffer.byteLength(row);
    while (size > this.#free) {
      const removed = this.#leastSevereBelow(level)?.pop();
      this.cut++;
      if (removed === undefined) return;
      this.#free += Buffer.byteLength(removed);
    }
    this.#free -= size;
    this.#rows[level].push(row);
  }

  get count(): number {
    return levels.reduce((sum, level) => sum + this.#rows[level].length, 0);
  }

  /** Errors first; within a level in the order in which they came. */
  *all(): Iterable<string> {
    for (const level of levels) yield* this.#rows[level];
  }

  #leastSevereBelow(level: Level): string[] | undefined {
    const below = levels.slice(levels.indexOf(level) + 1).reverse();
    return below.map((other) => this.#rows[other]).find((rows) => rows.length > 0);
  }
}
