import type { Region } from "../build/region.ts";
import { regionKey } from "../build/region.ts";
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

function isOnLines(
  { startLine, endLine, endColumn }: Region,
  lines: NonNullable<QuotedSource["changedLines"]>,
): boolean {
  // A region that ends before the first column of a line has nothing of it.
  const last = endColumn === 1 ? Math.max(startLine, endLine - 1) : endLine;
  for (let line = startLine; line <= last; line++) if (!lines.has(line)) return false;
  return true;
}
