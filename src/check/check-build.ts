import type { CalendarDate } from "../domain/calendar-date.ts";
import type { EnrichedBuild } from "../domain/enriched-build.ts";
import type { Finding } from "../domain/finding.ts";
import { messageText } from "../domain/message.ts";
import { compareRegions } from "../domain/region.ts";
import type { RuleOptions } from "../domain/rule.ts";
import type { RuleInForce } from "../domain/run.ts";

/** What the check room needs besides a build. */
export interface CheckContext {
  readonly rules: readonly RuleInForce[];
  readonly asOf: CalendarDate;
  /** A digest in hexadecimal, for fingerprints. */
  readonly hash: (text: string) => string;
}

/** A rule that threw: a defect of inferlint, which says nothing about the file. */
export interface RuleFailure {
  readonly ruleId: string;
  readonly error: unknown;
}

export interface Checked {
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
}

/** Findings of one rule, before they have an identity. */
type Judged = Omit<Finding, "fingerprint" | "suppressed">;

/** Runs the rules over a build, then, in this order: dedupe → fingerprint → sort. */
export function checkBuild(
  build: EnrichedBuild,
  repositoryPath: string,
  context: CheckContext,
): Checked {
  const { findings, failures } = runRules(build, context);
  const identified = fingerprint(dedupe(findings), repositoryPath, context.hash);
  return { findings: identified.toSorted(compareFindings), failures };
}

/** By place, then by rule. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.path, b.path) ||
    compareRegions(a.region, b.region) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(messageText(a.message), messageText(b.message))
  );
}

function runRules(
  build: EnrichedBuild,
  { rules, asOf }: CheckContext,
): { findings: Judged[]; failures: RuleFailure[] } {
  const findings: Judged[] = [];
  const failures: RuleFailure[] = [];
  const options = new Map(rules.map(({ rule, options: own }) => [rule.id, own]));
  const inForce = (id: string): RuleOptions | null => options.get(id) ?? null;
  for (const { rule, level, options: own } of rules) {
    try {
      const found = [...rule.check(build, { asOf, options: own, inForce })];
      for (const finding of found)
        findings.push({ ...finding, ruleId: rule.id, level, path: build.path });
    } catch (error) {
      failures.push({ ruleId: rule.id, error });
    }
  }
  return { findings, failures };
}

/** The same words about the same place are said once. */
function dedupe(findings: readonly Judged[]): readonly Judged[] {
  const byPlace = new Map<string, Set<string>>();
  return findings.filter(({ ruleId, region, message }) => {
    const { startLine, startColumn, endLine, endColumn } = region;
    const place = `${ruleId} ${startLine}:${startColumn}-${endLine}:${endColumn}`;
    const words = byPlace.get(place);
    const text = messageText(message);
    if (words?.has(text) === true) return false;
    if (words) words.add(text);
    else byPlace.set(place, new Set([text]));
    return true;
  });
}

/** Rule, file, image and stage; a second problem that is the same in all of these is told apart by its number. */
function fingerprint(
  findings: readonly Judged[],
  repositoryPath: string,
  hash: (text: string) => string,
): Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const key = [finding.ruleId, repositoryPath, finding.subject].join("\n");
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return { ...finding, fingerprint: hash(`${key}\n${count}`), suppressed: null };
  });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
