import type { SettingLocation } from "./settings.ts";

export type SettingValue =
  string | number | boolean | readonly SettingValue[] | { readonly [key: string]: SettingValue };

/** One setting and what set it. Lists come item by item. */
export interface EffectiveSetting {
  /** The path to it in a configuration: `["supportWindow", "months"]`, `["files", "exclude", 0]`. */
  readonly key: readonly (string | number)[];
  readonly value: SettingValue;
  readonly source: "default" | "policy" | "configuration" | "command line";
  /** Null for a default and for the command line. */
  readonly location: SettingLocation | null;
}
