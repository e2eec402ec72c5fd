import type { Confidence, Finding } from "../domain/rule/finding.ts";
import { isOpen } from "../domain/rule/finding.ts";
import type { FixableFinding } from "./choose-fixes.ts";
import type { Locations, Shift } from "./shift-locations.ts";
import { editKey } from "./shift-locations.ts";

/** A text of the file and what is found in it. */
export interface CheckedText {
  readonly text: string;
  readonly locations: Locations;
  /** Suppressed ones included. */
  readonly findings: readonly Finding[];
  /** What every image means, in order; null where nobody tells. */
  readonly images: readonly string[] | null;
}

export function openOf(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(isOpen);
}

/** Why a set of fixes may not stay, by the fix that is to blame; null where none can be named. Empty where all is well. */
export function doubtsOf(
  fixes: readonly FixableFinding[],
  before: CheckedText,
  after: CheckedText,
  shift: Shift,
): ReadonlyMap<FixableFinding | null, string> {
  const doubts = new Map<FixableFinding | null, string>();
  const startsBefore = startsByRule(before);
  const startsAfter = startsByRule(after);
  const grown = grownRules(before, after);
  for (const fix of fixes) {
    const span = before.locations.span(fix.region);
    const start = span ? shift.forward(span).start : -1;
    const sureness = startsAfter.get(fix.ruleId)?.get(start);
    // One that is as sure as before would be offered for ever.
    if (sureness === "high" || sureness === fix.confidence)
      doubts.set(fix, `${fix.ruleId} would still report the place`);
    const added = grown.find(
      (ruleId) =>
        startsAfter.get(ruleId)?.has(start) === true &&
        startsBefore.get(ruleId)?.has(span?.start ?? -1) !== true,
    );
    if (added !== undefined && !doubts.has(fix))
      doubts.set(fix, `${added} would report the place instead`);
  }
  const [rule] = grown;
  if (doubts.size === 0 && rule !== undefined)
    doubts.set(null, `${rule} would report more than before`);
  if (doubts.size === 0 && changesOthers(fixes, before, after))
    doubts.set(null, "another image of the file would change with it");
  return doubts;
}

/** Where each rule has open findings, and how sure it is of the surest one there. */
function startsByRule({
  findings,
  locations,
}: CheckedText): ReadonlyMap<string, ReadonlyMap<number, Confidence>> {
  const byRule = new Map<string, Map<number, Confidence>>();
  for (const { ruleId, region, confidence } of openOf(findings)) {
    const starts = byRule.get(ruleId) ?? new Map<number, Confidence>();
    byRule.set(ruleId, starts);
    const start = locations.span(region)?.start ?? 0;
    if (starts.get(start) !== "high") starts.set(start, confidence);
  }
  return byRule;
}

function grownRules(before: CheckedText, after: CheckedText): readonly string[] {
  const [was, is] = [countByRule(before), countByRule(after)];
  return [...is].filter(([ruleId, count]) => count > (was.get(ruleId) ?? 0)).map(([id]) => id);
}

function countByRule({ findings }: CheckedText): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { ruleId } of openOf(findings)) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  return counts;
}

/** Whether an image that none of the fixes is about means something else afterwards. */
function changesOthers(
  fixes: readonly FixableFinding[],
  before: CheckedText,
  after: CheckedText,
): boolean {
  if (before.images === null || after.images === null) return false;
  if (before.images.length !== after.images.length) return true;
  const edits = new Set(fixes.flatMap(({ fix }) => fix.edits.map(editKey)));
  // Images that share a value have the same edit: what is right for one is for the other.
  const meant = new Set(
    before.findings.flatMap(({ fix, image }) =>
      fix?.edits.some((edit) => edits.has(editKey(edit))) === true && image !== null ? [image] : [],
    ),
  );
  return before.images.some((image, index) => image !== after.images?.[index] && !meant.has(image));
}
