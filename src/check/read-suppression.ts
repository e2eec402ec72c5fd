import type { CalendarDate } from "../text/calendar-date.ts";
import { parseCalendarDate } from "../text/calendar-date.ts";
import type { Comment } from "../domain/build/dockerfile.ts";
import { nearestNames } from "../text/closest-match.ts";
import type { Region } from "../domain/build/region.ts";
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
  { text, region, next, removal }: Comment,
  ruleIds: readonly string[],
  asOf: CalendarDate,
): InlineSuppression {
  const [, kind, list, rest = ""] = shape.exec(text.trimEnd()) ?? [];
  const [matched, day, reason = ""] = tail.exec(rest) ?? [];
  const place = { region, ...(removal === undefined ? {} : { removal }) };
  const nothing = { text, ...place, covers: null, rules: [], until: null, reason };
  if (kind === undefined || matched === undefined)
    return { ...nothing, faults: [{ kind: "not understood" }] };
  const named = namesIn(list ?? "");
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
  return { text, ...place, covers, rules, until, reason, faults };
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
