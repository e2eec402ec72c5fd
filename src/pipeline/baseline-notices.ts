import type { BaselineEntry } from "../domain/rule/baseline.ts";
import { renamedRule } from "../domain/rule/rule-names.ts";
import type { Notification } from "../domain/rule/run.ts";
import { fileStart, wholeLine } from "../domain/build/region.ts";
import type { CheckedBaseline } from "./baseline-check.ts";
import type { AcceptedFindings } from "./baseline-file.ts";

/**
 * Notifications about a baseline: what a policy makes of it, and entries whose finding is resolved.
 * @param isStrict whether each resolved entry is reported, as an error at its place
 */
export function baselineNotices(
  { file: { accepted, effect }, tracker }: CheckedBaseline,
  isStrict: boolean,
): readonly Notification[] {
  if (!accepted) return [];
  const { path, entries } = accepted;
  const notice = (level: "warning" | "note", id: string, message: string): Notification => ({
    ...{ level, id, path, region: null, message },
  });
  const underPolicy =
    effect === "full" || entries.size === 0
      ? []
      : [
          effect === "none"
            ? { ...notice("warning", "policy-rejected", messages.noEffect), region: fileStart }
            : notice("note", "baseline-in-repository", messages.growable),
        ];
  const before = [...renamedIn(accepted), ...underPolicy];
  const resolved = [...entries.values()].filter(tracker.isResolved);
  if (resolved.length === 0) return before;
  if (isStrict) return [...before, ...strictNotices(accepted, resolved)];
  const count = resolved.length;
  return [...before, notice("note", "baseline-outdated", messages.resolved({ count }))];
}

const messages = {
  noEffect:
    "This baseline has no effect: under a policy, a baseline of the repository counts only at the root of the run and if the policy names it.",
  growable:
    "The policy lets this baseline accept findings, and a change of the repository can add entries to it; --against reports what a change brings.",
  resolved: ({ count }: { readonly count: number }): string => {
    const [are, them] = count === 1 ? ["entry is", "it"] : ["entries are", "them"];
    return `${count} baseline ${are} resolved; remove ${them} with --update-baseline.`;
  },
  strict: ({ rule, about, path }: BaselineEntry): string =>
    `This baseline entry is resolved, since ${path} has no finding of ${rule} for it (${about}); remove it with --update-baseline.`,
};

/** The former ids of rules in the file; a run says each once. */
function renamedIn({ entries, path, text }: AcceptedFindings): readonly Notification[] {
  const first = new Map<string, BaselineEntry>();
  for (const entry of entries.values()) {
    const { formerRule } = entry;
    if (formerRule !== undefined && !first.has(formerRule)) first.set(formerRule, entry);
  }
  if (first.size === 0) return [];
  const lineOf = linesOf(text);
  return [...first].map(([former, { rule, fingerprint }]) =>
    renamedRule(former, rule, { path, region: wholeLine(lineOf(fingerprint)) }),
  );
}

function strictNotices(
  { path, text }: AcceptedFindings,
  resolved: readonly BaselineEntry[],
): readonly Notification[] {
  const lineOf = linesOf(text);
  return resolved.map((entry) => ({
    ...{ level: "error", id: "baseline-outdated", path },
    region: wholeLine(lineOf(entry.fingerprint)),
    message: messages.strict(entry),
  }));
}

/** The line of each entry by its fingerprint, from 1. */
function linesOf(text: string): (fingerprint: string) => number {
  const lines = new Map(
    text
      .split("\n")
      .flatMap((content, index) =>
        [...content.matchAll(/"([0-9a-f]{32})"/g)].map(
          ([, fingerprint = ""]) => [fingerprint, index + 1] as const,
        ),
      ),
  );
  return (fingerprint) => lines.get(fingerprint) ?? 1;
}
