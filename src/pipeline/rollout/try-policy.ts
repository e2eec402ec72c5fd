import type { ConfigFile } from "../../config/index.ts";
import { isConfigError } from "../../config/index.ts";
import { compareFindings } from "../../check/index.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import { failsAt, isReported } from "../../domain/rule/finding.ts";
import type { DatedCause } from "../../domain/rule/cause.ts";
import type { Change } from "../../domain/rule/forecast.ts";
import type { RecordedRun } from "../../domain/rule/recorded-run.ts";
import type { RepositoryRollout } from "../../domain/rule/rollout.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { logFailures, logUnread } from "../checked-file.ts";
import { rejectionsOf } from "../folders-of-run.ts";
import { folderChecks } from "../folder-check.ts";
import type { FolderCheck } from "../folder-check.ts";
import { compareChanges } from "../forecast/changes.ts";
import type { ExceptionDifferences } from "../forecast/exception-timeline.ts";
import { FolderDays } from "../forecast/folder-days.ts";
import { forecastFile } from "../forecast/forecast-file.ts";
import { hashFor } from "../run-hash.ts";
import { RecentDays } from "../recent-days.ts";
import { RunLog } from "../run-log.ts";
import type { FolderSettings } from "../run-settings.ts";
import type { Unreadable } from "../reports/open-report.ts";
import type { ReportToTry } from "./read-report.ts";
import { FactHistory } from "./restore.ts";
import { restoredFile } from "./restored-file.ts";
import { restoredPath, restoredSettings } from "./restored-settings.ts";
import { CheckoutRequired } from "./checkout-required.ts";

/** A policy and the days that it is tried on. */
export interface Trial {
  /** With patterns relative to `reportedRoot`. */
  readonly policy: ConfigFile;
  readonly asOf: CalendarDate;
  readonly until: CalendarDate;
}

/** What a policy would fail in the repository of a report. */
export async function tryPolicy(
  repository: string,
  report: ReportToTry | Unreadable,
  trial: Trial,
): Promise<RepositoryRollout> {
  const untried = (why: string): RepositoryRollout => ({ kind: "untried", repository, why });
  if ("why" in report) return untried(report.why);
  const { asOf, recorded } = report;
  if (trial.asOf < asOf)
    return untried(`the report is of ${asOf}, later than ${trial.asOf}: use --as-of ${asOf}`);
  if (trial.asOf > recorded.until)
    return untried(
      `what the report knows ends on ${recorded.until}, before ${trial.asOf}: write it again`,
    );
  const until = trial.until < recorded.until ? trial.until : recorded.until;
  try {
    const { why, ...result } = await tryOn(recorded, { ...trial, until });
    return why === null
      ? { kind: "tried", repository, reported: asOf, until, ...result }
      : untried(why);
  } catch (error) {
    if (error instanceof CheckoutRequired) return untried(error.message);
    if (isConfigError(error)) {
      const [first] = error.problems;
      const line = first?.region ? `:${first.region.startLine}` : "";
      return untried(
        `the configuration ${first?.path ?? ""}${line} of the repository is not valid (${first?.message ?? ""})`,
      );
    }
    throw error;
  }
}

interface Tried {
  readonly failing: readonly Finding[];
  readonly changes: readonly Change[];
  readonly notifications: RunLog["notifications"];
  /** Why not everything could be checked; null where it could. */
  readonly why: string | null;
}

