import { looseMatchIn, newFindings, pairFiles } from "../../check/index.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import { changedLines } from "../../fix/index.ts";
import { groupBy } from "../../text/list.ts";
import type { LintOutcome } from "../lint.ts";

/** A run of the head compared with one of the base, by the same settings. */
export interface Comparison {
  /** Findings of the head that the base lacks. */
  readonly added: ReadonlySet<Finding>;
  /** The file that a file was in the base, by the paths of findings; null for a new one. */
  readonly baseOf: (path: string) => string | null;
  /** The lines that the change touched in a file of the head, from 1. */
  readonly changedIn: (path: string) => Pick<ReadonlySet<number>, "has">;
}

type Compared = Pick<LintOutcome, "texts"> & {
  readonly result: Pick<LintOutcome["result"], "findings" | "rules">;
};

const everyLine: Pick<ReadonlySet<number>, "has"> = { has: () => true };

export function compareRuns(head: Compared, base: Compared): Comparison {
  const pairs = pairFiles(treeFiles(base), treeFiles(head));
  // A file that is not among those that were checked, such as a configuration, stays the same by its path.
  const baseOf = (path: string): string | null =>
    pairs.get(path) ?? (head.texts.has(path) ? null : path);
  const known = new Map<string, Pick<ReadonlySet<number>, "has">>();
  const changedIn = (path: string): Pick<ReadonlySet<number>, "has"> => {
    let lines = known.get(path);
    if (!lines) known.set(path, (lines = linesChanged(path)));
    return lines;
  };
  const linesChanged = (path: string): Pick<ReadonlySet<number>, "has"> => {
    const before = base.texts.get(baseOf(path) ?? "");
    const after = head.texts.get(path);
    return before === undefined || after === undefined ? everyLine : changedLines(before, after);
  };
  const looseMatchOf = looseMatchIn(head.result.rules.map(({ rule }) => rule));
  const ofBase = byPath(base.result.findings);
  const added = new Set<Finding>();
  for (const [path, findings] of byPath(head.result.findings)) {
    const isChanged = (line: number): boolean => changedIn(path).has(line);
    const before = ofBase.get(baseOf(path) ?? "") ?? [];
    const file = { base: before, head: findings, isChanged };
    for (const finding of newFindings(file, looseMatchOf)) added.add(finding);
  }
  return { added, baseOf, changedIn };
}

function treeFiles({ texts }: Compared): { readonly path: string; readonly text: string }[] {
  return Array.from(texts, ([path, text]) => ({ path, text }));
}

function byPath(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  return groupBy(findings, ({ path }) => path);
}
