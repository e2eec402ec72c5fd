import { regionKey } from "../../domain/build/region.ts";
import { publishedText } from "../../domain/image/tag-age.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import { suppressionRules } from "../../domain/rule/suppression.ts";
import type { Cause, DatedCause } from "../../domain/rule/cause.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { plusDays } from "../../text/calendar-date.ts";
import { groupBy } from "../../text/list.ts";

/** The same finding on the other of the two days. */
export interface OtherDay {
  /** Suppressed or in the baseline; null where there is none. */
  readonly hidden: Finding | null;
  /** It was a warning, and is an error as the policy has it. */
  readonly isStaged: boolean;
}

/** Why a finding is new or resolved on a day. */
type ChooseCause = (finding: Finding, change: "new" | "resolved", other: OtherDay) => Cause;

/** @param causes what is known to change on the day; at least one */
export function causeChooser(day: CalendarDate, causes: readonly DatedCause[]): ChooseCause {
  // By place, since thousands of images can lose their support on one day.
  const byPlace = groupBy(causes, placeOf);
  const ofPolicy =
    causes.find(({ cause }) => cause.kind === "suppression-allowed") ??
    causes.find(({ cause }) => cause.kind === "suppression-limit");
  return (finding, change, { hidden, isStaged }) => {
    const { ruleId, region, message } = finding;
    const there = byPlace.get(regionKey(region)) ?? [];
    // What is reported about suppressions follows from other findings, unless one ends.
    if (suppressionRules.includes(ruleId) && message.id === "unused")
      return { kind: change === "new" ? "suppression-unused" : "suppression-used" };
    if (suppressionRules.includes(ruleId) && message.id === "ending" && there.length === 0)
      return { kind: change === "new" ? "suppression-used" : "suppression-unused" };
    const own = causes.find((one) => isOfRule(one.cause, finding));
    if (own?.cause.kind === "requirement-ended") return own.cause;
    if (own && (isStaged || finding.enforcedFrom === day)) return own.cause;
    const suppressed = hidden?.suppressed ?? null;
    const dayBefore = plusDays(day, -1);
    if (suppressed && change === "new" && (suppressed.until === dayBefore || !ofPolicy)) {
      const kind = suppressed.kind === "inSource" ? "comment-ended" : "exception-ended";
      return { kind, until: dayBefore };
    }
    if (suppressed && ofPolicy) return ofPolicy.cause;
    const [best] = [...there, ...(byPlace.get(anywhere) ?? [])].toSorted(
      (a, b) => relevance(b, finding) - relevance(a, finding),
    );
    const chosen = best ?? causes[0];
    if (!chosen) throw new RangeError(`nothing is known to change on ${day}`);
    return chosen.cause;
  };
}

function isOfRule(cause: Cause, { ruleId }: Finding): boolean {
  return (cause.kind === "enforced" || cause.kind === "requirement-ended") && cause.rule === ruleId;
}

const anywhere = "";

function placeOf({ region }: DatedCause): string {
  return region === null ? anywhere : regionKey(region);
}

/**
 * How likely it is that something changes a finding at its place. What its message names counts most. A release of the image
 * itself changes only findings that name it; that of its successor decides whether others can be acted on.
 */
function relevance({ region, cause }: DatedCause, { message }: Finding): number {
  const names = namesIn(cause);
  const isNamed = names.every((name) => message.arguments.includes(name));
  if (names.length === 0) return region === null ? 1 : 3;
  return isNamed ? 4 : 2;
}

/** What a message about the cause has among its arguments. */
function namesIn(cause: Cause): readonly string[] {
  switch (cause.kind) {
    case "support-ended":
      return cause.successor === null ? [cause.release, cause.end] : [];
    case "support-ending":
      return [cause.release, cause.end];
    case "window-left":
      return [publishedText({ date: cause.published, bound: cause.bound })];
    case "comment-ended":
    case "exception-ended":
    case "suppression-ending":
      return [cause.until];
    case "published":
    case "version-expected":
    case "answers-outdated":
    case "suppression-allowed":
    case "requirement-ended":
    case "enforced":
    case "suppression-limit":
    case "suppression-unused":
    case "suppression-used":
      return [];
  }
}
