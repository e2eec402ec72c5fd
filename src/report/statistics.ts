import type { Finding } from "../domain/rule/finding.ts";
import { isReported } from "../domain/rule/finding.ts";
import { compareText } from "../text/compare-text.ts";

/**
 * `--statistics`: one line for each rule with findings that are neither suppressed nor in the baseline, the most frequent
 * first: the number, right-aligned, and the rule. Empty without any.
 */
export function statisticsText(findings: readonly Finding[]): string {
  const byRule = new Map<string, number>();
  for (const { ruleId } of findings.filter(isReported))
    byRule.set(ruleId, (byRule.get(ruleId) ?? 0) + 1);
  const rows = [...byRule].sort(([a, m], [b, n]) => n - m || compareText(a, b));
  const width = String(rows[0]?.[1] ?? 0).length;
  return rows.map(([rule, count]) => `${String(count).padStart(width)}  ${rule}\n`).join("");
}
