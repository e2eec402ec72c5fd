import { countUpTo } from "./sorted.ts";

/** A range of whole lines. */
export interface LineRange {
  readonly startLine: number;
  readonly endLine: number;
}

/**
 * Finds what is around a line, the innermost first. Ranges may lie in each other.
 * @returns takes time by the depth of the ranges around the line, not by their number
 */
export function rangesAround<T extends LineRange>(
  ranges: readonly T[],
): (line: number) => readonly T[] {
  const sorted = ranges.toSorted((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
  // By index: the last one before it that has not ended where it begins, or -1.
  const outer: number[] = [];
  for (const [index, { startLine }] of sorted.entries()) {
    let before = index - 1;
    while (before >= 0 && (sorted[before]?.endLine ?? 0) < startLine) before = outer[before] ?? -1;
    outer.push(before);
  }
  const starts = sorted.map(({ startLine }) => startLine);
  return (line) => {
    const found: T[] = [];
    for (let index = countUpTo(starts, line) - 1; index >= 0; index = outer[index] ?? -1) {
      const range = sorted[index];
      if (range && range.endLine >= line) found.push(range);
    }
    return found;
  };
}
