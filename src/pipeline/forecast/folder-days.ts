import type { OpenLimit } from "../../check/index.ts";
import type { DayCheck, FolderCheck } from "../folder-check.ts";
import { checkOnDay } from "../folder-check.ts";
import { RecentDays } from "../recent-days.ts";
import type { ExceptionDifferences } from "./exception-timeline.ts";
import { ExceptionTimeline } from "./exception-timeline.ts";

/** What a folder is checked with on each day, and what its files need of its exceptions. */
export class FolderDays {
  readonly checks: RecentDays<DayCheck>;
  readonly timeline: ExceptionTimeline;

  constructor(
    folder: FolderCheck,
    limits: RecentDays<OpenLimit | null>,
    differences: ExceptionDifferences,
  ) {
    this.timeline = new ExceptionTimeline(differences);
    this.checks = new RecentDays((day) => checkOnDay(folder, day, limits.of(day)));
  }
}
