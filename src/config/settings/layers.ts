import type { ConfigFile, OverrideEntry } from "../schema/config-file.ts";

/** What a configuration sets for a file. */
export type Layer = Pick<OverrideEntry, "supportWindow" | "rules" | "build">;

/**
 * The top level of a configuration, then its overrides that match a file, in order; empty without a configuration.
 * @param file absolute; null for what is set outside of overrides
 */
export function layersOf(config: ConfigFile | null, file: string | null): readonly Layer[] {
  if (!config) return [];
  return [config, ...config.overrides.filter(({ files }) => file !== null && files.matches(file))];
}
