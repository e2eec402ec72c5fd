import { realpathSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { configNames } from "../../config/index.ts";
import { placesOnWay } from "../../fs/places-on-way.ts";
import { holds } from "../run-root.ts";
import type { RunSettings } from "../run-settings.ts";
import type { IsSettingsFile } from "./compose-tree.ts";

/** Whether a file is a configuration or an ignore file of one of the trees, or a link that leads to one or what it leads to. */
export function settingsFileTest(trees: readonly RunSettings[]): IsSettingsFile {
  const own = new Set<string>();
  for (const { root, known } of trees) {
    const real = realpathSync(root);
    for (const { config } of known())
      for (const { absolute } of config?.texts ?? []) {
        if (!holds(root, absolute)) continue;
        for (const { path } of placesOnWay(join(real, relative(root, absolute))))
          if (holds(real, path)) own.add(relative(real, path).replaceAll("\\", "/"));
      }
  }
  const names = new Set([...configNames, ".gitignore"]);
  return (path) => names.has(basename(path)) || own.has(path);
}
