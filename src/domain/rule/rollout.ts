import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Change } from "./forecast.ts";
import type { Finding } from "./finding.ts";
import type { Notification, Run, Tool } from "./run.ts";

/** What a policy would fail in several repositories, by their reports. */
export interface Rollout {
  readonly tool: Tool;
  readonly asOf: CalendarDate;
  /** The last day that is looked at. */
  readonly until: CalendarDate;
  readonly policy: Run["policy"];
  /** In the order in which they were named. */
  readonly repositories: readonly RepositoryRollout[];
}

/** What `inferlint lint --policy` would say of a repository. */
export type RepositoryRollout = TriedRepository | UntriedRepository;

export interface TriedRepository {
  readonly kind: "tried";
  readonly repository: string;
  /** The day of the report. */
  readonly reported: CalendarDate;
  /** The last day that its facts reach. */
  readonly until: CalendarDate;
  /** Findings that fail the run; sorted. */
  readonly failing: readonly Finding[];
  /** Which of them are new or resolved on a later day; sorted by day. */
  readonly changes: readonly Change[];
  /** What the policy rejects of the repository's settings and suppressions. */
  readonly notifications: readonly Notification[];
}

export interface UntriedRepository {
  readonly kind: "untried";
  readonly repository: string;
  /** Why, and what to do; a clause without capital and full stop. */
  readonly why: string;
}
