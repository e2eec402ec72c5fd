import type { Rule, SharedSetting } from "../../domain/rule/rule.ts";

/** The ids of the rules that a setting outside of `rules` decides about. */
export function rulesSharing(setting: SharedSetting, rules: readonly Rule[]): readonly string[] {
  return rules
    .filter(({ sharedSettings }) => sharedSettings?.includes(setting))
    .map(({ id }) => id);
}
