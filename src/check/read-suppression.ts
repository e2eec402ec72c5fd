import type { CalendarDate } from "../text/calendar-date.ts";
import { parseCalendarDate } from "../text/calendar-date.ts";
import type { Comment } from "../domain/build/dockerfile.ts";
import { nearestNames } from "../text/closest-match.ts";
import { meantSuppression } from "./meant-suppression.ts";
import type { Region } from "../domain/build/region.ts";
import { isRequirementId } from "../domain/rule/requirement.ts";
import type { FormerIds } from "../domain/rule/rule-names.ts";
import type { SuppressionFault } from "../domain/rule/suppression.ts";
import { suppressionRules } from "../domain/rule/suppression.ts";

/** `# inferlint: ignore[stale-tag, eol-os] until=2027-01-31 -- why` */
export interface InlineSuppression {
  /** From `#` on. */
  readonly text: string;
  readonly region: Region;
  /** As that of the comment. */
  readonly removal?: Region | null;
  /** What it covers: the next instruction, `"file"`, or nothing after the last instruction. */
  readonly covers: Region | "file" | null;
  /** The stage that it covers, above a FROM. */
  readonly stage: Region | null;
  /** The next instruction, whether it covers it or not. */
  readonly next: Region | null;
  /** Former ids of rules that it names; absent for none. */
  readonly renamed?: FormerIds;
  /** Rules it suppresses; empty where it suppresses nothing. */
  readonly rules: readonly string[];
  /** The last day it holds. */
  readonly until: CalendarDate | null;
  readonly reason: string;
  /** What is wrong with the comment itself. */
  readonly faults: readonly SuppressionFault[];
}

const shape = /^#\s*inferlint\s*:\s*(ignore(?:-file)?)\s*(?:\[([^\]]*)\])?\s*(.*)$/s;
const tail = /^(?:until=(\S+)\s*)?(?:--\s*(.*))?$/s;

/** Reads a suppression comment. One with a fault suppresses nothing, so that nothing is hidden by mistake. */
export function readSuppression(
  { text, region, next, stage, removal }: Comment,
  ruleIds: readonly string[],
  asOf: CalendarDate,
  formerIds: FormerIds = new Map(),
): InlineSuppression {
  const [, kind, list, rest = ""] = shape.exec(text.trimEnd()) ?? [];
  const [matched, day, reason = ""] = tail.exec(rest) ?? [];
  const written = namesIn(list ?? "");
  const renamed = new Map(
    written.flatMap((name) => {
      const id = formerIds.get(name);
      return id === undefined ? [] : [[name, id] as const];
    }),
  );
  const place = {
    ...{ region, ...(removal === undefined ? {} : { removal }) },
    ...(renamed.size === 0 ? {} : { renamed }),
  };
  const comment = { text, ...place, next };
  const nothing = { ...comment, covers: null, stage: null, rules: [], until: null, reason };
  if (kind === undefined || matched === undefined)
    return { ...nothing, faults: notUnderstood(text, ruleIds) };
  const named = [...new Set(written.map((name) => renamed.get(name) ?? name))];
  if (named.length === 0) return { ...nothing, faults: [{ kind: "no rule" }] };
  if (reason === "") return { ...nothing, faults: [{ kind: "no reason" }] };
  const until = day === undefined ? null : parseCalendarDate(day);
  if (day !== undefined && until === null)
    return { ...nothing, faults: [{ kind: "bad day", day }] };
  const rules = named.filter((rule) => ruleIds.includes(rule) && !suppressionRules.includes(rule));
  const faults = named.flatMap((rule) => faultOfName(rule, ruleIds));
  if (until !== null && until < asOf && rules.length > 0)
    return { ...nothing, faults: [...faults, { kind: "expired", rules, until }] };
  const covers = kind === "ignore-file" ? "file" : next;
  return {
    ...comment,
    covers,
    stage: covers === "file" ? null : (stage ?? null),
    rules,
    until,
    reason,
    faults,
  };
}

/** What is meant as a suppression and is none; nothing for prose. */
function notUnderstood(text: string, ruleIds: readonly string[]): readonly SuppressionFault[] {
  const meant = meantSuppression(text, ruleIds);
  return meant ? [{ kind: "not understood", meant }] : [];
}

function faultOfName(rule: string, ruleIds: readonly string[]): readonly SuppressionFault[] {
  if (suppressionRules.includes(rule)) return [{ kind: "own rule", rule }];
  if (ruleIds.includes(rule)) return [];
  return [{ kind: "unknown rule", rule, nearest: nearestNames(rule, ruleIds, 1)[0] ?? null }];
}

/** Each name once. */
export function namesIn(list: string): readonly string[] {
  const names = list.split(",").map((name) => name.trim());
  return [...new Set(names)].filter((name) => name !== "");
}

/**
 * A comment as it counts where not all requirements are known: without the policy nobody knows which ones it has, so that one
 * that is not known here is no fault.
 */
export function withoutUnknownRequirements(comment: InlineSuppression): InlineSuppression {
  const faults = comment.faults.filter(
    (fault) => fault.kind !== "unknown rule" || !isRequirementId(fault.rule),
  );
  return faults.length === comment.faults.length ? comment : { ...comment, faults };
}
