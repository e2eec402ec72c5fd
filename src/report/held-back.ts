import type { Finding } from "../domain/rule/finding.ts";

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
