/** What a plain JSON report says of a finding. */
export interface PlainFinding {
  readonly ruleId: string;
  readonly level: "error" | "warning" | "note";
  readonly path: string;
  readonly image?: string | null;
  readonly region: { readonly startLine: number; readonly startColumn: number };
  readonly suppressed?: object;
}

/** Texts of checked files by path. */
export type Texts = Readonly<Record<string, string>>;

export interface PlainTree {
  readonly texts: Texts;
  readonly findings: readonly PlainFinding[];
}

/** Which file of the base each file was, tried pair by pair: equal text, half of the lines, the same name. */
function naivePairs(base: Texts, head: Texts): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  const free = (): string[] => {
    const taken = new Set(pairs.values());
    return Object.keys(base).filter((path) => !taken.has(path));
  };
  const pairAll = (isPair: (path: string, other: string) => boolean): void => {
    for (const path of Object.keys(head).sort()) {
      const other = pairs.has(path)
        ? undefined
        : free()
            .sort()
            .find((one) => isPair(path, one));
      if (other !== undefined) pairs.set(path, other);
    }
  };
  const isSimilar = (path: string, other: string): boolean => {
    const [one, two] = [head[path] ?? "", base[other] ?? ""];
    return (
      shared(one, two) * 2 >= Math.max(lines(one).length, lines(two).length) && shared(one, two) > 0
    );
  };
  pairAll((path, other) => path === other && head[path] === base[other]);
  pairAll((path, other) => head[path] === base[other]);
  pairAll((path, other) => path === other && isSimilar(path, other));
  for (;;) {
    const candidates = Object.keys(head)
      .filter((path) => !pairs.has(path))
      .flatMap((path) => free().map((other) => ({ path, other })))
      .filter(({ path, other }) => isSimilar(path, other))
      .map((one) => ({ ...one, count: shared(head[one.path] ?? "", base[one.other] ?? "") }));
    const [best] = candidates.sort(
      (a, b) => b.count - a.count || order(a.path, b.path) || order(a.other, b.other),
    );
    if (!best) break;
    pairs.set(best.path, best.other);
  }
  pairAll((path, other) => path === other);
  return pairs;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function shared(one: string, two: string): number {
  const rest = lines(two);
  let count = 0;
  for (const line of lines(one)) {
    const at = rest.indexOf(line);
    if (at < 0) continue;
    rest.splice(at, 1);
    count++;
  }
  return count;
}

const order3 = ["error", "warning", "note"];

/**
 * The new findings of a head by rule, image with tag, and count; root-user without the image. Of a group of which only some are new it
 * cannot be told which: null then, unless all of them are alike in what matters.
 */
export function naiveNew(base: PlainTree, head: PlainTree): readonly PlainFinding[] | null {
  const pairs = naivePairs(base.texts, head.texts);
  const groups = new Map<string, PlainFinding[]>();
  for (const finding of head.findings) {
    const key = groupOf(finding, finding.path);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const added: PlainFinding[] = [];
  for (const [key, own] of groups) {
    const [first] = own;
    if (!first) continue;
    const other = first.path in head.texts ? (pairs.get(first.path) ?? null) : first.path;
    const known = base.findings.filter(
      (finding) => finding.path === other && groupOf(finding, first.path) === key,
    );
    const levels = known.map(({ level }) => order3.indexOf(level)).sort();
    const sorted = own.toSorted((a, b) => order3.indexOf(a.level) - order3.indexOf(b.level));
    const isNew = sorted.map(
      ({ level }, index) => index >= levels.length || order3.indexOf(level) < (levels[index] ?? 9),
    );
    if (isNew.every((one) => !one)) continue;
    const isAlike =
      new Set(own.map((one) => `${one.level} ${one.suppressed !== undefined}`)).size === 1;
    if (!isAlike && !isNew.every(Boolean)) return null;
    added.push(...sorted.filter((_, index) => isNew[index]));
  }
  return added;
}

function groupOf({ ruleId, image }: PlainFinding, path: string): string {
  return JSON.stringify([path, ruleId, ruleId === "root-user" ? null : (image ?? null)]);
}
