import type { Rule } from "../domain/rule/rule.ts";

/** What a finding, or an entry that stands for one, is matched by. */
export interface Matchable {
  /** Only findings of equal paths match. */
  readonly path: string;
  readonly rule: string;
  /** The image that it is about, as far as the second pass compares images. */
  readonly image: string;
  /** The exact key. It may repeat: equal keys are paired in order, as many as both sides have. */
  readonly key: string;
}

/** Two sides after matching. */
export interface Matched<Known, Current> {
  /** Those with the same key first, then those of the second pass; each in the order of the current ones. */
  readonly pairs: readonly {
    readonly known: Known;
    readonly current: Current;
    readonly isExact: boolean;
  }[];
  /** Known ones without a current one, in their order. */
  readonly gone: readonly Known[];
  /** Current ones without a known one, in their order. */
  readonly added: readonly Current[];
}

/** How a rule matches a finding whose key is gone; null where only the key counts. */
export type LooseMatchOf = (rule: string) => Rule["looseMatch"] | null;

export function looseMatchIn(rules: readonly Rule[]): LooseMatchOf {
  const byId = new Map(rules.map(({ id, looseMatch }) => [id, looseMatch]));
  return (rule) => byId.get(rule) ?? null;
}

/**
 * Matches findings in two passes: by path, rule and key; then what is left over of the same path and rule by count, for a rule
 * about images only with the same image. Among equal ones the first known and the first current one are a pair, so that the
 * last current ones are left.
 */
export function matchFindings<Known extends Matchable, Current extends Matchable>(
  known: readonly Known[],
  current: readonly Current[],
  looseMatchOf: LooseMatchOf,
): Matched<Known, Current> {
  const exact = pairsBy(known, current, ({ path, rule, key }) => [path, rule, key].join("\n"));
  const loose = pairsBy(exact.gone, exact.added, ({ path, rule, image }) => {
    const kind = looseMatchOf(rule);
    if (kind === null || kind === undefined) return null;
    return [path, rule, kind === "image" ? image : ""].join("\n");
  });
  return {
    pairs: [
      ...exact.pairs.map((pair) => ({ ...pair, isExact: true })),
      ...loose.pairs.map((pair) => ({ ...pair, isExact: false })),
    ],
    gone: loose.gone,
    added: loose.added,
  };
}

/** @param keyOf null for what matches nothing */
function pairsBy<Known extends Matchable, Current extends Matchable>(
  known: readonly Known[],
  current: readonly Current[],
  keyOf: (one: Matchable) => string | null,
): {
  readonly pairs: readonly { readonly known: Known; readonly current: Current }[];
  readonly gone: readonly Known[];
  readonly added: readonly Current[];
} {
  const byKey = new Map<string, { readonly all: Known[]; taken: number }>();
  for (const one of known) {
    const key = keyOf(one);
    if (key === null) continue;
    const group = byKey.get(key);
    if (group) group.all.push(one);
    else byKey.set(key, { all: [one], taken: 0 });
  }
  const pairs: { readonly known: Known; readonly current: Current }[] = [];
  const added: Current[] = [];
  for (const one of current) {
    const group = byKey.get(keyOf(one) ?? "");
    const first = group?.all[group.taken];
    if (!group || !first) {
      added.push(one);
      continue;
    }
    group.taken++;
    pairs.push({ known: first, current: one });
  }
  const taken = new Set(pairs.map((pair) => pair.known));
  return { pairs, gone: known.filter((one) => !taken.has(one)), added };
}
