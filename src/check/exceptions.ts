import { startKey } from "../domain/build/region.ts";
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

/** What counts of an exception once files were checked. */
type DatedException = Pick<Exception, "rules" | "reason" | "until" | "location" | "isPolicy">;

/** Records which exceptions of a configuration suppressed something. */
export interface ExceptionTracker {
  readonly add: (absolute: string, checked: Checked) => void;
  /**
   * Exceptions in use that end soon. Once all files that they could cover were checked, also those that have expired or
   * suppressed nothing.
   * @param isWhole whether every file was checked that the exceptions in a configuration could cover
   * @param identityOf of a configuration, by the path that findings have
   */
  readonly findings: (
    isWhole: (path: string) => boolean,
    identityOf: (path: string) => FileIdentity,
  ) => readonly Finding[];
  /** Whether a file may need an exception for a rule, and whether it suppressed a finding of it. */
  readonly useOf: (
    exception: Exception,
    rule: string,
  ) => { readonly isNeeded: boolean; readonly isUsed: boolean };
}

/** The rules of exceptions that files of a run may need, and that suppressed something. Several configurations can extend one. */
export interface ExceptionNeeds {
  readonly needed: Set<string>;
  readonly used: Set<string>;
}

function useKey({ location: { path, region } }: Pick<Exception, "location">, rule: string): string {
  return `${startKey(region)} ${rule} ${path}`;
}

export function exceptionTracker(
  context: CheckContext,
  rules: readonly EnabledRule[],
  needs: ExceptionNeeds,
): ExceptionTracker {
  const isNeeded = (exception: DatedException, rule: string): boolean =>
    needs.needed.has(useKey(exception, rule));
  const isUsed = (exception: DatedException, rule: string): boolean =>
    needs.used.has(useKey(exception, rule));
  return {
    add: (absolute, checked) => {
      for (const { exception, rule, isUsed } of exceptionUses(context, absolute, checked)) {
        needs.needed.add(useKey(exception, rule));
        if (isUsed) needs.used.add(useKey(exception, rule));
      }
    },
    findings: (isWhole, identityOf) =>
      exceptionFindings(context, rules, identityOf, { isWhole, isNeeded, isUsed }),
    useOf: (exception, rule) => ({
      isNeeded: isNeeded(exception, rule),
      isUsed: isUsed(exception, rule),
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
export interface ExceptionKnowledge<T extends DatedException = Exception> {
  /** Whether every file was checked that the exceptions in a configuration could cover. */
  readonly isWhole: (path: string) => boolean;
  /** Whether any file may need an exception for a rule. */
  readonly isNeeded: (exception: T, rule: string) => boolean;
  /** Whether it suppressed a finding of a rule. */
  readonly isUsed: (exception: T, rule: string) => boolean;
}

/** What the exceptions of a configuration are reported with. */
export interface ExceptionContext<T extends DatedException = Exception> extends Pick<
  CheckContext,
  "asOf" | "hash" | "baseline" | "memo" | "formerIds"
> {
  readonly settings: {
    readonly exceptions: readonly T[];
    readonly images: CheckContext["settings"]["images"];
  };
}

/**
 * What there is to report about the exceptions of a configuration.
 * @param identityOf of the file that one stands in, by the path that findings have
 */
export function exceptionFindings<T extends DatedException>(
  { settings, asOf, hash, baseline, memo, formerIds }: ExceptionContext<T>,
  rules: readonly EnabledRule[],
  identityOf: (path: string) => FileIdentity,
  { isWhole, isNeeded, isUsed }: ExceptionKnowledge<T>,
): readonly Finding[] {
  const isEnabled = (id: string): boolean => rules.some(({ rule }) => rule.id === id);
  const faultOf = (exception: T): FaultySuppression["fault"] | null => {
    if (!isWhole(exception.location.path)) return null;
    const { until } = exception;
    const ids = exception.rules.filter(isEnabled);
    if (until !== null && until < asOf)
      return ids.length > 0 ? { kind: "expired", rules: ids, until } : null;
    const unused = ids.filter((id) => !isNeeded(exception, id));
    return unused.length > 0 ? { kind: "unused", rules: unused } : null;
  };
  const fingerprinters = new Map<string, ReturnType<typeof fingerprinter>>();
  const former = baseline ? formerIds : undefined;
  const identifyIn = (path: string): ReturnType<typeof fingerprinter> => {
    const known = fingerprinters.get(path);
    if (known) return known;
    const identify = fingerprinter(identityOf(path), hash, former);
    fingerprinters.set(path, identify);
    return identify;
  };
  return settings.exceptions.filter(isOwn).flatMap((exception) => {
    const { until, reason } = exception;
    const { path, region } = exception.location;
    const shown = { text: `exception: ${reason}`, region };
    const fault = faultOf(exception);
    const inUse = exception.rules.filter((rule) => isUsed(exception, rule));
    const { findings } = reportSuppressions(
      rules,
      {
        faulty: fault ? [{ ...shown, fault, edits: [] }] : [],
        ending: endingOf({ ...shown, until }, inUse, asOf),
      },
      {
        ...{ asOf, memo, path, images: settings.images, wantsFixes: false },
        ...{ supportWindow: defaultSupportWindow, isTargetChosen: false },
      },
    );
    const identified = dedupe(findings).map(identifyIn(path));
    const names = baselinePathOf(identityOf(path));
    return applyBaseline(identified, [], names, baseline, rules).findings;
  });
}

/** An exception of the policy serves many repositories, so it is never reported. */
function isOwn({ isPolicy }: Pick<Exception, "isPolicy">): boolean {
  return !isPolicy;
}
