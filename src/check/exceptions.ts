import type { FaultySuppression } from "../domain/rule/suppression.ts";
import type { Finding } from "../domain/rule/finding.ts";
import type { EnabledRule } from "../domain/rule/run.ts";
import type { Exception, Settings } from "../domain/settings/settings.ts";
import type { CheckContext, Checked } from "./check-file.ts";
import { applyBaseline } from "./baseline.ts";
import { defaultSupportWindow } from "../domain/image/tag-age.ts";
import type { FileIdentity } from "./dedupe.ts";
import { baselinePathOf, dedupe, fingerprinter } from "./dedupe.ts";
import { reportSuppressions } from "./run-rules.ts";

/** Records which exceptions of a configuration suppressed something. */
export interface ExceptionTracker {
  readonly add: (absolute: string, checked: Checked) => void;
  /**
   * Exceptions that have expired, or suppressed nothing although all files that they could cover were checked.
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
  return {
    add: (absolute, checked) => {
      for (const { exception, rule } of exceptionUses(context.settings, absolute, checked)) {
        const own = needed.get(exception);
        if (own) own.add(rule);
        else needed.set(exception, new Set([rule]));
      }
    },
    findings: (isWhole, configuration) =>
      isWhole
        ? exceptionFindings(
            context,
            rules,
            configuration,
            (exception, rule) => needed.get(exception)?.has(rule) === true,
          )
        : [],
  };
}

/** A rule of an exception that a file may need: it suppressed a finding there, or the rule could not decide. */
export interface ExceptionUse {
  readonly exception: Exception;
  readonly rule: string;
}

/** @param absolute of the file */
export function* exceptionUses(
  { exceptions }: Pick<Settings, "exceptions">,
  absolute: string,
  { exceptionUses: used, isConclusive }: Pick<Checked, "exceptionUses" | "isConclusive">,
): Iterable<ExceptionUse> {
  for (const exception of exceptions.filter(isOwn))
    for (const rule of exception.rules)
      if (
        used.get(exception)?.has(rule) === true ||
        !isConclusive(rule, (repository) => exception.covers(absolute, rule, repository))
      )
        yield { exception, rule };
}

/**
 * What is wrong with the exceptions of a configuration, once every file that they could cover was checked.
 * @param configuration the file they stand in
 * @param isNeeded whether any file may need an exception for a rule
 */
export function exceptionFindings(
  { settings, asOf, hash, baseline, memo }: CheckContext,
  rules: readonly EnabledRule[],
  configuration: FileIdentity,
  isNeeded: (exception: Exception, rule: string) => boolean,
): readonly Finding[] {
  const isEnabled = (id: string): boolean => rules.some(({ rule }) => rule.id === id);
  const faultOf = (exception: Exception): FaultySuppression["fault"] | null => {
    const { until } = exception;
    const ids = exception.rules.filter(isEnabled);
    if (until !== null && until < asOf)
      return ids.length > 0 ? { kind: "expired", rules: ids, until } : null;
    const unused = ids.filter((id) => !isNeeded(exception, id));
    return unused.length > 0 ? { kind: "unused", rules: unused } : null;
  };
  const identify = fingerprinter(configuration, hash);
  return settings.exceptions.filter(isOwn).flatMap((exception) => {
    const fault = faultOf(exception);
    if (!fault) return [];
    const { path, region } = exception.location;
    const faulty = [{ text: `exception: ${exception.reason}`, region, fault, edits: [] }];
    const { findings } = reportSuppressions(rules, faulty, {
      ...{ asOf, memo, path, images: settings.images, wantsFixes: false },
      ...{ supportWindow: defaultSupportWindow, isTargetChosen: false },
    });
    const identified = dedupe(findings).map(identify);
    const names = baselinePathOf(configuration);
    return applyBaseline(identified, [], names, baseline, rules).findings;
  });
}

/** An exception of the policy serves many repositories, so it is never reported. */
function isOwn({ isPolicy }: Exception): boolean {
  return !isPolicy;
}
