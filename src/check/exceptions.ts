import { startKey } from "../domain/build/region.ts";
import type { FaultySuppression } from "../domain/rule/suppression.ts";
import type { Finding } from "../domain/rule/finding.ts";
import type { EnabledRule } from "../domain/rule/run.ts";
import type { Exception, Settings } from "../domain/settings/settings.ts";
import type { CheckContext, Checked } from "./check-file.ts";
import { applyBaseline } from "./baseline.ts";
import { defaultSupportWindow } from "../domain/image/tag-age.ts";
import type { FileIdentity } from "./dedupe.ts";
import { dedupe, fingerprinter } from "./dedupe.ts";
import { reportSuppressions } from "./run-rules.ts";

/** Records which exceptions of a configuration suppressed something. */
export interface ExceptionTracker {
  readonly add: (absolute: string, checked: Checked) => void;
  /**
   * Exceptions that have expired, or suppressed nothing although all files that they could cover were checked.
   * @param isWhole whether every file was checked that the exceptions in a configuration could cover
   * @param identityOf of a configuration, by the path that findings have
   */
  readonly findings: (
    isWhole: (path: string) => boolean,
    identityOf: (path: string) => FileIdentity,
  ) => readonly Finding[];
}

/** The rules of exceptions that files of a run may need. An exception that several configurations extend is one. */
export type NeededExceptions = Set<string>;

function neededKey({ location: { path, region } }: Exception, rule: string): string {
  return `${startKey(region)} ${rule} ${path}`;
}

export function exceptionTracker(
  context: CheckContext,
  rules: readonly EnabledRule[],
  needed: NeededExceptions,
): ExceptionTracker {
  return {
    add: (absolute, checked) => {
      for (const { exception, rule } of exceptionUses(context.settings, absolute, checked))
        needed.add(neededKey(exception, rule));
    },
    findings: (isWhole, identityOf) => {
      const isNeeded = (exception: Exception, rule: string): boolean =>
        needed.has(neededKey(exception, rule));
      return exceptionFindings(context, rules, identityOf, isNeeded).filter(({ path }) =>
        isWhole(path),
      );
    },
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
 * @param identityOf of the file that one stands in
 * @param isNeeded whether any file may need an exception for a rule
 */
export function exceptionFindings(
  { settings, asOf, hash, baseline, memo }: CheckContext,
  rules: readonly EnabledRule[],
  identityOf: (path: string) => FileIdentity,
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
  const fingerprinters = new Map<string, ReturnType<typeof fingerprinter>>();
  const identifyIn = (path: string): ReturnType<typeof fingerprinter> => {
    let identify = fingerprinters.get(path);
    if (!identify) fingerprinters.set(path, (identify = fingerprinter(identityOf(path), hash)));
    return identify;
  };
  return settings.exceptions.filter(isOwn).flatMap((exception) => {
    const fault = faultOf(exception);
    if (!fault) return [];
    const { path, region } = exception.location;
    const faulty = [{ text: `exception: ${exception.reason}`, region, fault, removal: [] }];
    const { findings } = reportSuppressions(rules, faulty, {
      ...{ asOf, memo, path, images: settings.images, wantsFixes: false },
      ...{ supportWindow: defaultSupportWindow, isTargetChosen: false },
    });
    return applyBaseline(dedupe(findings).map(identifyIn(path)), baseline, settings.mayBaseline)
      .findings;
  });
}

/** An exception of the policy serves many repositories, so it is never reported. */
function isOwn({ isPolicy }: Exception): boolean {
  return !isPolicy;
}
