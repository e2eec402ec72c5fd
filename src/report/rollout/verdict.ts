import type { RepositoryRollout, Rollout } from "../../domain/rule/rollout.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import type { RolloutReportV1 } from "./schema.ts";

/** As `inferlint lint --policy` would end in a repository. */
export function exitCodeOf(one: RepositoryRollout): 0 | 1 | 2 {
  if (one.kind === "untried") return 2;
  return one.failing.length > 0 ? 1 : 0;
}

/** The first day on which a repository fails; null where it does not. */
export function failsFrom(one: RepositoryRollout, asOf: CalendarDate): CalendarDate | null {
  if (one.kind === "untried") return null;
  if (one.failing.length > 0) return asOf;
  return one.changes.find(({ change }) => change === "new")?.day ?? null;
}

export function summaryOf({ repositories, asOf }: Rollout): RolloutReportV1["summary"] {
  const count = (code: 0 | 1 | 2): number =>
    repositories.filter((one) => exitCodeOf(one) === code).length;
  return {
    repositories: repositories.length,
    ...{ passing: count(0), failing: count(1), untried: count(2) },
    coming: repositories.filter((one) => exitCodeOf(one) === 0 && failsFrom(one, asOf) !== null)
      .length,
  };
}
