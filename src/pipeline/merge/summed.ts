import type { Coverage, FactCount } from "../../domain/build/coverage.ts";

/** What reports count of files, which merged ones count together. */
interface Counts {
  readonly checked: number;
  readonly images: number;
  readonly coverage: Coverage;
}

export function summed(all: readonly Counts[]): Counts {
  const sum = (of: (counts: Counts) => number): number =>
    all.reduce((total, counts) => total + of(counts), 0);
  const fact = (name: keyof Coverage): FactCount => ({
    known: sum(({ coverage }) => coverage[name].known),
    unknown: sum(({ coverage }) => coverage[name].unknown),
  });
  return {
    checked: sum(({ checked }) => checked),
    images: sum(({ images }) => images),
    coverage: { os: fact("os"), python: fact("python"), user: fact("user"), age: fact("age") },
  };
}
