import type { Finding } from "../domain/rule/finding.ts";
import { severityOf } from "../domain/rule/finding.ts";
import type { LooseMatchOf } from "./match-findings.ts";
import { matchFindings } from "./match-findings.ts";

/** The findings of one file in two trees, as of the same day. */
export interface ComparedFile {
  /** Empty where the base has no such file. */
  readonly base: readonly Finding[];
  readonly head: readonly Finding[];
  /** Whether the change touched a line of the head, from 1. */
  readonly isChanged: (line: number) => boolean;
}

/**
 * The findings of a file that the base lacks, suppressed ones included. Those about images are matched with tag and digest, so
 * that moving an old tag back is new. One whose level rose is new. Of equal ones, those on changed lines are new, else the last.
 */
export function newFindings(
  { base, head, isChanged }: ComparedFile,
  looseMatchOf: LooseMatchOf,
): ReadonlySet<Finding> {
  const matchable = (finding: Finding) => {
    const { ruleId: rule, subject } = finding;
    const image = looseMatchOf(rule) === "image" ? (finding.image ?? "") : "";
    return { path: "", rule, image, key: JSON.stringify([subject, image]), finding };
  };
  const isTouched = (finding: Finding): boolean => touches(finding, isChanged);
  const current = [
    ...head.filter((finding) => !isTouched(finding)),
    ...head.filter((finding) => isTouched(finding)),
  ].sort(bySeverity);
  const { pairs, added } = matchFindings(
    base.toSorted(bySeverity).map(matchable),
    current.map(matchable),
    looseMatchOf,
  );
  const risen = pairs.filter(
    ({ known, current: now }) => severityOf(now.finding.level) < severityOf(known.finding.level),
  );
  return new Set([...added, ...risen.map((pair) => pair.current)].map(({ finding }) => finding));
}

function touches({ region }: Finding, isChanged: ComparedFile["isChanged"]): boolean {
  for (let line = region.startLine; line <= region.endLine; line++)
    if (isChanged(line)) return true;
  return false;
}

function bySeverity(a: Finding, b: Finding): number {
  return severityOf(a.level) - severityOf(b.level);
}
