import type { DiscoveredFile } from "../../discover/index.ts";
import type { Region } from "../../domain/build/region.ts";
import type { Notification } from "../../domain/rule/run.ts";
import type { CondaPath, SourceReading } from "../../sources/index.ts";
import { LineIndex } from "../../text/line-index.ts";
import type { FollowedConda } from "./conda-files.ts";

interface Followed {
  readonly builds: readonly { readonly region: Region; readonly why: string }[];
  readonly condaOf: (path: CondaPath) => FollowedConda;
}

/**
 * What a file says that was not read or followed. That a file is not of its kind is an error only where it was named: broken YAML
 * and notebooks are common in repositories.
 */
export function readingNotices(
  { path, named }: DiscoveredFile,
  { reading, text }: { readonly reading: SourceReading; readonly text: string },
  { builds, condaOf }: Followed,
): readonly Notification[] {
  const lines = new LineIndex(text);
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
      return notice === null ? [] : [note("unread-conda-file", notice, region)];
    }),
  ];
}
