import type { ScopeEntry } from "../../check/index.ts";
import type { ConfigFile } from "../../config/index.ts";
import { fileKinds } from "../../domain/build/file-kind.ts";
import type { SettingLocation } from "../../domain/settings/settings.ts";
import type { FolderSettings } from "../run-settings.ts";

/**
 * What the configurations of a tree leave out or map: exclusions, kinds of files that are not read, mirrors, `images.include`.
 * @param folderOf the folder of a configuration relative to the root of the tree
 */
export function scopeEntries(
  folders: readonly FolderSettings[],
  folderOf: (absolute: string) => string,
): readonly ScopeEntry[] {
  const configs = new Set(folders.flatMap(({ config }) => config ?? []));
  return [...configs].flatMap((config) => entriesOf(config, folderOf(config.absolute)));
}

function entriesOf({ files, images }: ConfigFile, folder: string): readonly ScopeEntry[] {
  const all = (
    kind: ScopeEntry["kind"],
    values: readonly string[],
    location: SettingLocation,
  ): readonly ScopeEntry[] => values.map((value) => ({ kind, value, folder, location }));
  const { exclude, kinds } = files;
  const { include, mirrors } = images;
  const unread = kinds ? fileKinds.filter((kind) => !kinds.value.includes(kind)) : [];
  return [
    ...(exclude ? all("exclusion", exclude.value.sources, exclude.location) : []),
    ...(kinds
      ? all(
          "exclusion",
          unread.map((kind) => `files.kinds without ${kind}`),
          kinds.location,
        )
      : []),
    ...(include ? all("image pattern", include.value.sources, include.location) : []),
    ...mirrors.flatMap(({ value, location }) =>
      all("mirror", [`${value.prefix} for ${value.instead}`], location),
    ),
  ];
}
