import type { Finding } from "../../domain/rule/finding.ts";
import { severityOf } from "../../domain/rule/finding.ts";
import type { LintOutcome } from "../lint.ts";
import type { Comparison } from "./compare-runs.ts";
import type { TreeRun } from "./lint-tree.ts";

/** The head under the base's settings, and the base under the head's, where these differ. */
export interface Crossed {
  readonly head: TreeRun;
  readonly comparison: Comparison;
}

/** All findings of the head with their state, and those that only the settings of the base find and the base lacks. */
export function markedFindings(
  head: LintOutcome,
  { added }: Comparison,
  crossed: Crossed | null,
): readonly Finding[] {
  const other = new Map<string, Finding>();
  for (const finding of crossed?.head.outcome.result.findings ?? [])
    other.set(identityOf(finding), finding);
  const seen = new Set<string>();
  const own = head.result.findings.map((finding): Finding => {
    const key = identityOf(finding);
    seen.add(key);
    const twin = other.get(key);
    const isNew = added.has(finding) || (twin !== undefined && isAdded(twin, crossed));
    if (!isNew) return { ...finding, baselineState: "unchanged" };
    const level = twin && isAdded(twin, crossed) ? moreSevere(finding, twin) : finding.level;
    return { ...finding, level, baselined: false, baselineState: "new" };
  });
  const onlyByBase = [...other].flatMap(([key, finding]): Finding[] => {
    if (seen.has(key) || !isAdded(finding, crossed) || !isOfChecked(finding, crossed)) return [];
    return [{ ...finding, baselined: false, baselineState: "new" }];
  });
  return [...own, ...onlyByBase];
}

function isAdded(finding: Finding, crossed: Crossed | null): boolean {
  return crossed?.comparison.added.has(finding) === true;
}

/** What the base's configuration says of itself is no finding of the head; a conda file is no file that was checked by itself. */
function isOfChecked({ path }: Finding, crossed: Crossed | null): boolean {
  const folders = crossed?.head.settings.known() ?? [];
  return !folders.some(({ config }) => config?.texts.some((text) => text.path === path) === true);
}

function moreSevere({ level }: Finding, other: Finding): Finding["level"] {
  return severityOf(other.level) < severityOf(level) ? other.level : level;
}

/** What one finding is in two runs over the same files. */
function identityOf({ ruleId, path, region, subject, message }: Finding): string {
  const { startLine, startColumn } = region;
  return JSON.stringify([ruleId, path, startLine, startColumn, subject, message.id]);
}
