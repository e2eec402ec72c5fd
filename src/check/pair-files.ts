import { compareText } from "../text/compare-text.ts";

/** A file of one of the two trees that are compared. */
export interface TreeFile {
  /** In both trees relative to the same folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Shared lines that are counted in all; with more, files stay without a partner, so that what they hold is new. */
const maxSteps = 5_000_000;

/**
 * Which file of the base each file of the head was: one of equal text, else one of which half of the lines are the same, else
 * the one of the same path. Among several, that of the same path comes first. Each file of the base has at most one partner.
 * @returns path in the head → path in the base
 */
export function pairFiles(
  baseFiles: readonly TreeFile[],
  headFiles: readonly TreeFile[],
): ReadonlyMap<string, string> {
  const [base, head] = [baseFiles.toSorted(byPath), headFiles.toSorted(byPath)];
  const pairs = new Map<string, string>();
  const unpaired = new Map(base.map((file) => [file.path, file]));
  const pair = (path: string, other: string): void => {
    pairs.set(path, other);
    unpaired.delete(other);
  };
  const rest = (): TreeFile[] => head.filter(({ path }) => !pairs.has(path));

  for (const { path, text } of head) if (unpaired.get(path)?.text === text) pair(path, path);
  const byText = new Map<string, string[]>();
  for (const { path, text } of [...unpaired.values()].toReversed()) {
    const known = byText.get(text);
    if (known) known.push(path);
    else byText.set(text, [path]);
  }
  for (const { path, text } of rest()) {
    const other = byText.get(text)?.pop();
    if (other !== undefined) pair(path, other);
  }
  for (const file of rest()) {
    const other = unpaired.get(file.path);
    if (other && isSimilar(linesOf(file.text), linesOf(other.text))) pair(file.path, file.path);
  }
  // A file whose path is in both trees is its own best partner if no other is similar.
  for (const { path, other } of similarities([...unpaired.values()], rest()))
    if (!pairs.has(path) && unpaired.has(other)) pair(path, other);
  for (const { path } of rest()) if (unpaired.has(path)) pair(path, path);
  return pairs;
}

type Lines = ReadonlyMap<string, number>;

/** How often each line occurs; blank ones say nothing. */
function linesOf(text: string): Lines {
  const counts = new Map<string, number>();
  for (const line of text.split(/\r?\n/)) {
    const key = line.trim();
    if (key !== "") counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function total(lines: Lines): number {
  let sum = 0;
  for (const count of lines.values()) sum += count;
  return sum;
}

function isSimilar(one: Lines, other: Lines): boolean {
  let shared = 0;
  for (const [line, count] of one) shared += Math.min(count, other.get(line) ?? 0);
  return isHalf(shared, total(one), total(other));
}

function isHalf(shared: number, one: number, other: number): boolean {
  return shared > 0 && 2 * shared >= Math.max(one, other);
}

interface Similarity {
  readonly path: string;
  readonly other: string;
  readonly shared: number;
}

/** Pairs of which half of the lines are the same, the most similar first. */
function similarities(base: readonly TreeFile[], head: readonly TreeFile[]): readonly Similarity[] {
  const holders = new Map<string, { readonly index: number; readonly count: number }[]>();
  const totals = base.map(({ text }, index) => {
    const lines = linesOf(text);
    for (const [line, count] of lines) {
      const known = holders.get(line);
      if (known) known.push({ index, count });
      else holders.set(line, [{ index, count }]);
    }
    return total(lines);
  });
  const found: Similarity[] = [];
  let steps = 0;
  for (const { path, text } of head) {
    const lines = linesOf(text);
    const own = total(lines);
    const shared = new Map<number, number>();
    for (const [line, count] of lines) {
      const holding = holders.get(line) ?? [];
      steps += holding.length;
      if (steps > maxSteps) return found.sort(mostSimilar);
      for (const { index, count: other } of holding)
        shared.set(index, (shared.get(index) ?? 0) + Math.min(count, other));
    }
    for (const [index, count] of shared) {
      const other = base[index];
      if (other && isHalf(count, own, totals[index] ?? 0))
        found.push({ path, other: other.path, shared: count });
    }
  }
  return found.sort(mostSimilar);
}

function byPath(a: TreeFile, b: TreeFile): number {
  return compareText(a.path, b.path);
}

function mostSimilar(a: Similarity, b: Similarity): number {
  return b.shared - a.shared || compareText(a.path, b.path) || compareText(a.other, b.other);
}
