import type { FaultySuppression } from "../domain/rule/suppression.ts";
import type { Finding } from "../domain/rule/finding.ts";
import type { EnabledRule } from "../domain/rule/run.ts";
import type { Exception } from "../domain/settings/settings.ts";
import type { CheckContext, Checked } from "./check-file.ts";
import { applyBaseline } from "./baseline.ts";
import { defaultSupportWindow } from "../domain/image/tag-age.ts";
import type { FileIdentity } from "./dedupe.ts";
import { baselinePathOf, dedupe, fingerprinter } from "./dedupe.ts";
import { endingOf } from "./ending.ts";
import { reportSuppressions } from "./run-rules.ts";

/** Records which exceptions of a configuration suppressed something. */
export interface ExceptionTracker {
  readonly add: (absolute: string, checked: Checked) => void;
  /**
   * Exceptions in use that end soon. Once all files that they could cover were checked, also those that have expired or
   * suppressed nothing.
   * @param isWhole every file that an exception could cover was checked
   * @param configuration the file they stand in
   */
  readonly findings: (isWhole: boolean, configuration: FileIdentity) => readonly Finding[];
}

export function exceptionTracker(
  context: CheckContext,
  rules: readonly EnabledRule[],
): ExceptionTracker {
  const needed = new Map<Exception, Set<string>>();
  const used = new Map<Exception, Set<string>>();
  return {
    add: (absolute, checked) => {
      for (const { exception, rule, isUsed } of exceptionUses(context, absolute, checked)) {
        addTo(needed, exception, rule);
        if (isUsed) addTo(used, exception, rule);
      }
    },
    findings: (isWhole, configuration) =>
      exceptionFindings(context, rules, configuration, {
        isNeeded: isWhole ? (exception, rule) => needed.get(exception)?.has(rule) === true : null,
        isUsed: (exception, rule) => used.get(exception)?.has(rule) === true,
      }),
  };
}

/** A rule of an exception that a file may need: it suppressed a finding there, or the rule could not decide. */
export interface ExceptionUse {
  readonly exception: Exception;
  readonly rule: string;
  /** It suppressed a finding. */
  readonly isUsed: boolean;
}

/** @param absolute of the file */
export function* exceptionUses(
  { settings: { exceptions }, limit = null }: Pick<CheckContext, "settings" | "limit">,
  absolute: string,
  { exceptionUses: used, isConclusive }: Pick<Checked, "exceptionUses" | "isConclusive">,
): Iterable<ExceptionUse> {
  for (const exception of exceptions.filter(isOwn)) {
    const { path, region } = exception.location;
    const isOver = limit?.isOver(path, region, exception.reason) === true;
    for (const rule of exception.rules) {
      const isMatched = used.get(exception)?.has(rule) === true;
      if (
        isMatched ||
        !isConclusive(rule, (repository) => exception.covers(absolute, rule, repository))
      )
        yield { exception, rule, isUsed: isMatched && !isOver };
    }
  }
}

/** What is known of the exceptions of a configuration after files were checked. */
export interface ExceptionKnowledge {
  /** Whether any file may need an exception for a rule; null where not every file that it could cover was checked. */
  readonly isNeeded: ((exception: Exception, rule: string) => boolean) | null;
  /** Whether it suppressed a finding of a rule. */
  readonly isUsed: (exception: Exception, rule: string) => boolean;
}

/**
 * What there is to report about the exceptions of a configuration.
 * @param configuration the file they stand in
 */
export function exceptionFindings(
  { settings, asOf, hash, baseline, memo }: CheckContext,
  rules: readonly EnabledRule[],
  configuration: FileIdentity,
  { isNeeded, isUsed }: ExceptionKnowledge,
): readonly Finding[] {
  const isEnabled = (id: string): boolean => rules.some(({ rule }) => rule.id === id);
  const faultOf = (exception: Exception): FaultySuppression["fault"] | null => {
    if (!isNeeded) return null;
    const { until } = exception;
    const ids = exception.rules.filter(isEnabled);
    if (until !== null && until < asOf)
      return ids.length > 0 ? { kind: "expired", rules: ids, until } : null;
    const unused = ids.filter((id) => !isNeeded(exception, id));
    return unused.length > 0 ? { kind: "unused", rules: unused } : null;
  };
  const identify = fingerprinter(configuration, hash);
  return settings.exceptions.filter(isOwn).flatMap((exception) => {
    const { until, reason } = exception;
    const { path, region } = exception.location;
    const shown = { text: `exception: ${reason}`, region };
    const fault = faultOf(exception);
    const inUse = exception.rules.filter((rule) => isUsed(exception, rule));
    const { findings } = reportSuppressions(
      rules,
      {
        faulty: fault ? [{ ...shown, fault, removal: [] }] : [],
        ending: endingOf({ ...shown, until }, inUse, asOf),
      },
      {
        ...{ asOf, memo, path, images: settings.images, wantsFixes: false },
        ...{ supportWindow: defaultSupportWindow, isTargetChosen: false },
      },
    );
    const identified = dedupe(findings).map(identify);
    const names = baselinePathOf(configuration);
    return applyBaseline(identified, [], names, baseline, rules).findings;
  });
}

/** An exception of the policy serves many repositories, so it is never reported. */
function isOwn({ isPolicy }: Exception): boolean {
  return !isPolicy;
}

function addTo(uses: Map<Exception, Set<string>>, exception: Exception, rule: string): void {
  const rules = uses.get(exception);
  if (rules) rules.add(rule);
  else uses.set(exception, new Set([rule]));
}
