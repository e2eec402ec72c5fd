import { compareText } from "./compare-text.ts";

/** A name longer than any repository, tag or rule id is no typing error of one. */
const maxLength = 255;

/** More edits than this are another name, however long it is. */
const maxEdits = 8;

/**
 * The names most like a misspelt one, best first, ties by name; names with little in common are left out. A name is near
 * when few characters differ, when only the folder in front of it does, or when whole words are missing, surplus or in
 * another order (`minimal-py38-cpu-inference` lacks its Ubuntu).
 */
export function nearestNames(
  name: string,
  names: readonly string[],
  count: number,
): readonly string[] {
  if (name.length > maxLength) return [];
  const wanted = partsOf(name);
  return partsOfAll(names)
    .map(({ candidate, parts }) => ({ candidate, distance: distanceBetween(wanted, parts) }))
    .filter(({ distance }) => distance < Infinity)
    .sort((a, b) => a.distance - b.distance || compareText(a.candidate, b.candidate))
    .slice(0, Math.max(0, count))
    .map(({ candidate }) => candidate);
}

interface Parts {
  readonly folder: string;
  /** Behind the last slash. */
  readonly last: string;
  readonly words: readonly string[];
}

type Candidates = readonly { readonly candidate: string; readonly parts: Parts }[];

/** A file can hold ten thousand misspelt names, and the right ones are always the same. */
const known = new WeakMap<readonly string[], Candidates>();

function partsOfAll(names: readonly string[]): Candidates {
  let candidates = known.get(names);
  if (!candidates) {
    candidates = names.map((candidate) => ({ candidate, parts: partsOf(candidate) }));
    known.set(names, candidates);
  }
  return candidates;
}

function partsOf(name: string): Parts {
  const text = name.toLowerCase();
  const start = text.lastIndexOf("/") + 1;
  return { folder: text.slice(0, start), last: text.slice(start), words: text.split(/[/-]/) };
}

/** In edits; Infinity where the two have too little in common. */
function distanceBetween(a: Parts, b: Parts): number {
  const limit = Math.min(maxEdits, Math.ceil((a.last.length - 1) / 3));
  const inName = edits(a.last, b.last, limit);
  const sameFolder = a.folder === b.folder;
  return Math.min(
    // Another folder weighs less than any edit: the name itself is what people remember.
    sameFolder ? inName : 0.5 + inName,
    sameFolder ? Infinity : edits(a.folder + a.last, b.folder + b.last, limit),
    wordsApart(a.words, b.words),
  );
}

/** Where the words of one are among those of the other: half an edit for each word more, as long as most are shared. */
function wordsApart(a: readonly string[], b: readonly string[]): number {
  const [few, many] = a.length < b.length ? [a, b] : [b, a];
  const left = [...many];
  for (const word of few) {
    const at = left.indexOf(word);
    if (at < 0) return Infinity;
    left.splice(at, 1);
  }
  return left.length > few.length ? Infinity : 0.25 + left.length / 2;
}

/**
 * Insertions, deletions, replacements and swaps of neighbours (optimal string alignment); Infinity above the limit. Only
 * the cells within the limit of the diagonal are looked at.
 */
function edits(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return Infinity;
  const newRow = (): number[] => new Array<number>(b.length + 1).fill(Infinity);
  let beforeLast = newRow();
  let last = newRow().map((_, column) => (column <= limit ? column : Infinity));
  let leastBefore = 0;
  for (let row = 1; row <= a.length; row += 1) {
    const current = newRow();
    current[0] = row <= limit ? row : Infinity;
    let least = at(current, 0);
    const end = Math.min(b.length, row + limit);
    for (let column = Math.max(1, row - limit); column <= end; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const replaced = at(last, column - 1) + (same ? 0 : 1);
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, replaced);
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current[column] = cost;
      least = Math.min(least, cost);
    }
    // A swap reaches back two rows, so both must be beyond the limit before the rest cannot get below it.
    if (least > limit && leastBefore > limit) return Infinity;
    [beforeLast, last, leastBefore] = [last, current, least];
  }
  const distance = at(last, b.length);
  return distance > limit ? Infinity : distance;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