async function tryOn(recorded: RecordedRun, { policy, asOf, until }: Trial): Promise<Tried> {
  const period = { asOf, until };
  const settings = await restoredSettings(recorded, { policy, asOf });
  const folders = settings.known();
  const hash = await hashFor(false, folders);
  // Which suppressions are the newest is not recorded.
  if (folders.some((folder) => folder.settings.exceptionRules?.maxOpen != null))
    if (hasSuppressions(recorded))
      throw new CheckoutRequired(
        "exceptionRules.maxOpen",
        "reports do not say which suppressions are the newest",
      );
  const checks = folderChecks(settings, { asOf, wantsFixes: false, hash, limit: null });
  const limits = new RecentDays(() => null);
  const days = new Map<FolderCheck, FolderDays>();
  const differences: ExceptionDifferences = new Map();
  const daysOf = (folder: FolderCheck): FolderDays => {
    let own = days.get(folder);
    if (!own) days.set(folder, (own = new FolderDays(folder, limits, differences)));
    return own;
  };
  const history = new FactHistory(recorded);
  const causes = sourceCausesOf(recorded);
  const log = new RunLog();
  const failing: Finding[] = [];
  const changes: Change[] = [];
  const addFailing = ({ failOn }: FolderSettings["settings"], all: readonly Finding[]): void => {
    for (const finding of all)
      if (isReported(finding) && failsAt(finding.level, failOn)) failing.push(finding);
  };
  const addChanges = ({ failOn }: FolderSettings["settings"], all: readonly Change[]): void => {
    for (const change of all) if (failsAt(change.finding.level, failOn)) changes.push(change);
  };
  const context = {
    period,
    hasSession: recorded.answeredBy !== null,
    checkOf: (folder: FolderCheck, day: CalendarDate) => daysOf(folder).checks.of(day),
    timelineOf: (folder: FolderCheck) => daysOf(folder).timeline,
    causesOf: () => Promise.resolve([]),
    limitCauses: [],
  };
  for (const file of recorded.files) {
    const own = folders[file.folder];
    if (!own) continue;
    const folder = checks.of(own);
    const open = restoredFile(file, recorded, { settings: own.settings, history, asOf });
    const [first] = open.builds;
    const found = await forecastFile(open, folder, {
      ...context,
      answerCauses: () => [...causes.answers, ...causes.of(file)],
    });
    if (!found.checked || !first) continue;
    const isEnabled = (id: string): boolean => first.rules.some(({ rule }) => rule.id === id);
    logUnread(file.path, first.build, isEnabled, log);
    logFailures(file.path, found.failures, log);
    for (const rejection of found.checked.rejections) log.add(rejection);
    folder.exceptions.add(restoredPath(file.file), found.checked);
    addFailing(own.settings, found.checked.findings);
    addChanges(own.settings, found.changes);
  }
  for (const [index, own] of folders.entries()) {
    const { configuration } = own.settings;
    if (!configuration) continue;
    const isWhole = (): boolean => recorded.folders[index]?.isWhole === true && !log.isIncomplete;
    // A report with a configuration that extends another one is not tried, so that there is one file.
    const absoluteOf = (): string => configuration.absolute;
    const folder = checks.of(own);
    const identity = folder.identityOf(configuration.absolute);
    addFailing(
      own.settings,
      folder.exceptions.findings(isWhole, () => identity),
    );
    const { timeline } = daysOf(folder);
    addChanges(own.settings, timeline.changes(folder, absoluteOf, period, isWhole));
  }
  const error = log.notifications.find(({ level }) => level === "error");
  for (const rejection of rejectionsOf(settings)) log.add(rejection);
  return {
    failing: failing.sort(compareFindings),
    changes: changes.sort(compareChanges),
    notifications: log.notifications,
    why: log.isIncomplete ? `${error?.path ?? ""}: ${error?.message ?? "not checked"}` : null,
  };
}

/** Whether anything of the repository may hold a finding back. */
function hasSuppressions({ files, folders }: RecordedRun): boolean {
  return (
    files.some(({ comments }) => comments.length > 0) ||
    folders.some(({ config, baseline }) => config !== null || (baseline?.text ?? null) !== null)
  );
}

interface RecordedCauses {
  readonly answers: readonly DatedCause[];
  readonly of: (file: RecordedRun["files"][number]) => readonly DatedCause[];
}

/** Why facts change on a day, and where. */
function sourceCausesOf(recorded: RecordedRun): RecordedCauses {
  return {
    answers: recorded.answers.map(({ day, cause }) => ({ day, cause, region: null })),
    of: ({ builds, places }) =>
      builds.flatMap(({ images, place }) =>
        images.flatMap(({ facts, region }) => {
          const known = facts === null ? [] : (recorded.facts[facts]?.causes ?? []);
          // Regions of embedded Dockerfiles say nothing of the file.
          const at = place === null || !places[place] ? region : null;
          return known.map(({ day, cause }) => ({ day, cause, region: at }));
        }),
      ),
  };
}
