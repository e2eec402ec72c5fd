import type { Confidence, Finding } from "../domain/rule/finding.ts";
import { isReported } from "../domain/rule/finding.ts";
import type { LineIndex } from "../text/line-index.ts";
import { editKey } from "./apply-edits.ts";
import type { FixableFinding } from "./choose-fixes.ts";
import type { Shift } from "./shift.ts";

/** One version of a file with everything that is found in it. */
export interface Snapshot {
  readonly text: string;
  readonly index: LineIndex;
  /** Suppressed findings included. */
  readonly findings: readonly Finding[];
  /** The resolved reference of every image, in source order; null if they are not compared. */
  readonly images: readonly string[] | null;
}

/** The findings that are neither suppressed nor in the baseline. */
export function openFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(isReported);
}

/**
 * Why a set of fixes must be undone, by the fix that causes it; under null if no single fix can be identified. Empty if all
 * fixes can stay. Each reason completes the sentence "It was not applied, because …".
 */
export function failuresOf(
  fixes: readonly FixableFinding[],
  before: Snapshot,
  after: Snapshot,
  shift: Shift,
): ReadonlyMap<FixableFinding | null, string> {
  const failures = new Map<FixableFinding | null, string>();
  const startsBefore = startsByRule(before);
  const startsAfter = startsByRule(after);
  const revealed = new Set(fixes.flatMap(({ fix }) => fix.reveals ?? []));
  const increased = rulesWithMoreFindings(before, after).filter((rule) => !revealed.has(rule));
  for (const fix of fixes) {
    const span = before.index.span(fix.region);
    const start = span ? shift.forward(span).start : -1;
    const remaining = startsAfter.get(fix.ruleId)?.get(start);
    // With the same confidence as before, the same fix would be offered again without end.
    if (remaining === "high" || remaining === fix.confidence)
      failures.set(fix, `${fix.ruleId} would still report it`);
    const added = increased.find(
      (ruleId) =>
        startsAfter.get(ruleId)?.has(start) === true &&
        startsBefore.get(ruleId)?.has(span?.start ?? -1) !== true,
    );
    if (added !== undefined && !failures.has(fix))
      failures.set(fix, `${added} would report it instead`);
  }
  const [rule] = increased;
  if (failures.size === 0 && rule !== undefined)
    failures.set(null, `${rule} would have more findings than before`);
  if (failures.size === 0 && changesOtherImages(fixes, before, after))
    failures.set(null, "it would change another image of the file");
  return failures;
}

/** For each rule, the offsets of its open findings, with the highest confidence at each. */
function startsByRule({
  findings,
  index,
}: Snapshot): ReadonlyMap<string, ReadonlyMap<number, Confidence>> {
  const byRule = new Map<string, Map<number, Confidence>>();
  for (const { ruleId, region, confidence } of openFindings(findings)) {
    const starts = byRule.get(ruleId) ?? new Map<number, Confidence>();
    byRule.set(ruleId, starts);
    const start = index.span(region)?.start ?? 0;
    if (starts.get(start) !== "high") starts.set(start, confidence);
  }
  return byRule;
}

function rulesWithMoreFindings(before: Snapshot, after: Snapshot): readonly string[] {
  const [old, current] = [countByRule(before), countByRule(after)];
  return [...current].filter(([id, count]) => count > (old.get(id) ?? 0)).map(([id]) => id);
}

function countByRule({ findings }: Snapshot): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { ruleId } of openFindings(findings))
    counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  return counts;
}

/** Whether the reference of an image changes that none of the fixes is meant to change. */
function changesOtherImages(
  fixes: readonly FixableFinding[],
  before: Snapshot,
  after: Snapshot,
): boolean {
  if (before.images === null || after.images === null) return false;
  if (before.images.length !== after.images.length) return true;
  const edits = new Set(fixes.flatMap(({ fix }) => fix.edits.map(editKey)));
  // Images that share a value have the same edit, which is right for all of them or for none.
  const intended = new Set(
    before.findings.flatMap(({ fix, image }) =>
      fix?.edits.some((edit) => edits.has(editKey(edit))) === true && image !== null ? [image] : [],
    ),
  );
  return before.images.some(
    (image, position) => image !== after.images?.[position] && !intended.has(image),
  );
}
