import type { Exception, Settings } from "../../domain/settings/settings.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { plusDays } from "../../text/calendar-date.ts";
import type { ExceptionEntry } from "../schema/config-file.ts";
import type { PolicyLimits } from "./policy-limits.ts";
import type { SettingSources } from "./setting-sources.ts";

/** An exception with the rules that it applies to: under a policy perhaps not all that it names. */
export interface ExceptionSetting {
  readonly entry: ExceptionEntry;
  readonly rules: readonly string[];
  readonly isPolicy: boolean;
}

/** Whether a comment or an exception of the repository may suppress a rule until a day. */
export function suppressionLimit(
  { policy, asOf }: SettingSources,
  limits: PolicyLimits,
): Settings["maySuppress"] {
  const maxDays = policy?.maxExceptionDays?.value ?? null;
  const lastDay = maxDays === null ? null : plusDays(asOf, maxDays);
  const isShort = (until: CalendarDate | null): boolean =>
    lastDay !== null && until !== null && until <= lastDay;
  return (ruleId, until) => limits.allows(ruleId) || isShort(until);
}

export function resolveExceptions(
  { policy, config }: SettingSources,
  maySuppress: Settings["maySuppress"],
  limits: PolicyLimits,
): readonly ExceptionSetting[] {
  const own = (config?.exceptions ?? []).flatMap((entry) => {
    const rejected = entry.rules.filter((rule) => !maySuppress(rule, entry.until));
    const rules = entry.rules.filter((rule) => !rejected.includes(rule));
    if (rejected.length > 0)
      limits.reject(entry.location, "exception", rejected, policy?.maxExceptionDays?.value ?? null);
    return rules.length === 0 ? [] : [{ entry, rules, isPolicy: false }];
  });
  const ofPolicy = (policy?.exceptions ?? []).map((entry) => {
    return { entry, rules: entry.rules, isPolicy: true };
  });
  return [...ofPolicy, ...own];
}

export function exceptionOf({ entry, rules, isPolicy }: ExceptionSetting): Exception {
  const { reason, until, location, files, images } = entry;
  const covers: Exception["covers"] = (file, rule, repository) =>
    rules.includes(rule) &&
    files?.matches(file) !== false &&
    (images === null || (repository !== null && images.matches(repository)));
  return { rules, reason, until, location, isPolicy, covers };
}
