import { diffArrays } from "diff";

/** The search for the shortest diff is quadratic in the number of differences. */
const maxDifferences = 1_000;

/**
 * The lines of a text, from 1, that a change added or rewrote. Where the texts differ too much to tell, all between the first
 * and the last difference.
 */
export function changedLines(before: string, after: string): ReadonlySet<number> {
  if (before === after) return new Set();
  const [old, fresh] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  let start = 0;
  while (start < fresh.length && fresh[start] === old[start]) start++;
  let [oldEnd, freshEnd] = [old.length, fresh.length];
  while (oldEnd > start && freshEnd > start && old[oldEnd - 1] === fresh[freshEnd - 1]) {
    oldEnd--;
    freshEnd--;
  }
  const changed = new Set<number>();
  const parts = diffArrays(old.slice(start, oldEnd), fresh.slice(start, freshEnd), {
    maxEditLength: maxDifferences,
  }) as ReturnType<typeof diffArrays> | undefined;
  let line = start + 1;
  const mark = (count: number): void => {
    for (const end = line + count; line < end; line++) changed.add(line);
  };
  if (!parts) mark(freshEnd - start);
  else
    for (const { added, removed, value } of parts)
      if (added) mark(value.length);
      else if (!removed) line += value.length;
  return changed;
}
