import type { Enricher } from "../enrich/index.ts";
import { createEnricher, identify, inferenceNames } from "../enrich/index.ts";
import type * as parse from "../parse/index.ts";
import type { OnUnresolved } from "../domain/image/registry-source.ts";
import type { ReferenceReading } from "../domain/image/image-reference.ts";
import type { Settings } from "../domain/settings/settings.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import { minusMonths } from "../text/calendar-date.ts";
import type { Source } from "../domain/image/known.ts";
import { counted, joinList } from "../text/list.ts";
import { catalogueOf } from "./catalogue-of.ts";
import { RecentDays } from "./recent-days.ts";
import type { RunLog } from "./run-log.ts";
import type { ScanRequest } from "./scan-request.ts";

/** Modules that are loaded when the first file needs them. */
export interface Modules {
  readonly parseDockerfile: typeof parse.parseDockerfile;
  /** What puts the facts of a day beside images; the same for the same settings and day. */
  readonly enricherOf: (settings: Settings, day: CalendarDate) => Enrichers;
}

export interface Enrichers {
  readonly enrich: Enricher;
  /** With the catalogue alone, as in a run without a registry. */
  readonly enrichOffline: Enricher;
  /** Which image a text names. @param serves as for `identify` */
  readonly identityOf: (reading: ReferenceReading, serves: boolean) => ReturnType<typeof identify>;
}

export async function loadModules(
  { asOf, session, ...request }: ScanRequest,
  log: RunLog,
): Promise<Modules> {
  const { parseDockerfile } = await import("../parse/index.ts");
  const catalogue = await catalogueOf(request);
  const yearAgo = minusMonths(asOf, 12);
  const old = catalogue.sources.filter(({ asOf: day }) => day !== null && day < yearAgo);
  if (old.length > 0) log.warn("old-facts", null, oldFacts(asOf, old));
  const later = catalogue.sources.map(({ asOf: day }) => day ?? asOf).filter((day) => day > asOf);
  if (later.length > 0) log.warn("later-facts", null, laterFacts(asOf, later));
  const createEnrichers = ({ images, platform }: Settings, day: CalendarDate): Enrichers => {
    const offline = {
      sources: [catalogue],
      registry: null,
      onUnresolved: () => undefined,
      reference: catalogue,
      ...{ asOf: day, platform },
    };
    const enrichOffline = createEnricher(images, offline);
    let names: ReturnType<typeof inferenceNames> | undefined;
    const identityOf: Enrichers["identityOf"] = (reading, serves) => {
      names ??= inferenceNames(images, catalogue.inferenceRepositories);
      return identify(reading, serves, images, names);
    };
    if (!session) return { enrich: enrichOffline, enrichOffline, identityOf };
    // That an answer will be too old one day is no fault of this run.
    const onUnresolved: OnUnresolved = (address, lookup, reason) => {
      if (day <= asOf || reason.kind !== "outdated") session.onUnresolved(address, lookup, reason);
    };
    const registry = session.sourceFor(platform);
    return {
      enrich: createEnricher(images, { ...offline, registry, onUnresolved }),
      enrichOffline,
      identityOf,
    };
  };
  const known = new WeakMap<Settings, RecentDays<Enrichers>>();
  const enricherOf = (settings: Settings, day: CalendarDate): Enrichers => {
    let days = known.get(settings);
    if (!days)
      known.set(settings, (days = new RecentDays((one) => createEnrichers(settings, one))));
    return days.of(day);
  };
  return { parseDockerfile, enricherOf };
}

/** @param old sources whose day is over a year before the as-of date */
function oldFacts(asOf: CalendarDate, old: readonly Source[]): string {
  const sources = old.map(({ name, asOf: day }) => `${name} (${day ?? ""})`);
  return `Facts of the catalogue are over a year older than ${asOf}: ${joinList(sources)}. Update inferlint.`;
}

/** @param days of sources that are later than the as-of date */
function laterFacts(asOf: CalendarDate, days: readonly CalendarDate[]): string {
  const newest = days.toSorted().at(-1) ?? asOf;
  return `The as-of date ${asOf} is earlier than ${counted(days.length, "source")} of the catalogue, the newest of ${newest}: what they say was perhaps not yet true on that day.`;
}
