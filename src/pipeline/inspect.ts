import type { EnrichedBuild } from "../domain/build/enriched-build.ts";
import type { Notification } from "../domain/rule/run.ts";
import type { Queries } from "../enrich/index.ts";
import { queriesToShow } from "../enrich/index.ts";
import { compareRegions } from "../domain/build/region.ts";
import type { OpenFile } from "./load-sources.ts";
import { fileOpener } from "./load-sources.ts";
import { RunLog } from "./run-log.ts";
import { rejectionsOf } from "./folders-of-run.ts";
import type { ScanRequest } from "./scan-request.ts";
import { openedInOrder, scan } from "./scan.ts";

export interface InspectRequest extends ScanRequest {
  /** What registries are asked; by default everything that can be shown. */
  readonly queries?: Queries;
}

/** What a file builds or names by default; null where nothing in it was read. */
function inspectedBuild({ builds, file: { named } }: OpenFile): EnrichedBuild | null {
  const [first, ...others] = builds;
  if (!first) return null;
  const { build } = first;
  if (build.kind === undefined) return build;
  const images = others.flatMap(({ build: { images: own }, place }) =>
    place
      ? own.map((image) => {
          const region = place.region(image.region);
          return { ...image, region, line: region.startLine };
        })
      : [],
  );
  const all = [...build.images, ...images].sort((a, b) => compareRegions(a.region, b.region));
  // A file that names nothing has nothing to show, such as the conda file of a deployment.
  return all.length === 0 && !named ? null : { ...build, images: all };
}

/** What an inspection found. */
export interface Inspection {
  readonly builds: readonly EnrichedBuild[];
  readonly notifications: readonly Notification[];
  /** Something was not read. */
  readonly isIncomplete: boolean;
}

/** discover → parse → resolve → enrich: what each Dockerfile builds, and what each other file names. */
export async function inspect(request: InspectRequest): Promise<Inspection> {
  const log = new RunLog();
  const { files, project } = await scan(request, log);
  const opener = fileOpener(request, files, log, {
    relevantOnly: false,
    queries: () => request.queries ?? queriesToShow,
    project,
  });
  const builds: EnrichedBuild[] = [];
  for await (const [index, , open] of openedInOrder(opener, request, files, log)) {
    request.onProgress?.(index, files.length);
    const build = open && inspectedBuild(open);
    if (build) builds.push(build);
  }
  request.session?.conclude(log, request.asOf);
  for (const rejection of rejectionsOf(request.settings)) log.add(rejection);
  const { notifications, isIncomplete } = log;
  return { builds, notifications, isIncomplete };
}
