import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Cause } from "./cause.ts";
import type { Finding } from "./finding.ts";
import type { Notification, Run, Tool } from "./run.ts";

/** A finding that `lint --as-of` this day has, and that of the day before has not; or the other way round. */
export interface Change {
  readonly day: CalendarDate;
  readonly change: "new" | "resolved";
  readonly finding: Pick<Finding, "path" | "region" | "ruleId" | "level" | "image" | "message">;
  readonly cause: Cause;
}

/** What a calendar is made for. */
export interface Forecast extends Pick<
  Run,
  "files" | "checked" | "images" | "coverage" | "answeredBy"
> {
  readonly tool: Tool;
  readonly asOf: CalendarDate;
  /** The last day that is looked at. */
  readonly until: CalendarDate;
  /** Sorted: by day, path, place, rule. */
  readonly changes: readonly Change[];
  readonly notifications: readonly Notification[];
  /** Something was not read or not answered: exit code 2. */
  readonly isIncomplete: boolean;
}
