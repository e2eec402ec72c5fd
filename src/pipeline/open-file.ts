import type { DiscoveredFile } from "../discover/index.ts";
import type { EnrichedBuild } from "../domain/build/enriched-build.ts";
import type { Place } from "../domain/build/place.ts";
import type { BuildVariant } from "../domain/settings/settings.ts";
import type { Enricher, Queries } from "../enrich/index.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import type { ResolvedVariant } from "./resolve-dockerfile.ts";

/** One variant of a file's build, in one reading. */
export interface OpenBuild extends BuildVariant {
  readonly build: EnrichedBuild;
  /** Where an embedded Dockerfile stands in its file; null for a whole file. */
  readonly place: Place | null;
}

export interface OpenFile {
  readonly file: DiscoveredFile;
  /** Null where the file is not text. */
  readonly text: string | null;
  /** Empty where nothing in the file can name an azureml image, so that it was not parsed. */
  readonly builds: readonly OpenBuild[];
  /** The same builds with the facts of a run without a registry. */
  readonly offlineBuilds: () => Promise<readonly OpenBuild[]>;
  /** The same file with what is known of its images on another day. */
  readonly onDay: (day: CalendarDate) => Promise<OpenFile>;
}

/** A file of which nothing was parsed. */
export function unparsed(file: DiscoveredFile, text: string | null): OpenFile {
  const open: OpenFile = {
    ...{ file, text, builds: [] },
    offlineBuilds: () => Promise.resolve([]),
    onDay: () => Promise.resolve(open),
  };
  return open;
}

/** Builds with what is known of their images. */
export async function enriched(
  builds: readonly ResolvedVariant[],
  enrich: Enricher,
  queries: (variant: BuildVariant) => Queries,
): Promise<readonly OpenBuild[]> {
  const open: OpenBuild[] = [];
  for (const { variant, resolved, place } of builds)
    open.push({ ...variant, build: await enrich(resolved, queries(variant)), place });
  return open;
}
