import type { ExceptionRules } from "../../domain/settings/exception-rules.ts";
import { whyNotThatReason } from "../../domain/settings/exception-rules.ts";
import type { DeclaredException, Exception, Settings } from "../../domain/settings/settings.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { plusDays } from "../../text/calendar-date.ts";
import { counted } from "../../text/list.ts";
import { matchesWildcard } from "../../text/wildcard.ts";
import type { ExceptionEntry } from "../schema/config-file.ts";
import type { PolicyLimits } from "./policy-limits.ts";
import type { SettingSources } from "./setting-sources.ts";

/** An exception with the rules that it applies to: under a policy perhaps not all that it names, or none. */
export interface ExceptionSetting {
  readonly entry: ExceptionEntry;
  readonly rules: readonly string[];
  readonly isPolicy: boolean;
  /** Why it does not apply to all; null where it does. */
  readonly why: string | null;
}

/** What the policy demands of comments and exceptions besides their length; null where it demands nothing. */
export function exceptionRulesOf({ policy }: SettingSources): ExceptionRules | null {
  const reasons = policy?.exceptionRules.reason?.value ?? [];
  const maxOpen = policy?.exceptionRules.maxOpen?.value ?? null;
  if (reasons.length === 0 && maxOpen === null) return null;
  const allowsReason = (reason: string): boolean =>
    reasons.length === 0 || reasons.some((pattern) => matchesWildcard(reason, pattern));
  return { reasons, allowsReason, maxOpen };
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

/** All exceptions, those of the policy first. */
export function resolveExceptions(
  sources: SettingSources,
  maySuppress: Settings["maySuppress"],
  limits: PolicyLimits,
): readonly ExceptionSetting[] {
  const { policy, config } = sources;
  const demanded = exceptionRulesOf(sources);
  const maxDays = policy?.maxExceptionDays?.value ?? null;
  const own = (config?.exceptions ?? []).map((entry): ExceptionSetting => {
    const reject = (rejected: readonly string[], why: string): ExceptionSetting => {
      limits.reject(entry.location, "exception", rejected, why);
      const rules = entry.rules.filter((rule) => !rejected.includes(rule));
      return { entry, rules, isPolicy: false, why };
    };
    if (demanded?.allowsReason(entry.reason) === false)
      return reject(entry.rules, whyNotThatReason(demanded));
    const tooLong = entry.rules.filter((rule) => !maySuppress(rule, entry.until));
    if (tooLong.length > 0) return reject(tooLong, whyNotForSoLong(tooLong.length, maxDays));
    return { entry, rules: entry.rules, isPolicy: false, why: null };
  });
  const ofPolicy = (policy?.exceptions ?? []).map((entry): ExceptionSetting => {
    return { entry, rules: entry.rules, isPolicy: true, why: null };
  });
  return [...ofPolicy, ...own];
}

function whyNotForSoLong(count: number, maxDays: number | null): string {
  const allowed =
    maxDays === null
      ? "no exceptions"
      : `only exceptions that end within ${counted(maxDays, "day")}`;
  return `the policy does not list ${count === 1 ? "it" : "them"} in allowLocal and allows ${allowed}`;
}

/** Those that apply to a rule. */
export function applyingExceptions(settings: readonly ExceptionSetting[]): readonly Exception[] {
  return settings.filter(({ rules }) => rules.length > 0).map(exceptionOf);
}

function exceptionOf({ entry, rules, isPolicy }: ExceptionSetting): Exception {
  const { reason, until, location, files, images } = entry;
  const covers: Exception["covers"] = (file, rule, repository) =>
    rules.includes(rule) &&
    files?.matches(file) !== false &&
    (images === null || (repository !== null && images.matches(repository)));
  return { rules, reason, until, location, isPolicy, covers };
}

/** An exception as it is written, whether it applies or not. */
export function declaredException(
  { entry, rules: allowed, isPolicy, why }: ExceptionSetting,
  { policy, config }: SettingSources,
): DeclaredException {
  const { rules, reason, until, location, files, images } = entry;
  const { texts = [] } = (isPolicy ? policy : config) ?? {};
  const absolute = texts.find(({ path }) => path === location.path)?.absolute ?? "";
  return {
    ...{ rules, allowed, isPolicy, why, reason, until, location, absolute },
    files: files?.sources ?? null,
    images: images?.sources ?? null,
  };
}
