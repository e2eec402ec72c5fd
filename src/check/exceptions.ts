import type { FaultySuppression } from "../domain/rule/suppression.ts";
import type { Finding } from "../domain/rule/finding.ts";
import type { EnabledRule } from "../domain/rule/run.ts";
import type { Exception } from "../domain/settings/settings.ts";
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
   * @param isWhole every file that an exception could cover was checked
   * @param configuration the file they stand in
   */
  readonly findings: (isWhole: boolean, configuration: FileIdentity) => readonly Finding[];
}

export function exceptionTracker(
  context: CheckContext,
  rules: readonly EnabledRule[],
): ExceptionTracker {
  const { settings, asOf, hash, baseline, memo } = context;
  const own = settings.exceptions.filter(({ isPolicy }) => !isPolicy);
  const used = new Map(own.map((exception) => [exception, new Set<string>()]));
  const open = new Map(own.map((exception) => [exception, new Set<string>()]));
  const isEnabled = (id: string): boolean => rules.some(({ rule }) => rule.id === id);

  const faultOf = (exception: Exception, isWhole: boolean): FaultySuppression["fault"] | null => {
    const { until } = exception;
    const ids = exception.rules.filter(isEnabled);
    if (until !== null && until < asOf)
      return ids.length > 0 && isWhole ? { kind: "expired", rules: ids, until } : null;
    const unused = ids.filter(
      (id) => used.get(exception)?.has(id) !== true && open.get(exception)?.has(id) !== true,
    );
    return unused.length > 0 && isWhole ? { kind: "unused", rules: unused } : null;
  };

  return {
    add: (absolute, { exceptionUses, isConclusive }) => {
      for (const exception of own) {
        for (const rule of exceptionUses.get(exception) ?? []) used.get(exception)?.add(rule);
        for (const rule of exception.rules)
          if (!isConclusive(rule, (repository) => exception.covers(absolute, rule, repository)))
            open.get(exception)?.add(rule);
      }
    },
    findings: (isWhole, configuration) => {
      const identify = fingerprinter(configuration, hash);
      return own.flatMap((exception) => {
        const fault = faultOf(exception, isWhole);
        if (!fault) return [];
        const { path, region } = exception.location;
        const faulty = [{ text: `exception: ${exception.reason}`, region, fault, removal: [] }];
        const { findings } = reportSuppressions(rules, faulty, {
          ...{ asOf, memo, path, images: settings.images, wantsFixes: false },
          ...{ supportWindow: defaultSupportWindow, isTargetChosen: false },
        });
        return applyBaseline(dedupe(findings).map(identify), baseline, settings.mayBaseline)
          .findings;
      });
    },
  };
}
