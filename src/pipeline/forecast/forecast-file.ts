import type { Checked } from "../../check/index.ts";
import { repositoryIn } from "../../check/index.ts";
import type { EnrichedImage } from "../../domain/build/enriched-build.ts";
import type { DatedCause } from "../../domain/rule/cause.ts";
import type { Change } from "../../domain/rule/forecast.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import type { DayCheck, FolderCheck } from "../folder-check.ts";
import { checkOpen } from "../folder-check.ts";
import type { OpenFile } from "../load-sources.ts";
import { changesBetween } from "./changes.ts";
import type { ExceptionTimeline } from "./exception-timeline.ts";
import { imageCauses } from "./image-causes.ts";
import { ruleCauses } from "./rule-causes.ts";
import type { Period } from "./period.ts";
import { isIn } from "./period.ts";
import { commentCauses, exceptionCauses, exceptionsFor } from "./suppression-causes.ts";
import { addAll } from "../../text/list.ts";

/** What files are looked at with. */
export interface ForecastContext {
  readonly period: Period;
  readonly hasSession: boolean;
  readonly checkOf: (folder: FolderCheck, day: CalendarDate) => DayCheck;
  readonly timelineOf: (folder: FolderCheck) => ExceptionTimeline;
  /** What is known to change besides what the facts of a day show. */
  readonly causesOf: (image: EnrichedImage) => Promise<readonly DatedCause[]>;
  readonly answerCauses: () => Iterable<DatedCause>;
  /** The days on which a limit of the policy may let other suppressions count. */
  readonly limitCauses: readonly DatedCause[];
}

/** What is known of a file in the period. */
export interface FileForecast {
  readonly open: OpenFile;
  /** On the first day; null for a file that cannot name an azureml image. */
  readonly checked: Checked | null;
  readonly changes: readonly Change[];
  readonly failures: Checked["failures"];
}

/**
 * Checks a file on the first day, and then on each day on which something that is known may change its findings. From the facts
 * of each such day it follows which one is next.
 */
export async function forecastFile(
  open: OpenFile,
  folder: FolderCheck,
  context: ForecastContext,
): Promise<FileForecast> {
  const { period, hasSession, checkOf, timelineOf } = context;
  const check = checkOf(folder, period.asOf);
  const first = await checkOpen(open, check, hasSession);
  if (!first) return { open, checked: null, changes: [], failures: [] };
  const { absolute } = open.file;
  const hasExceptions = folder.settings.configuration !== null;
  const timeline = hasExceptions ? timelineOf(folder) : null;
  let needed: ReadonlySet<string> = timeline?.add(absolute, check, first, new Set()) ?? new Set();
  const changes: Change[] = [];
  const failures = new Map(first.failures.map((failure) => [failure.ruleId, failure]));
  const lasting = await lastingCauses(open, folder, context);
  let [before, day, current] = [first, period.asOf, open];
  for (;;) {
    const causes = next([...lasting, ...imageCauses(current.builds), ...context.answerCauses()], {
      ...period,
      asOf: day,
    });
    const [cause] = causes;
    if (!cause) break;
    day = cause.day;
    current = await open.onDay(day);
    const checkThen = checkOf(folder, day);
    const after = await checkOpen(current, checkThen, hasSession);
    if (!after) break;
    addAll(changes, changesBetween(before.findings, after.findings, day, causes));
    for (const failure of after.failures) failures.set(failure.ruleId, failure);
    if (timeline) needed = timeline.add(absolute, checkThen, after, needed);
    before = after;
  }
  return { open, checked: first, changes, failures: [...failures.values()] };
}

/** Those of the earliest day in a period. */
function next(causes: readonly DatedCause[], period: Period): readonly DatedCause[] {
  let earliest: DatedCause[] = [];
  for (const cause of causes) {
    if (!isIn(period, cause.day)) continue;
    const at = earliest[0]?.day;
    if (at === undefined || cause.day < at) earliest = [cause];
    else if (cause.day === at) earliest.push(cause);
  }
  return earliest;
}

/** What follows from the file and the settings alone, whatever is known of its images on a day. */
async function lastingCauses(
  { file: { absolute }, builds }: OpenFile,
  { settings }: FolderCheck,
  { period, causesOf, limitCauses }: ForecastContext,
): Promise<readonly DatedCause[]> {
  const images = builds.flatMap(({ build, place }) =>
    place
      ? build.images.map((image) => ({ ...image, region: place.region(image.region) }))
      : build.images,
  );
  const repositories = new Set(images.map(({ canonical }) => repositoryIn(canonical)));
  const exceptions = exceptionsFor(settings, absolute, [...repositories], period);
  const comments = builds[0]?.build.comments ?? [];
  return [
    ...(await Promise.all(images.map(causesOf))).flat(),
    ...commentCauses(comments, period, settings),
    ...exceptionCauses(exceptions, settings),
    ...builds.flatMap((build) => [...ruleCauses(build)]),
    ...limitCauses,
  ];
}
