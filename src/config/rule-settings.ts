import type { Level } from "../domain/finding.ts";
import type { OptionValue, Rule } from "../domain/rule.ts";
import type { RuleInForce } from "../domain/run.ts";
import type { SettingPlace } from "../domain/settings.ts";
import type { ConfigFile, RuleEntry } from "./config-file.ts";
import type { Refusals } from "./refusals.ts";
import { isLooserLevel, isLooserOption } from "./strictness.ts";

/** A value and the file that set it; null for a default. */
export interface Origin<T> {
  readonly value: T;
  readonly place: SettingPlace | null;
}

/** What is set for a rule. */
export interface RuleSetting {
  readonly rule: Rule;
  readonly level: Origin<Level | "off">;
  readonly options: ReadonlyMap<string, Origin<OptionValue>>;
}

export function defaultSettings(rules: readonly Rule[]): readonly RuleSetting[] {
  return rules.map((rule) => ({
    rule,
    level: { value: rule.level, place: null },
    options: new Map(
      Object.entries(rule.options).map(([name, value]) => [name, { value, place: null }]),
    ),
  }));
}

/**
 * What a configuration makes of the settings below it: its rules, then its overrides for a file, in order.
 * @param file absolute; null for what holds outside of overrides
 * @param floor what a value may not fall below, by its rule; null where everything is allowed
 */
export function withConfig(
  settings: readonly RuleSetting[],
  config: ConfigFile | null,
  file: string | null,
  floor: { readonly allows: (ruleId: string) => boolean; readonly refusals: Refusals } | null,
): readonly RuleSetting[] {
  if (!config) return settings;
  const overrides = config.overrides.filter(({ files }) => file !== null && files.matches(file));
  const layers = [config.rules, ...overrides.map(({ rules }) => rules)];
  return settings.map((base) => {
    const bound = floor !== null && !floor.allows(base.rule.id) ? floor.refusals : null;
    return layers.reduce((setting, layer) => {
      const entry = layer.get(base.rule.id);
      return entry ? withEntry(setting, entry, base, bound) : setting;
    }, base);
  });
}

/** @param refusals where values that are looser than the floor are refused; null where nothing is */
function withEntry(
  setting: RuleSetting,
  { level, options }: RuleEntry,
  floor: RuleSetting,
  refusals: Refusals | null,
): RuleSetting {
  const { rule } = setting;
  const refuse = (place: SettingPlace, what: string, kept: string | number): void =>
    refusals?.add(place, `The policy keeps ${what} at ${kept}, and this would find less.`);
  let newLevel = setting.level;
  if (level) {
    if (refusals && isLooserLevel(level.value, floor.level.value))
      refuse(level.place, `the level of ${rule.id}`, floor.level.value);
    else newLevel = level;
  }
  const newOptions = new Map(setting.options);
  for (const [name, option] of options) {
    const kind = rule.optionKinds[name];
    const bound = floor.options.get(name);
    if (refusals && kind && bound && isLooserOption(kind, option.value, bound.value))
      refuse(option.place, `${name} of ${rule.id}`, bound.value);
    else newOptions.set(name, option);
  }
  return { rule, level: newLevel, options: newOptions };
}

/** What the command line says of rules. */
export interface RuleChoice {
  readonly levels: ReadonlyMap<string, Level | "off">;
  /** Null for all. */
  readonly only: readonly string[] | null;
}

export function rulesInForce(
  settings: readonly RuleSetting[],
  { levels, only }: RuleChoice,
): readonly RuleInForce[] {
  return settings.flatMap(({ rule, level: { value }, options }) => {
    const level = levels.get(rule.id) ?? value;
    const isWanted = only === null || only.includes(rule.id);
    if (level === "off" || !isWanted) return [];
    const values = [...options].map(([name, option]) => [name, option.value] as const);
    return [{ rule, level, options: Object.fromEntries(values) }];
  });
}
