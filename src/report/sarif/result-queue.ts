import type { Level } from "../../domain/rule/finding.ts";
import { levels } from "../../domain/rule/finding.ts";

/**
 * Keeps the most severe results of a run, at most `limit` of them, in their order, without knowing how severe later results
 * are. Only results that a more severe one could still replace are held, so that memory is bounded by the limit.
 */
export class ResultQueue<T> {
  /** How many results are left out. */
  cut = 0;
  readonly #limit: number;
  /** Held results in their order; null for one that is written or left out. */
  readonly #held: (T | null)[] = [];
  /** Indices of held results that can be replaced, the last one first to go. */
  readonly #replaceable: Readonly<Record<Level, number[]>> = { error: [], warning: [], note: [] };
  #head = 0;
  #kept = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @returns the results that are now certain to be kept, oldest first */
  *add(level: Level, result: T): Iterable<T> {
    if (this.#kept === this.#limit) {
      this.cut++;
      const replaced = this.#leastSevereBelow(level)?.pop();
      if (replaced === undefined) return;
      this.#held[replaced] = null;
      this.#kept--;
    }
    this.#kept++;
    const index = this.#held.push(result) - 1;
    if (level !== "error") this.#replaceable[level].push(index);
    yield* this.#certain();
  }

  /** The results that are left, at the end of the run. */
  *rest(): Iterable<T> {
    for (; this.#head < this.#held.length; this.#head++) {
      const result = this.#held[this.#head];
      if (result !== null && result !== undefined) yield result;
    }
  }

  /** No result is more severe than an error: those at the head are kept in any case. */
  *#certain(): Iterable<T> {
    const next = Math.min(
      this.#replaceable.warning[0] ?? Infinity,
      this.#replaceable.note[0] ?? Infinity,
    );
    for (; this.#head < Math.min(next, this.#held.length); this.#head++) {
      const result = this.#held[this.#head];
      this.#held[this.#head] = null;
      if (result !== null && result !== undefined) yield result;
    }
  }

  #leastSevereBelow(level: Level): number[] | undefined {
    const below = levels.slice(levels.indexOf(level) + 1).reverse();
    return below.map((other) => this.#replaceable[other]).find((indices) => indices.length > 0);
  }
}
