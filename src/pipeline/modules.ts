import type { Enricher } from "../enrich/index.ts";
import { createEnricher } from "../enrich/index.ts";
import type * as parse from "../parse/index.ts";
import { minusMonths } from "../text/calendar-date.ts";
import type { RunLog } from "./run-log.ts";
import type { ScanRequest } from "./scan-request.ts";

/** Modules that are loaded when the first file needs them. */
export interface Modules {
  readonly parseDockerfile: typeof parse.parseDockerfile;
  readonly enrich: Enricher;
  /** With the catalogue alone, as in a run without a registry. */
  readonly enrichOffline: Enricher;
}

export async function loadModules(
  { settings, asOf, session, ...request }: ScanRequest,
  log: RunLog,
): Promise<Modules> {
  const { parseDockerfile } = await import("../parse/index.ts");
  const catalogue = request.catalogue ?? (await import("../catalogue/index.ts")).openCatalogue();
  if (catalogue.checkedOn < minusMonths(asOf, 12)) {
    const since = `was last checked on ${catalogue.checkedOn}, over a year before ${asOf}`;
    log.warn("old-facts", null, `The catalogue ${since}: update inferlint.`);
  }
  const offline = {
    sources: [catalogue],
    registry: null,
    onUnresolved: () => undefined,
    reference: catalogue,
    asOf,
    platform: settings.platform,
  };
  const enrichOffline = createEnricher(settings.images, offline);
  if (!session) return { parseDockerfile, enrich: enrichOffline, enrichOffline };
  const { source: registry, onUnresolved } = session;
  const enrich = createEnricher(settings.images, { ...offline, registry, onUnresolved });
  return { parseDockerfile, enrich, enrichOffline };
}
