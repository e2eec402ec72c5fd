import type { DiscoveredFile } from "../discover/index.ts";
import { levelOn } from "../domain/rule/enforcement.ts";
import type { Notification, RuleWithLevel } from "../domain/rule/run.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import { compareText } from "../text/compare-text.ts";
import type { FolderSettings, RunSettings } from "./run-settings.ts";

/** The settings that the files of a run are checked by; without files, those of the working directory. */
export async function foldersOf(
  settings: RunSettings,
  files: readonly Pick<DiscoveredFile, "folder">[],
  cwd: string,
): Promise<readonly [FolderSettings, ...FolderSettings[]]> {
  const folders = new Set<FolderSettings>();
  for (const { folder } of files) folders.add(await settings.of(folder));
  const [first, ...others] = [...folders].sort((a, b) => compareText(a.folder, b.folder));
  return first ? [first, ...others] : [await settings.of(cwd)];
}

/** The rules of all folders, in order of id, with the level that they have on a day in the first one. */
export function rulesOf(
  folders: readonly FolderSettings[],
  asOf: CalendarDate,
): readonly RuleWithLevel[] {
  const all = new Map<string, RuleWithLevel>();
  for (const { settings } of folders)
    for (const enabled of settings.rules)
      if (!all.has(enabled.rule.id)) {
        const level = levelOn(enabled.level, enabled, asOf);
        all.set(enabled.rule.id, { ...enabled, level });
      }
  return [...all.values()].sort((a, b) => compareText(a.rule.id, b.rule.id));
}

/** What the policy rejected; what the command line asked for is rejected for every folder, and reported once. */
export function rejectionsOf(settings: RunSettings): readonly Notification[] {
  const all = settings.known().flatMap(({ settings: { rejections } }) => rejections);
  return [...new Map(all.map((rejection) => [JSON.stringify(rejection), rejection])).values()];
}
