import type { Region } from "../build/region.ts";
import { lastLineOf, regionKey } from "../build/region.ts";
import type { Finding } from "./finding.ts";
import type { QuotedSource } from "./run.ts";

/**
 * A new finding at a changed line, where one of its steps is on one: code scanning shows a result in a pull request only if all
 * lines of its place were changed. Its own place comes first, then its steps in their order; it becomes a related location.
 * The fingerprint, the steps and the fix stay.
 */
export function atChangedLine(
  finding: Finding,
  changedLines: QuotedSource["changedLines"],
): Finding {
  const { baselineState, region, flow = [], related } = finding;
  if (baselineState !== "new" || changedLines === undefined) return finding;
  const isChanged = (place: Region): boolean => isOnLines(place, changedLines);
  const step = isChanged(region) ? undefined : flow.find((one) => isChanged(one.region));
  const own = flow.at(-1);
  if (!step || !own) return finding;
  const shown = regionKey(step.region);
  const others = related.filter((one) => regionKey(one.region) !== shown);
  return { ...finding, region: step.region, related: [own, ...others] };
}

function isOnLines(region: Region, lines: NonNullable<QuotedSource["changedLines"]>): boolean {
  const last = lastLineOf(region);
  for (let line = region.startLine; line <= last; line++) if (!lines.has(line)) return false;
  return true;
}
