import type { EnrichedBuild } from "../domain/build/enriched-build.ts";
import { enforced } from "../domain/rule/enforcement.ts";
import type { Finding, RuleFinding } from "../domain/rule/finding.ts";
import type { RuleContext, RuleOptions } from "../domain/rule/rule.ts";
import type { NewException } from "../domain/rule/new-exception.ts";
import type { EnabledRule } from "../domain/rule/run.ts";
import type { EndingSuppression, FaultySuppression } from "../domain/rule/suppression.ts";
import type { Unresolved } from "../domain/rule/unresolved.ts";
import type { BuildVariant } from "../domain/settings/settings.ts";
import { compareRegions } from "../domain/build/region.ts";
import type { CalendarDate } from "../text/calendar-date.ts";

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
  const contextOf = ruleContexts(rules, {
    ...context,
    supportWindow,
    isTargetChosen: isTargetRequired,
  });
  const run = new Run(context);
  const unresolved = new Map<string, readonly Unresolved[]>();
  const questions: Unresolved[] = [];
  for (const enabled of rules) {
    const before = questions.length;
    run.add(enabled, () => enabled.rule.check(build, contextOf(enabled)), questions);
    if (questions.length > before) unresolved.set(enabled.rule.id, questions.slice(before));
  }
  if (questions.length > 0) {
    questions.sort((a, b) => compareRegions(a.region, b.region));
    for (const enabled of rules.filter(reportsFindings))
      run.add(
        enabled,
        () =>
          enabled.rule.checkUnresolved?.(
            enabled.leveledOnly === true ? questions.filter(hasLevel) : questions,
            contextOf(enabled),
          ) ?? [],
        [],
      );
  }
  return { findings: run.findings, failures: run.failures, unresolved };
}

/** What there is to report about suppressions. */
export interface SuppressionsToReport {
  readonly faulty: readonly FaultySuppression[];
  readonly ending: readonly EndingSuppression[];
  /** What a change brings to let findings pass; absent without a base to compare with. */
  readonly added?: readonly NewException[];
}

/** Lets the rules about suppressions report those that do nothing, that end soon, or that a change brings. */
export function reportSuppressions(
  rules: readonly EnabledRule[],
  { faulty, ending, added = [] }: SuppressionsToReport,
  context: RunContext,
): Pick<RuleResults, "findings" | "failures"> {
  const run = new Run(context);
  if (faulty.length + ending.length + added.length === 0) return run;
  const contextOf = ruleContexts(rules, context);
  for (const enabled of rules.filter(reportsFindings)) {
    const { rule } = enabled;
    const own = contextOf(enabled);
    run.add(enabled, () => rule.checkSuppressions?.(faulty, own) ?? [], []);
    run.add(enabled, () => rule.checkEndings?.(ending, own) ?? [], []);
    run.add(enabled, () => rule.checkNewExceptions?.(added, own) ?? [], []);
  }
  return run;
}

function hasLevel(question: Unresolved): boolean {
  return question.about === "image" && question.level !== undefined;
}

/** False for a rule that runs for its questions only. */
function reportsFindings({ questionsOnly }: EnabledRule): boolean {
  return questionsOnly !== true;
}

/** The contexts of rules; files with the same settings share them. */
function ruleContexts(
  rules: readonly EnabledRule[],
  { asOf, images, memo, wantsFixes, supportWindow, isTargetChosen }: RunContext,
): (enabled: EnabledRule) => RuleContext {
  const shared = { asOf, images, memo, wantsFixes, supportWindow, isTargetChosen };
  const key = `contexts ${supportWindow.months} ${supportWindow.from} ${String(isTargetChosen)}`;
  const contexts = memo(rules, key, () => {
    const optionsById = new Map(rules.map(({ rule, options }) => [rule.id, options]));
    const optionsOf = (id: string): RuleOptions | null => optionsById.get(id) ?? null;
    return new Map(
      rules.map((enabled) => [
        enabled,
        { ...shared, options: enabled.options, level: enabled.level, optionsOf },
      ]),
    );
  });
  return (enabled) =>
    contexts.get(enabled) ?? { ...shared, options: {}, level: "note", optionsOf: () => null };
}

/** Collects what rules yield for one file. */
class Run {
  readonly findings: UnidentifiedFinding[] = [];
  readonly failures: RuleFailure[] = [];
  readonly #path: string;
  readonly #asOf: CalendarDate;

  constructor({ path, asOf }: Pick<RunContext, "path" | "asOf">) {
    this.#path = path;
    this.#asOf = asOf;
  }

  /** Adds what one rule yields, or its failure; questions go to the list. */
  add(
    enabled: EnabledRule,
    check: () => Iterable<RuleFinding | Unresolved>,
    questions: Unresolved[],
  ): void {
    const { rule, level } = enabled;
    const [findings, open] = [this.findings.length, questions.length];
    try {
      for (const result of check())
        if (result.kind === "unresolved") questions.push(result);
        else if (reportsFindings(enabled)) {
          const own = { ...result, level: result.level ?? level };
          const counted = enforced(own, enabled, this.#asOf);
          this.findings.push({ ...own, ...counted, ruleId: rule.id, path: this.#path });
        }
    } catch (error) {
      // What a rule found before it failed is not reliable.
      this.findings.length = findings;
      questions.length = open;
      this.failures.push({ ruleId: rule.id, error });
    }
  }
}
