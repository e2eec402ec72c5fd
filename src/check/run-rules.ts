import type { EnrichedBuild } from "../domain/build/enriched-build.ts";
import type { Finding, RuleFinding } from "../domain/rule/finding.ts";
import type { Rule, RuleContext, RuleOptions } from "../domain/rule/rule.ts";
import type { EnabledRule } from "../domain/rule/run.ts";
import type { FaultySuppression } from "../domain/rule/suppression.ts";
import type { Unresolved } from "../domain/rule/unresolved.ts";
import type { BuildVariant } from "../domain/settings/settings.ts";
import { compareRegions } from "../domain/build/region.ts";

/** A rule that threw: a defect of inferlint, not of the file. */
export interface RuleFailure {
  readonly ruleId: string;
  readonly error: unknown;
}

/** A finding before it has an identity. */
export type UnidentifiedFinding = Omit<Finding, "fingerprint" | "suppressed" | "baselined">;

/** What the rules report of one build. */
export interface RuleResults {
  readonly findings: readonly UnidentifiedFinding[];
  /** By rule id: the questions it could not answer. */
  readonly unresolved: ReadonlyMap<string, readonly Unresolved[]>;
  readonly failures: readonly RuleFailure[];
}

/** The parts of a rule's context that are the same for every rule of a run, and the file. */
export interface RunContext extends Pick<
  RuleContext,
  "asOf" | "images" | "memo" | "wantsFixes" | "supportWindow" | "isTargetChosen"
> {
  readonly path: string;
}

/** Runs each enabled rule over a build; one that throws does not stop the others. */
export function runRules(
  { rules, supportWindow, isTargetRequired }: Omit<BuildVariant, "buildArgs" | "target">,
  build: EnrichedBuild,
  context: Omit<RunContext, "supportWindow" | "isTargetChosen">,
): RuleResults {
  const run = createRun(rules, { ...context, supportWindow, isTargetChosen: isTargetRequired });
  const unresolved = new Map<string, readonly Unresolved[]>();
  for (const enabled of rules) {
    const own: Unresolved[] = [];
    run.add(enabled, (rule, ruleContext) =>
      findingsAmong(rule.check(build, ruleContext), enabled, own),
    );
    unresolved.set(enabled.rule.id, own);
  }
  const questions = [...unresolved.values()].flat();
  if (questions.length > 0) {
    questions.sort((a, b) => compareRegions(a.region, b.region));
    for (const enabled of rules.filter(reportsFindings))
      run.add(enabled, (rule, ruleContext) => rule.checkUnresolved?.(questions, ruleContext) ?? []);
  }
  return { findings: run.findings, failures: run.failures, unresolved };
}

/** Lets the rule about suppressions report those that do nothing. */
export function reportSuppressions(
  rules: readonly EnabledRule[],
  suppressions: readonly FaultySuppression[],
  context: RunContext,
): Pick<RuleResults, "findings" | "failures"> {
  const run = createRun(suppressions.length === 0 ? [] : rules, context);
  for (const enabled of suppressions.length === 0 ? [] : rules.filter(reportsFindings))
    run.add(enabled, (rule, own) => rule.checkSuppressions?.(suppressions, own) ?? []);
  return run;
}

/** False for a rule that runs for its questions only. */
function reportsFindings({ questionsOnly }: EnabledRule): boolean {
  return questionsOnly !== true;
}

/** The findings; questions go to the list. A rule that runs for its questions only reports nothing. */
function* findingsAmong(
  results: Iterable<RuleFinding | Unresolved>,
  enabled: EnabledRule,
  unresolved: Unresolved[],
): Iterable<RuleFinding> {
  for (const result of results)
    if (result.kind === "unresolved") unresolved.push(result);
    else if (reportsFindings(enabled)) yield result;
}

function createRun(
  rules: readonly EnabledRule[],
  { path, ...shared }: RunContext,
): {
  readonly findings: UnidentifiedFinding[];
  readonly failures: RuleFailure[];
  readonly add: (
    enabled: EnabledRule,
    check: (rule: Rule, context: RuleContext) => Iterable<RuleFinding>,
  ) => void;
} {
  const findings: UnidentifiedFinding[] = [];
  const failures: RuleFailure[] = [];
  const optionsById = new Map(rules.map(({ rule, options }) => [rule.id, options]));
  const optionsOf = (id: string): RuleOptions | null => optionsById.get(id) ?? null;
  return {
    findings,
    failures,
    add: ({ rule, level, options }, check) => {
      try {
        for (const finding of [...check(rule, { ...shared, options, optionsOf })])
          findings.push({ ...finding, ruleId: rule.id, level, path });
      } catch (error) {
        failures.push({ ruleId: rule.id, error });
      }
    },
  };
}
