import type { Finding, RuleFinding } from "../domain/rule/finding.ts";
import { levels } from "../domain/rule/finding.ts";
import { messageText } from "../domain/rule/message.ts";
import { compareRegions } from "../domain/build/region.ts";
import type { Rule, RuleContext, RuleOptions } from "../domain/rule/rule.ts";
import type { EnabledRule } from "../domain/rule/run.ts";
import type { CheckContext } from "./check-file.ts";

/** A rule that threw: a defect of inferlint, which says nothing about the file. */
export interface RuleFailure {
  readonly ruleId: string;
  readonly error: unknown;
}

/** Findings of rules, before they have an identity. */
export type UnidentifiedFinding = Omit<Finding, "fingerprint" | "suppressed" | "baselined">;

interface RunContext extends Pick<CheckContext, "asOf" | "wantsFixes"> {
  readonly path: string;
}

/** Runs each rule in force; one that throws does not stop the others. */
export function runRules(
  rules: readonly EnabledRule[],
  check: (rule: Rule, context: RuleContext) => Iterable<RuleFinding>,
  { path, asOf, wantsFixes = true }: RunContext,
): {
  readonly findings: readonly UnidentifiedFinding[];
  readonly failures: readonly RuleFailure[];
} {
  const findings: UnidentifiedFinding[] = [];
  const failures: RuleFailure[] = [];
  const optionsById = new Map(rules.map(({ rule, options }) => [rule.id, options]));
  const optionsOf = (id: string): RuleOptions | null => optionsById.get(id) ?? null;
  for (const { rule, level, options } of rules) {
    try {
      const found = [...check(rule, { asOf, options, wantsFixes, optionsOf })];
      for (const finding of found) findings.push({ ...finding, ruleId: rule.id, level, path });
    } catch (error) {
      failures.push({ ruleId: rule.id, error });
    }
  }
  return { findings, failures };
}

/**
 * What any way to build a file shows, the same words about the same place once, at the higher level. A rule that says something
 * else of the same image at the same place in a further build, because its options differ there, does not say both.
 */
export function mergeBuilds(
  builds: readonly (readonly UnidentifiedFinding[])[],
): readonly UnidentifiedFinding[] {
  const [first = [], ...others] = builds;
  if (others.length === 0) return dedupe(first);
  const own = new Map<string, number>();
  for (const finding of first) {
    const key = `${placeOf(finding)}\n${finding.subject}`;
    own.set(key, Math.min(severity(finding), own.get(key) ?? Infinity));
  }
  const more = others
    .flat()
    .filter(
      (finding) =>
        severity(finding) < (own.get(`${placeOf(finding)}\n${finding.subject}`) ?? Infinity),
    );
  return dedupe([...first, ...more]);
}

/** The same words about the same place are said once. */
export function dedupe(findings: readonly UnidentifiedFinding[]): readonly UnidentifiedFinding[] {
  const byLocation = new Map<string, Map<string, number>>();
  const kept: UnidentifiedFinding[] = [];
  for (const finding of findings) {
    const location = placeOf(finding);
    let words = byLocation.get(location);
    if (!words) byLocation.set(location, (words = new Map<string, number>()));
    const text = messageText(finding.message);
    const at = words.get(text);
    const before = at === undefined ? undefined : kept[at];
    if (at === undefined || !before) words.set(text, kept.push(finding) - 1);
    else if (severity(finding) < severity(before)) kept[at] = finding;
  }
  return kept;
}

function placeOf({ ruleId, region }: UnidentifiedFinding): string {
  const { startLine, startColumn, endLine, endColumn } = region;
  return `${ruleId} ${startLine}:${startColumn}-${endLine}:${endColumn}`;
}

/** 0 is the worst. */
function severity({ level }: UnidentifiedFinding): number {
  return levels.indexOf(level);
}

/** Rule, file, image and stage; a second problem that is the same in all of these is told apart by its number. */
export function fingerprinter(
  repositoryPath: string,
  hash: (text: string) => string,
): (finding: UnidentifiedFinding) => Finding {
  const seen = new Map<string, number>();
  return (finding) => {
    const key = [finding.ruleId, repositoryPath, finding.subject].join("\n");
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const fingerprint = hash(`${key}\n${count}`);
    return { ...finding, fingerprint, suppressed: null, baselined: false };
  };
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

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
