import type { DatedCause } from "../../domain/rule/cause.ts";
import type { EnrichedImage } from "../../domain/build/enriched-build.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { imageCauses } from "../forecast/image-causes.ts";
import type { Period } from "../forecast/period.ts";
import { isIn } from "../forecast/period.ts";
import type { OpenFile } from "../load-sources.ts";

/** A file with what is known of its images from a day on. */
export interface FileOnDay {
  readonly from: CalendarDate;
  readonly open: OpenFile;
}

/** What can change the facts of a file. */
export interface FactCauses {
  readonly causesOf: (image: EnrichedImage) => Promise<readonly DatedCause[]>;
  readonly answerCauses: () => Iterable<DatedCause>;
}

/** The file on the first day of a period, and on each later day on which the facts of its images may change. */
export async function factDays(
  open: OpenFile,
  period: Period,
  { causesOf, answerCauses }: FactCauses,
): Promise<readonly [FileOnDay, ...FileOnDay[]]> {
  const images = open.builds.flatMap(({ build }) => build.images);
  const lasting = (await Promise.all(images.map(causesOf))).flat();
  const days: [FileOnDay, ...FileOnDay[]] = [{ from: period.asOf, open }];
  for (let [from, current] = [period.asOf, open]; ; days.push({ from, open: current })) {
    // Rules are for the policy to choose; which ones run changes no fact.
    const builds = current.builds.map((build) => ({ ...build, rules: [] }));
    const causes = [...lasting, ...imageCauses(builds), ...answerCauses()];
    const next = earliest(causes, { ...period, asOf: from });
    if (next === null) return days;
    from = next;
    current = await open.onDay(next);
  }
}

function earliest(causes: readonly DatedCause[], period: Period): CalendarDate | null {
  let first: CalendarDate | null = null;
  for (const { day } of causes)
    if (isIn(period, day) && (first === null || day < first)) first = day;
  return first;
}
