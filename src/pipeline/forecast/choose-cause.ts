import { compareRegions } from "../../domain/build/region.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import { isReported } from "../../domain/rule/finding.ts";
import type { Cause, DatedCause } from "../../domain/rule/forecast.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { plusDays } from "../../text/calendar-date.ts";

/** The rule whose findings are about suppressions: what it reports follows from other findings. */
const aboutSuppressions = "unused-suppression";

/**
 * Why a finding is new or resolved on a day.
 * @param other all findings of the day that does not report it
 * @param causes what is known to change on that day; at least one
 */
export function chooseCause(
  finding: Finding,
  change: "new" | "resolved",
  other: readonly Finding[],
  day: CalendarDate,
  causes: readonly DatedCause[],
): Cause {
  const { ruleId, message } = finding;
  if (ruleId === aboutSuppressions && message.id === "unused")
    return { kind: change === "new" ? "suppression-unused" : "suppression-used" };
  if (change === "new") {
    const hidden = other.find((before) => isSame(before, finding) && !isReported(before));
    if (hidden?.suppressed) {
      const kind = hidden.suppressed.kind === "inSource" ? "comment-ended" : "exception-ended";
      return { kind, until: plusDays(day, -1) };
    }
  }
  const isHidden = other.some((after) => isSame(after, finding) && after.suppressed !== null);
  const wanted = causes.filter(({ cause }) => (cause.kind === "suppression-allowed") === isHidden);
  const [best] = (wanted.length > 0 ? wanted : causes).toSorted(
    (a, b) => relevance(b, finding) - relevance(a, finding),
  );
  if (!best) throw new RangeError(`nothing is known to change on ${day}`);
  return best.cause;
}

function isSame(a: Finding, b: Finding): boolean {
  return a.ruleId === b.ruleId && compareRegions(a.region, b.region) === 0 && a.level === b.level;
}

/**
 * How likely it is that something changes a finding. What its message names counts most, then its place. A release of the image
 * itself changes only findings that name it; that of its successor decides whether others can be acted on.
 */
function relevance({ region, cause }: DatedCause, { region: own, message }: Finding): number {
  const names = namesIn(cause);
  const isNamed = names.every((name) => message.arguments.includes(name));
  const isThere = region !== null && compareRegions(region, own) === 0;
  if (names.length === 0) return isThere ? 3 : 1;
  return (isNamed ? 4 : 0) + (isThere ? 2 : 0);
}

/** What a message about the cause has among its arguments. */
function namesIn(cause: Cause): readonly string[] {
  switch (cause.kind) {
    case "support-ended":
      return cause.successor === null ? [cause.release, cause.end] : [];
    case "support-ending":
      return [cause.release, cause.end];
    case "window-left":
      return [cause.bound === "latest" ? `${cause.published} or earlier` : cause.published];
    case "comment-ended":
    case "exception-ended":
      return [cause.until];
    case "published":
    case "version-expected":
    case "answers-outdated":
    case "suppression-allowed":
    case "suppression-unused":
    case "suppression-used":
      return [];
  }
}
