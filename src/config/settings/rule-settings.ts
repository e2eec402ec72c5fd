import type { Level } from "../../domain/rule/finding.ts";
import type { OptionValue, Rule } from "../../domain/rule/rule.ts";
import type { EnabledRule } from "../../domain/rule/run.ts";
import type { SettingLocation } from "../../domain/settings/settings.ts";
import type { ConfigFile, RuleEntry } from "../schema/config-file.ts";
import type { Rejections } from "./rejections.ts";
import { isLooserLevel, isLooserOption } from "./strictness.ts";

/** A value and the file that set it; null for a default. */
export interface Origin<T> {
  readonly value: T;
  readonly location: SettingLocation | null;
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
    level: { value: rule.level, location: null },
    options: new Map(
      Object.entries(rule.options).map(([name, value]) => [name, { value, location: null }]),
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
  limits: { readonly allows: (ruleId: string) => boolean; readonly rejections: Rejections } | null,
): readonly RuleSetting[] {
  if (!config) return settings;
  const overrides = config.overrides.filter(({ files }) => file !== null && files.matches(file));
  const layers = [config.rules, ...overrides.map(({ rules }) => rules)];
  return settings.map((base) => {
    const bound = limits !== null && !limits.allows(base.rule.id) ? limits.rejections : null;
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
  limits: RuleSetting,
  rejections: Rejections | null,
): RuleSetting {
  const { rule } = setting;
  const reject = (location: SettingLocation, what: string, kept: string | number): void =>
    rejections?.add(location, `The policy keeps ${what} at ${kept}, and this would find less.`);
  let newLevel = setting.level;
  if (level) {
    if (rejections && isLooserLevel(level.value, limits.level.value))
      reject(level.location, `the level of ${rule.id}`, limits.level.value);
    else newLevel = level;
  }
  const newOptions = new Map(setting.options);
  for (const [name, option] of options) {
    const kind = rule.optionKinds[name];
    const bound = limits.options.get(name);
    if (rejections && kind && bound && isLooserOption(kind, option.value, bound.value))
      reject(option.location, `${name} of ${rule.id}`, bound.value);
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

export function enabledRules(
  settings: readonly RuleSetting[],
  { levels, only }: RuleChoice,
): readonly EnabledRule[] {
  return settings.flatMap(({ rule, level: { value }, options }) => {
    const level = levels.get(rule.id) ?? value;
    const isWanted = only === null || only.includes(rule.id);
    if (level === "off" || !isWanted) return [];
    const values = [...options].map(([name, option]) => [name, option.value] as const);
    return [{ rule, level, options: Object.fromEntries(values) }];
  });
}
