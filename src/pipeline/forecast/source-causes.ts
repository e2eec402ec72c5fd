import { checkedReading } from "../../domain/build/build.ts";
import type { EnrichedImage } from "../../domain/build/enriched-build.ts";
import type { FactSource } from "../../domain/image/fact-source.ts";
import type { ImageVersion } from "../../domain/image/image-version.ts";
import { versionOf } from "../../domain/image/image-version.ts";
import { dayInTag } from "../../domain/image/tag-age.ts";
import type { Cause, DatedCause } from "../../domain/rule/cause.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { daysBetween, plusDays } from "../../text/calendar-date.ts";
import type { Period } from "./period.ts";
import { isIn } from "./period.ts";

/** Thousands of files can name the same image; a forecast of very many different ones starts over. */
const maxRemembered = 5_000;

type PlacelessCause = Omit<DatedCause, "region">;

/** The days on which a source of facts states something else about an image. */
export function sourceCauses(
  source: FactSource,
  period: Period,
): (image: EnrichedImage) => Promise<readonly DatedCause[]> {
  const known = new Map<string, Promise<readonly PlacelessCause[]>>();
  return async (image) => {
    const { reading } = checkedReading(image);
    if (!image.facts || reading.kind !== "reference") return [];
    const { repository } = image.facts;
    const version = versionOf(reading.reference);
    const key = `${repository} ${version.tag ?? ""} ${version.digest ?? ""}`;
    let causes = known.get(key);
    if (!causes) {
      if (known.size >= maxRemembered) known.clear();
      known.set(key, (causes = causesOf(source, repository, version, period)));
    }
    return (await causes).map((cause) => ({ ...cause, region: image.region }));
  };
}

async function causesOf(
  source: FactSource,
  repository: string,
  version: ImageVersion,
  period: Period,
): Promise<readonly PlacelessCause[]> {
  const { tag, digest } = version;
  const datesOn = async (day: CalendarDate): Promise<readonly (CalendarDate | null)[]> => [
    tag === null ? null : ((await source.tagDate(repository, tag, day))?.date ?? null),
    digest === null ? null : ((await source.digestDate(repository, digest, day))?.date ?? null),
  ];
  const published: Cause = { kind: "published", tag };
  const own = [tag === null ? null : dayInTag(tag), ...(await datesOn(period.until))]
    .filter((day) => day !== null)
    .map((day) => ({ day, cause: published }));
  const expected: Cause = { kind: "version-expected", tag: tag ?? "" };
  const changes = await changesOf(period, async (day) =>
    JSON.stringify([await source.repositoryFacts(repository, version, day), await datesOn(day)]),
  );
  const all = [
    ...own,
    ...(await newerTags(source, repository, period)),
    ...changes.map((day) => ({ day, cause: expected })),
  ];
  return all.filter(({ day }) => isIn(period, day));
}

/** Every day in the period on which a tag of the repository was published that is newer than those before. */
async function newerTags(
  source: FactSource,
  repository: string,
  { asOf, until }: Period,
): Promise<readonly PlacelessCause[]> {
  const causes: PlacelessCause[] = [];
  let newest = await source.newestTag(repository, until);
  while (newest && newest.date > asOf) {
    causes.push({ day: newest.date, cause: { kind: "published", tag: newest.tag } });
    newest = await source.newestTag(repository, plusDays(newest.date, -1));
  }
  return causes;
}

/** The days on which a state changes that never returns to an earlier one. */
async function changesOf(
  { asOf, until }: Period,
  stateOn: (day: CalendarDate) => Promise<string>,
): Promise<readonly CalendarDate[]> {
  const days: CalendarDate[] = [];
  const last = await stateOn(until);
  for (let from = asOf, state = await stateOn(asOf); state !== last; state = await stateOn(from)) {
    let [before, after] = [from, until];
    for (let gap = daysBetween(before, after); gap > 1; gap = daysBetween(before, after)) {
      const middle = plusDays(before, Math.floor(gap / 2));
      if ((await stateOn(middle)) === state) before = middle;
      else after = middle;
    }
    days.push(after);
    from = after;
  }
  return days;
}
