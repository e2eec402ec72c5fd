import type { Edit, Finding, Fix } from "../domain/rule/finding.ts";
import { isOpen } from "../domain/rule/finding.ts";
import type { Region } from "../domain/build/region.ts";
import { compareRegions } from "../domain/build/region.ts";
import { editKey } from "./shift-locations.ts";

/** A finding with a fix that can be made. */
export type FixableFinding = Finding & { readonly fix: Fix };

/**
 * Fixes of open findings that can be made together. Of two that overlap the one that replaces more is taken: a move to another
 * image takes the tag along. Then the order of the file decides.
 */
export function chooseFixes(
  findings: readonly Finding[],
  { unsafe }: { readonly unsafe: boolean },
): readonly FixableFinding[] {
  const candidates = findings
    .filter(isFixable)
    .filter(({ fix }) => unsafe || fix.safe)
    .map((finding, order) => ({ finding, order, size: sizeOf(finding.fix) }));
  const taken = new TakenEdits();
  return candidates
    .sort(
      (a, b) =>
        b.size - a.size ||
        compareRegions(a.finding.region, b.finding.region) ||
        compareText(a.finding.ruleId, b.finding.ruleId) ||
        a.order - b.order,
    )
    .filter(({ finding }) => taken.add(finding.fix.edits))
    .sort((a, b) => a.order - b.order)
    .map(({ finding }) => finding);
}

function isFixable(finding: Finding): finding is FixableFinding {
  return isOpen(finding) && finding.fix !== null && finding.fix.edits.length > 0;
}

/** Characters that a fix takes out; lines are longer than any of them. */
function sizeOf({ edits }: Fix): number {
  const wholeLine = 100_000;
  return edits.reduce((size, { region: { startLine, startColumn, endLine, endColumn } }) => {
    return size + (endLine - startLine) * wholeLine + endColumn - startColumn;
  }, 0);
}

/** Edits that were taken, in order, so that a thousand of them are compared with few others each. */
class TakenEdits {
  private readonly edits: Edit[] = [];
  private readonly keys = new Set<string>();

  /** Takes all of them, or none if one overlaps. */
  add(edits: readonly Edit[]): boolean {
    const fresh = edits.filter((edit) => !this.keys.has(editKey(edit)));
    const locations = fresh.map(({ region }) => this.slotFor(region));
    if (locations.includes(null)) return false;
    for (const edit of fresh) {
      this.edits.splice(this.slotFor(edit.region) ?? this.edits.length, 0, edit);
      this.keys.add(editKey(edit));
    }
    return true;
  }

  /** Where a region belongs among the taken ones; null where it overlaps one of them. */
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

/** Whether the first of two regions in order reaches into the second, or both insert at one place. */
function overlap(first: Region, second: Region): boolean {
  const reach = first.endLine - second.startLine || first.endColumn - second.startColumn;
  return reach > 0 || compareRegions(first, second) === 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
