import type { DiscoveredFile } from "../discover/index.ts";
import { fileKinds } from "../domain/build/file-kind.ts";
import { compareRegions } from "../domain/build/region.ts";
import type { Notification } from "../domain/rule/run.ts";
import type { FilePattern, SettingLocation } from "../domain/settings/settings.ts";
import { compareText } from "../text/compare-text.ts";
import type { PatternUse } from "./pattern-use.ts";
import { coversAll } from "./run-root.ts";
import type { ScanRequest } from "./scan-request.ts";

/**
 * Notifications about patterns of configurations that match no file, as far as everything was searched that they could match.
 * Patterns of a policy are for many repositories, and never among them.
 * @param isReported whether a finding says that an exception has no effect
 */
export async function patternNotices(
  use: PatternUse,
  request: ScanRequest,
  files: readonly DiscoveredFile[],
  isReported: (exception: SettingLocation) => boolean,
): Promise<readonly Notification[]> {
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
    .filter((pattern) => isWhole(pattern) && !(pattern.owner && isReported(pattern.owner)))
    .map(noticeOf)
    .sort(
      (a, b) =>
        compareText(a.path, b.path) ||
        (a.region && b.region ? compareRegions(a.region, b.region) : 0),
    );
}

function noticeOf({
  setting,
  source,
  location,
  base,
}: FilePattern): Notification & { path: string } {
  const isExclusion = setting === "files.exclude";
  const what = isExclusion
    ? "matches nothing that is searched"
    : "matches no file that is checked with this configuration";
  const to = base === "directory" ? "the directory of this file" : "the root of the repository";
  const message = `The pattern ${source} in ${setting} ${what}; it is relative to ${to}.`;
  // To exclude nothing hides nothing.
  return { level: isExclusion ? "note" : "warning", id: "unmatched-pattern", ...location, message };
}
