import type { Baseline, BaselineEntry } from "../domain/rule/baseline.ts";
import type { Finding } from "../domain/rule/finding.ts";
import type { Notification } from "../domain/rule/run.ts";

/** A baseline with the file it comes from. */
export interface AcceptedFindings {
  readonly entries: Baseline;
  /** Relative to the working directory. */
  readonly path: string;
  readonly text: string;
}

/** What a baseline may not hold back under the policy, and how much of it is gone from the code. */
export function baselineNotices(
  accepted: AcceptedFindings | null,
  rejected: readonly Finding[],
  isResolved: (entry: BaselineEntry) => boolean,
): readonly Notification[] {
  if (!accepted) return [];
  const byRule = new Map<string, Finding[]>();
  for (const finding of rejected) {
    const findings = byRule.get(finding.ruleId);
    if (findings) findings.push(finding);
    else byRule.set(finding.ruleId, [finding]);
  }
  const { path } = accepted;
  const rejections = [...byRule].map(([rule, [first, ...more]]): Notification => {
    const others = more.length === 0 ? "" : ` and ${more.length} more of its rule`;
    const message = `This entry${others} holds nothing back: the policy does not leave ${rule} to the repository.`;
    const line = lineOf(accepted, first?.fingerprint ?? "");
    const region = { startLine: line, startColumn: 1, endLine: line + 1, endColumn: 1 };
    return { level: "warning", id: "policy-refused", path, region, message };
  });
  const gone = [...accepted.entries.values()].filter(isResolved).length;
  if (gone === 0) return rejections;
  const [are, them] = gone === 1 ? ["entry is", "it"] : ["entries are", "them"];
  const message = `${gone} ${are} gone from the code: --update-baseline takes ${them} out.`;
  return [...rejections, { level: "note", id: "baseline-outdated", path, region: null, message }];
}

function lineOf({ text }: AcceptedFindings, fingerprint: string): number {
  return text.slice(0, Math.max(0, text.indexOf(fingerprint))).split("\n").length;
}
