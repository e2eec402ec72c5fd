import type { Finding } from "../domain/rule/finding.ts";
import { isOpen, isReported } from "../domain/rule/finding.ts";
import type { ReportOptions } from "./reporter.ts";

/** What keeps a finding from being reported, for `--show-suppressed`; null where nothing does. Make it safe before it is shown. */
export function heldBackText({
  suppressed,
  baselined,
  path,
}: Pick<Finding, "suppressed" | "baselined" | "path">): string | null {
  if (!suppressed) return baselined ? "in the baseline" : null;
  const { source, justification, until, path: own, region } = suppressed;
  const line = region.startLine;
  const by =
    source === "comment" && own === path ? `the comment in line ${line}` : `${own}:${line}`;
  const end = until === null ? "" : ` until ${until}`;
  return `suppressed by ${by}${end}: ${justification}`;
}

/** Whether a report for people lists a finding: what counts, and with `--show-suppressed` what is suppressed or in the baseline. */
export function isListed(
  finding: Finding,
  { showSuppressed }: Pick<ReportOptions, "showSuppressed">,
): boolean {
  return isReported(finding) || (showSuppressed && !isOpen(finding));
}
