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
  return [...configs].flatMap((config) => entriesOf(config, folderOf));
}

function entriesOf(
  { files, images, texts, absolute }: ConfigFile,
  folderOf: (absolute: string) => string,
): readonly ScopeEntry[] {
  // An entry counts from the file that it stands in, which the configuration can extend.
  const folderAt = ({ path }: SettingLocation): string =>
    folderOf(texts.find((text) => text.path === path)?.absolute ?? absolute);
  const all = (
    kind: ScopeEntry["kind"],
    values: readonly string[],
    location: SettingLocation,
  ): readonly ScopeEntry[] => {
    const folder = folderAt(location);
    return values.map((value) => ({ kind, value, folder, location }));
  };
  const { exclude, kinds } = files;
  const { include, mirrors } = images;
  const unread = kinds ? fileKinds.filter((kind) => !kinds.value.includes(kind)) : [];
  return [
    ...exclude.flatMap(({ value, location }) => all("exclusion", value.sources, location)),
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
