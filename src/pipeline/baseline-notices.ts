import type { Baseline, BaselineEntry } from "../domain/rule/baseline.ts";
import type { Finding } from "../domain/rule/finding.ts";
import { baselineFingerprintsOf } from "../domain/rule/finding.ts";
import { renamedRule } from "../domain/rule/rule-names.ts";
import type { Notification } from "../domain/rule/run.ts";
import { wholeLine } from "../domain/build/region.ts";

/** A baseline with the file it comes from. */
export interface AcceptedFindings {
  readonly entries: Baseline;
  /** Relative to the working directory. */
  readonly path: string;
  readonly text: string;
}

/**
 * Notifications about the baseline: entries that the policy does not allow, one for each rule, and entries whose finding is
 * resolved, all in one.
 * @param rejected findings with an entry that the policy does not allow
 */
export function baselineNotices(
  accepted: AcceptedFindings | null,
  rejected: readonly Finding[],
  isResolved: (entry: BaselineEntry) => boolean,
): readonly Notification[] {
  if (!accepted) return [];
  const { path, entries } = accepted;
  const rejections = [...new Set(rejected.map(({ ruleId }) => ruleId))].map(
    (ruleId): Notification => {
      const [first, ...others] = rejected.filter((finding) => finding.ruleId === ruleId);
      const known = first ? baselineFingerprintsOf(first).find((own) => entries.has(own)) : "";
      const region = wholeLine(lineOf(accepted, known ?? ""));
      const message = messages.notAllowed({ ruleId, others: others.length });
      return { level: "warning", id: "policy-rejected", path, region, message };
    },
  );
  const resolved = [...entries.values()].filter(isResolved).length;
  const message = messages.resolved({ count: resolved });
  const notices = [...renamedIn(accepted), ...rejections];
  if (resolved === 0) return notices;
  return [...notices, { level: "note", id: "baseline-outdated", path, region: null, message }];
}

const messages = {
  notAllowed: ({ ruleId, others }: { readonly ruleId: string; readonly others: number }) => {
    const entries =
      others === 0
        ? "This baseline entry has"
        : `This baseline entry and ${others} more of its rule have`;
    return `${entries} no effect: the policy does not allow repositories to accept findings of ${ruleId}.`;
  },
  resolved: ({ count }: { readonly count: number }) => {
    const [are, them] = count === 1 ? ["entry is", "it"] : ["entries are", "them"];
    return `${count} baseline ${are} resolved; remove ${them} with --update-baseline.`;
  },
};

/** The former ids of rules in the file; a run says each once. */
function renamedIn(accepted: AcceptedFindings): readonly Notification[] {
  const first = new Map<string, BaselineEntry>();
  for (const entry of accepted.entries.values()) {
    const { formerRule } = entry;
    if (formerRule !== undefined && !first.has(formerRule)) first.set(formerRule, entry);
  }
  return [...first].map(([former, { rule, fingerprint }]) => {
    const region = wholeLine(lineOf(accepted, fingerprint));
    return renamedRule(former, rule, { path: accepted.path, region });
  });
}

/** The line of the entry in the file, from 1. */
function lineOf({ text }: AcceptedFindings, fingerprint: string): number {
  return text.slice(0, Math.max(0, text.indexOf(fingerprint))).split("\n").length;
}
