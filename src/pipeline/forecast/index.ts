import { resolve } from "node:path";
import type { DiscoveredFile } from "../../discover/index.ts";
import type { Change, Forecast } from "../../domain/rule/forecast.ts";
import type { Tool } from "../../domain/rule/run.ts";
import { queriesOf } from "../../enrich/index.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { catalogueOf } from "../catalogue-of.ts";
import { logFailures, logUnread } from "../checked-file.ts";
import { imageCounter } from "../count-images.ts";
import { foldersOf, rejectionsOf } from "../folders-of-run.ts";
import type { FolderCheck } from "../folder-check.ts";
import { folderChecks } from "../folder-check.ts";
import { openExemptionsOf } from "../open-exemptions.ts";
import { fileOpener } from "../load-sources.ts";
import { requireFreshFacts } from "../policy-requirements.ts";
import { RecentDays } from "../recent-days.ts";
import { RunLog } from "../run-log.ts";
import { hashFor } from "../run-hash.ts";
import { coversAll } from "../run-root.ts";
import type { ScanRequest } from "../scan-request.ts";
import { openedInOrder, scan as findFiles } from "../scan.ts";
import { answerDays } from "./answer-days.ts";
import { compareChanges } from "./changes.ts";
import type { ExceptionDifferences } from "./exception-timeline.ts";
import { FolderDays } from "./folder-days.ts";
import type { FileForecast } from "./forecast-file.ts";
import { forecastFile } from "./forecast-file.ts";
import { daysLater } from "./period.ts";
import { sourceCauses } from "./source-causes.ts";

export interface ForecastRequest extends ScanRequest {
  readonly tool: Tool;
  /** How many days after the as-of date are looked at. */
  readonly days: number;
}

/** discover → parse → resolve, then enrich → check on each day on which findings may change. */
export async function forecast(request: ForecastRequest): Promise<Forecast> {
  const { asOf, settings, tool, days } = request;
  const period = { asOf, until: daysLater(asOf, days) };
  const answers = request.session ? answerDays(request.session, period) : null;
  const catalogue = await catalogueOf(request);
  const scan: ScanRequest = { ...request, catalogue, session: answers?.session ?? null };

  const log = new RunLog();
  await requireFreshFacts(await settings.of(request.cwd), { ...request, catalogue });
  const { files, project } = await findFiles(scan, log);
  const folders = await foldersOf(settings, files, request.cwd);
  const hash = await hashFor(false, folders);
  const openExemptions = await openExemptionsOf(scan, files, folders, project);
  const limitOn = (day: CalendarDate) => openExemptions?.limitOn(day) ?? null;
  const checks = folderChecks(settings, { asOf, wantsFixes: false, hash, limit: limitOn(asOf) });
  const limits = new RecentDays(limitOn);
  const known = new Map<FolderCheck, FolderDays>();
  const differences: ExceptionDifferences = new Map();
  const daysOf = (folder: FolderCheck): FolderDays => {
    let own = known.get(folder);
    if (!own) known.set(folder, (own = new FolderDays(folder, limits, differences)));
    return own;
  };
  const context = {
    period,
    hasSession: answers !== null,
    checkOf: (folder: FolderCheck, day: CalendarDate) => daysOf(folder).checks.of(day),
    timelineOf: (folder: FolderCheck) => daysOf(folder).timeline,
    causesOf: sourceCauses(catalogue, period),
    answerCauses: answers?.causes ?? ((): [] => []),
    limitCauses: openExemptions?.causes ?? [],
  };
  const opener = fileOpener(scan, files, log, {
    relevantOnly: true,
    queries: queriesOf,
    project,
  });
  const open = async (file: DiscoveredFile, own: RunLog): Promise<FileForecast | null> => {
    const opened = await opener.open(file, own);
    const folder = checks.of(await settings.of(file.folder));
    return opened && (await forecastFile(opened, folder, context));
  };

  const changes: Change[] = [];
  let checkedFiles = 0;
  const counter = imageCounter();
  for await (const [index, file, found] of openedInOrder({ open }, scan, files, log)) {
    request.onProgress?.(index, files.length);
    const first = found?.open.builds[0];
    if (!found?.checked || !first) continue;
    const isEnabled = (id: string): boolean => first.rules.some(({ rule }) => rule.id === id);
    if (logUnread(file.path, first.build, isEnabled, log)) checkedFiles++;
    counter.add(found.open.builds);
    logFailures(file.path, found.failures, log);
    for (const rejection of found.checked.rejections) log.add(rejection);
    for (const change of found.changes) changes.push(change);
  }
  for (const folder of settings.known()) {
    const { configuration } = folder.settings;
    if (!configuration) continue;
    const check = checks.of(folder);
    const absoluteOf = (path: string): string => resolve(request.cwd, path);
    // Other folders can extend a file too.
    const isWhole = (path: string): boolean =>
      !log.isIncomplete &&
      coversAll(scan, path === configuration.path ? folder.folder : settings.root);
    const { timeline } = daysOf(check);
    for (const change of timeline.changes(check, absoluteOf, period, isWhole)) {
      const isOwn = change.finding.path === configuration.path;
      if (isOwn || !changes.some((other) => compareChanges(other, change) === 0))
        changes.push(change);
    }
  }
  request.session?.conclude(log, asOf);
  const aboveLimit = openExemptions?.rejectionsOn(asOf) ?? [];
  for (const rejection of [...rejectionsOf(settings), ...aboveLimit]) log.add(rejection);
  return {
    ...{ tool, asOf, until: period.until, files: files.length, checked: checkedFiles },
    ...counter.result(),
    answeredBy: request.session?.answeredBy ?? null,
    changes: changes.sort(compareChanges),
    notifications: log.notifications,
    isIncomplete: log.isIncomplete || request.session?.isIncomplete() === true,
  };
}
