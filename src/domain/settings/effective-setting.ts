import type { SettingLocation } from "./settings.ts";

export type SettingValue =
  string | number | boolean | readonly SettingValue[] | { readonly [key: string]: SettingValue };

/** One setting as it counts, and where it comes from. Lists come item by item. */
export interface EffectiveSetting {
  /** The way to it in a configuration: `["rules", "stale-tag", "months"]`, `["files", "exclude", 0]`. */
  readonly key: readonly (string | number)[];
  readonly value: SettingValue;
  readonly source: "default" | "policy" | "configuration" | "command line";
  /** Null for a default and the command line. */
  readonly location: SettingLocation | null;
}
