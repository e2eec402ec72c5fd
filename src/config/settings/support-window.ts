import type { SupportWindow } from "../../domain/image/tag-age.ts";
import { defaultSupportWindow } from "../../domain/image/tag-age.ts";
import type { SupportWindowEntry } from "../schema/config-file.ts";
import type { Rule } from "../../domain/rule/rule.ts";
import { rulesSharing } from "./shared-settings.ts";
import type { Layer } from "./layers.ts";
import type { PolicyLimits } from "./policy-limits.ts";
import type { FileSetting } from "./setting-sources.ts";
import { isLooserWindowStart } from "./strictness.ts";

/** `supportWindow` with what set each value. */
export interface WindowSetting {
  readonly months: FileSetting<number>;
  readonly from: FileSetting<SupportWindow["from"]>;
}

const defaults: WindowSetting = {
  months: { value: defaultSupportWindow.months, location: null },
  from: { value: defaultSupportWindow.from, location: null },
};

/**
 * The support window of a file. A value of the repository that is looser than that of the policy is rejected, unless the policy
 * lets repositories loosen all rules that share the window.
 */
export function supportWindowOf(
  { policy, config }: { readonly policy: readonly Layer[]; readonly config: readonly Layer[] },
  limits: PolicyLimits,
  rules: readonly Rule[],
): WindowSetting {
  const limit = policy.reduce(
    (setting, { supportWindow }) => withEntry(setting, supportWindow),
    defaults,
  );
  const isFree = rulesSharing("supportWindow", rules).every((rule) => limits.allows(rule));
  return config.reduce(
    (setting, { supportWindow }) =>
      withEntry(setting, isFree ? supportWindow : clamped(supportWindow, limit, limits)),
    limit,
  );
}

type Values = { readonly [Key in keyof WindowSetting]: WindowSetting[Key] | null };

function withEntry(setting: WindowSetting, { months, from }: Values): WindowSetting {
  return { months: months ?? setting.months, from: from ?? setting.from };
}

/** The entry with each value that is looser than the limit replaced by the limit, and reported. */
function clamped(
  { months, from }: SupportWindowEntry,
  limit: WindowSetting,
  limits: PolicyLimits,
): Values {
  const hasLooserMonths = months !== null && months.value > limit.months.value;
  const hasLooserStart = from !== null && isLooserWindowStart(from.value, limit.from.value);
  if (hasLooserMonths)
    limits.reject(months.location, "looser", "supportWindow.months", limit.months.value);
  if (hasLooserStart)
    limits.reject(from.location, "looser", "supportWindow.from", limit.from.value);
  return {
    months: hasLooserMonths ? limit.months : months,
    from: hasLooserStart ? limit.from : from,
  };
}
