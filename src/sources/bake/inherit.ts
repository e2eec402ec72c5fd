import { NotEvaluated } from "./bake-value.ts";
import type { TargetBlock, TargetFields } from "./target-blocks.ts";

/** More than any file has; a chain of thousands would take the stack. */
const maxDepth = 50;
/** Entries of arguments and contexts that are merged in one file: long lists of long parents take quadratic time. */
const maxMerged = 100_000;

/** A target with all that it inherits. */
export interface ResolvedTarget extends TargetFields {
  readonly name: string;
  readonly label: string;
  /** Parents that the file does not have. */
  readonly missing: readonly string[];
}

const nothing: Omit<ResolvedTarget, "name" | "label"> = {
  args: new Map(),
  contexts: new Map(),
  hasResult: false,
  unread: [],
  missing: [],
};

/**
 * Merges the blocks of each name, and what they inherit: parents in their order, a later one before an earlier one, and the
 * target itself before all. Throws NotEvaluated where that is more than a file can have.
 */
export function resolvedTargets(blocks: readonly TargetBlock[]): readonly ResolvedTarget[] {
  const named = new Map<string, TargetBlock[]>();
  for (const block of blocks) {
    const same = named.get(block.name);
    if (same) same.push(block);
    else named.set(block.name, [block]);
  }
  const resolved = new Map<string, ResolvedTarget>();
  const open = new Set<string>();
  let [merged, cycles] = [0, 0];

  const add = <T extends TargetFields & { readonly missing: readonly string[] }>(
    first: T,
    second: TargetFields & { readonly missing?: readonly string[] },
  ): T => {
    merged += first.args.size + first.contexts.size + second.args.size + second.contexts.size;
    merged += first.missing.length + first.unread.length + 1;
    if (merged > maxMerged) throw new NotEvaluated();
    return {
      ...first,
      context: second.context ?? first.context,
      dockerfile: second.dockerfile ?? first.dockerfile,
      stage: second.stage ?? first.stage,
      inline: second.inline ?? first.inline,
      args: new Map([...first.args, ...second.args]),
      contexts: new Map([...first.contexts, ...second.contexts]),
      hasResult: first.hasResult || second.hasResult,
      unread: union(first.unread, second.unread),
      missing: union(first.missing, second.missing ?? []),
    };
  };

  const resolve = (name: string): ResolvedTarget | null => {
    const known = resolved.get(name);
    if (known) return known;
    const own = named.get(name);
    if (!own) return null;
    if (open.has(name)) {
      // A target that inherits itself gets nothing from itself.
      cycles += 1;
      return null;
    }
    if (open.size >= maxDepth) throw new NotEvaluated();
    open.add(name);
    const before = cycles;
    const parents = own.flatMap((block) => block.parents);
    const missing = parents.filter((parent) => !named.has(parent));
    let target: ResolvedTarget = { ...nothing, name, label: own[0]?.label ?? name, missing };
    for (const parent of parents) {
      const inherited = resolve(parent);
      if (inherited) target = add(target, inherited);
    }
    for (const block of own) target = add(target, block);
    target = {
      ...target,
      contexts: new Map([...target.contexts].filter(([, { text }]) => text !== "")),
    };
    open.delete(name);
    // What it has as the parent of another one in a cycle is not all that it has itself.
    if (cycles === before || open.size === 0) resolved.set(name, target);
    return target;
  };

  return [...named.keys()].flatMap((name) => resolve(name) ?? []);
}

function union(first: readonly string[], second: readonly string[]): readonly string[] {
  return second.length === 0 ? first : [...new Set([...first, ...second])];
}
