import type { SupportWindow } from "../../domain/image/tag-age.ts";
import { defaultSupportWindow } from "../../domain/image/tag-age.ts";
import type { ConfigFile, SupportWindowEntry } from "../schema/config-file.ts";
import { supportWindowRules } from "../schema/replaced-options.ts";
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
 * leaves all rules that share the window to the repository.
 * @param file absolute; null for what is set outside of overrides
 */
export function supportWindowOf(
  policy: ConfigFile | null,
  config: ConfigFile | null,
  file: string | null,
  limits: PolicyLimits,
): WindowSetting {
  const limit = entriesOf(policy, file).reduce(withEntry, defaults);
  const isFree = supportWindowRules.every((rule) => limits.allows(rule));
  return entriesOf(config, file).reduce(
    (setting, entry) => withEntry(setting, isFree ? entry : clamped(entry, limit, limits)),
    limit,
  );
}

function entriesOf(config: ConfigFile | null, file: string | null): readonly SupportWindowEntry[] {
  if (!config) return [];
  const overrides = config.overrides.filter(({ files }) => file !== null && files.matches(file));
  return [config.supportWindow, ...overrides.map(({ supportWindow }) => supportWindow)];
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
