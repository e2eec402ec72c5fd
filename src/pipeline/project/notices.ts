import type { DiscoveredFile } from "../../discover/index.ts";
import type { EnrichedImage } from "../../domain/build/enriched-build.ts";
import { isInferenceImage } from "../../domain/build/inference-images.ts";
import type { Region } from "../../domain/build/region.ts";
import { regionKey } from "../../domain/build/region.ts";
import type { Notification } from "../../domain/rule/run.ts";
import type { CondaPath, SourceReading } from "../../sources/index.ts";
import { LineIndex } from "../../text/line-index.ts";
import type { FollowedConda } from "./conda-files.ts";

interface Followed {
  readonly builds: readonly { readonly region: Region; readonly why: string }[];
  /** Those of the file. */
  readonly images: readonly EnrichedImage[];
  readonly condaOf: (path: CondaPath) => FollowedConda;
}

/**
 * What a file says that was not read or followed. That a file is not of its kind is an error only where it was named: broken YAML
 * and notebooks are common in repositories. A conda file matters where the image that it is used with is checked.
 */
export function readingNotices(
  { path, named }: DiscoveredFile,
  { reading, text }: { readonly reading: SourceReading; readonly text: string },
  { builds, images, condaOf }: Followed,
): readonly Notification[] {
  const lines = new LineIndex(text);
  const checked = new Set(
    images
      .filter(isInferenceImage)
      .flatMap(({ run }) => (run?.conda ? [regionKey(run.conda.region)] : [])),
  );
  const note = (id: string, message: string, region: Region | null): Notification => ({
    ...{ level: "note", id, path, message, region },
  });
  return [
    ...reading.problems.map(({ id, message, span }): Notification => {
      const level = id === "invalid-source" ? (named ? "error" : "note") : "warning";
      return { level, id, path, message, region: span && lines.range(span) };
    }),
    ...builds.map(({ region, why }) => note("unfollowed-build", `Not followed: ${why}.`, region)),
    ...reading.references.flatMap(({ run }) => {
      if (run?.conda?.kind !== "file") return [];
      const { notice } = condaOf(run.conda);
      const region = lines.range(run.conda.path.span);
      return notice === null || !checked.has(regionKey(region))
        ? []
        : [note("unread-conda-file", notice, region)];
    }),
  ];
}
