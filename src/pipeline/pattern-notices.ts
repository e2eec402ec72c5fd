import type { DiscoveredFile } from "../discover/index.ts";
import { fileKinds } from "../domain/build/file-kind.ts";
import { compareRegions } from "../domain/build/region.ts";
import type { Notification } from "../domain/rule/run.ts";
import type { FilePattern, SettingLocation } from "../domain/settings/settings.ts";
import { compareText } from "../text/compare-text.ts";
import type { PatternUse } from "./pattern-use.ts";
import { coversAll } from "./run-root.ts";
import type { ScanRequest } from "./scan-request.ts";

/** A pattern of a configuration that matches no file. */
export interface UnmatchedPattern {
  readonly notification: Notification;
  /** The exception that it belongs to: where a finding says that it has no effect, nothing else is said of it. */
  readonly exception: SettingLocation | null;
}

/**
 * The patterns of configurations that match no file, as far as everything was searched that they could match. Patterns of a policy
 * are for many repositories, and never among them.
 */
export async function unmatchedPatterns(
  use: PatternUse,
  request: ScanRequest,
  files: readonly DiscoveredFile[],
): Promise<readonly UnmatchedPattern[]> {
  if (use.unmatched().length === 0) return [];
  const { settings } = request;
  // What another file describes is not found by a search.
  for (const { absolute, folder } of files)
    use.see((await settings.of(folder)).settings.patterns, absolute);
  const known = settings.known();
  const leavesKindsOut = known.some(({ settings: { files: selection } }) =>
    fileKinds.some(selection.isKindAlwaysExcluded),
  );
  if (leavesKindsOut) return [];
  const isWhole = ({ location: { path } }: FilePattern): boolean => {
    const own = known.find((one) => one.settings.configuration?.path === path);
    // Other folders can extend a file too.
    return coversAll(request, own?.folder ?? settings.root);
  };
  return use
    .unmatched()
    .filter(isWhole)
    .sort(
      ({ location: a }, { location: b }) =>
        compareText(a.path, b.path) || compareRegions(a.region, b.region),
    )
    .map((pattern) => ({ notification: noticeOf(pattern), exception: pattern.owner }));
}

function noticeOf({ setting, source, location, base }: FilePattern): Notification {
  const isExclusion = setting === "files.exclude";
  const what = isExclusion
    ? "matches nothing that is searched"
    : "matches no file that is checked with this configuration";
  const to = base === "directory" ? "the directory of this file" : "the root of the repository";
  const message = `The pattern ${source} in ${setting} ${what}; it is relative to ${to}.`;
  // To exclude nothing hides nothing.
  return { level: isExclusion ? "note" : "warning", id: "unmatched-pattern", ...location, message };
}
