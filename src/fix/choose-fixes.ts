import type { Edit, Finding, Fix } from "../domain/rule/finding.ts";
import { isReported } from "../domain/rule/finding.ts";
import type { Region } from "../domain/build/region.ts";
import { compareRegions } from "../domain/build/region.ts";
import { editKey } from "./apply-edits.ts";
import { compareText } from "../text/compare-text.ts";

/** A finding with a fix that has edits. */
export type FixableFinding = Finding & { readonly fix: Fix };

/**
 * The fixes of open findings that can be applied together. Of two that overlap, the one that replaces more is chosen: a move
 * to another image also changes the tag. Ties are decided by source order, then by rule.
 */
export function chooseFixes(
  findings: readonly Finding[],
  { unsafe }: { readonly unsafe: boolean },
): readonly FixableFinding[] {
  const candidates = findings
    .filter(isFixable)
    .filter(({ fix }) => unsafe || fix.safe)
    .map((finding, order) => ({ finding, order, size: sizeOf(finding.fix) }));
  const chosen = new ChosenEdits();
  return candidates
    .sort(
      (a, b) =>
        b.size - a.size ||
        compareRegions(a.finding.region, b.finding.region) ||
        compareText(a.finding.ruleId, b.finding.ruleId) ||
        a.order - b.order,
    )
    .filter(({ finding }) => chosen.add(finding.fix.edits))
    .sort((a, b) => a.order - b.order)
    .map(({ finding }) => finding);
}

function isFixable(finding: Finding): finding is FixableFinding {
  return isReported(finding) && finding.fix !== null && finding.fix.edits.length > 0;
}

/** How many characters a fix replaces; each line counts more than any number of characters. */
function sizeOf({ edits }: Fix): number {
  const wholeLine = 100_000;
  return edits.reduce((size, { region: { startLine, startColumn, endLine, endColumn } }) => {
    return size + (endLine - startLine) * wholeLine + endColumn - startColumn;
  }, 0);
}

/** Edits that were chosen, in source order: an overlap is found by binary search. */
class ChosenEdits {
  private readonly edits: Edit[] = [];
  private readonly keys = new Set<string>();

  /** Adds all edits of a fix, or none if one overlaps; whether they were added. */
  add(edits: readonly Edit[]): boolean {
    const fresh = edits.filter((edit) => !this.keys.has(editKey(edit)));
    if (fresh.some(({ region }) => this.slotFor(region) === null)) return false;
    for (const edit of fresh) {
      this.edits.splice(this.slotFor(edit.region) ?? this.edits.length, 0, edit);
      this.keys.add(editKey(edit));
    }
    return true;
  }

  /** Where to insert a region into the chosen edits; null if it overlaps one of them. */
  private slotFor(region: Region): number | null {
    let [low, high] = [0, this.edits.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.edits[middle]?.region;
      if (other && compareRegions(other, region) < 0) low = middle + 1;
      else high = middle;
    }
    const [before, after] = [this.edits[low - 1]?.region, this.edits[low]?.region];
    return (before && overlap(before, region)) || (after && overlap(region, after)) ? null : low;
  }
}

/** Whether the first of two regions in order extends into the second, or both insert at the same location. */
function overlap(first: Region, second: Region): boolean {
  const reach = first.endLine - second.startLine || first.endColumn - second.startColumn;
  return reach > 0 || compareRegions(first, second) === 0;
}
