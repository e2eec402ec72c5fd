import { defaultSupportWindow } from "../../domain/image/tag-age.ts";
import type { EnabledRule } from "../../domain/rule/run.ts";
import type { BuildVariant, Settings } from "../../domain/settings/settings.ts";
import type { BuildEntry, ConfigFile } from "../schema/config-file.ts";
import type { Rejections } from "./rejections.ts";
import type { RuleSetting } from "./rule-settings.ts";
import { defaultSettings, enabledRules, withConfig } from "./rule-settings.ts";
import type { CommandLineSettings, SettingSources } from "./setting-sources.ts";

type Builds = readonly [BuildVariant, ...BuildVariant[]];

/** What a repository may do in spite of a policy, and where it is told that it may not. */
export interface PolicyLimits {
  readonly allows: (ruleId: string) => boolean;
  readonly rejections: Rejections;
}

/** What is set for the rules and the build of one file, or of none in particular. */
export interface LayeredSettings {
  /** Defaults and policy: what the repository may not fall below. */
  readonly limits: readonly RuleSetting[];
  readonly rules: readonly RuleSetting[];
}

/** @param file absolute; null for what holds outside of overrides */
export function layered(
  { rules, policy, config }: Pick<SettingSources, "rules" | "policy" | "config">,
  file: string | null,
  bound: PolicyLimits,
): LayeredSettings {
  const limits = withConfig(defaultSettings(rules), policy, file, null);
  return { limits, rules: withConfig(limits, config, file, policy === null ? null : bound) };
}

/** Which rules judge which builds of a file. */
export function buildSettings(
  sources: SettingSources,
  bound: PolicyLimits,
): Pick<Settings, "rules" | "buildsOf"> {
  const { policy, config, commandLine } = sources;
  const overrides = [...(policy?.overrides ?? []), ...(config?.overrides ?? [])];
  // Most files are covered by the same overrides, or by none.
  const known = new Map<string, Builds>();
  const work = (file: string | null): Builds => {
    const { limits, rules } = layered(sources, file, bound);
    const optionsOf = enabledRules(rules, commandLine);
    const own = buildsWith(optionsOf, [policy, config], file, commandLine);
    if (policy === null) return own;
    // What the policy leaves to the repository is the repository's here, too.
    const bounded = limits.map((setting, index) =>
      bound.allows(setting.rule.id) ? (rules[index] ?? setting) : setting,
    );
    const least = buildsWith(enabledRules(bounded, commandLine), [policy], file, commandLine);
    return JSON.stringify(own.map(comparable)) === JSON.stringify(least.map(comparable))
      ? own
      : [...own, ...least];
  };
  const [{ rules: general }] = work(null);
  return {
    rules: [...general, ...turnedOn(sources, general)].sort((a, b) =>
      a.rule.id < b.rule.id ? -1 : 1,
    ),
    buildsOf: (file) => {
      const key = overrides.map(({ files }) => (files.matches(file) ? "1" : "0")).join("");
      let builds = known.get(key);
      if (!builds) known.set(key, (builds = work(file)));
      return builds;
    },
  };
}

function comparable({ rules, buildArgs, target }: BuildVariant): unknown {
  return [
    rules.map(({ rule, level, options }) => [rule.id, level, options]),
    [...buildArgs],
    target,
  ];
}

/** Rules that are off in general, and on in some files. */
function turnedOn(
  { rules, policy, config, commandLine }: SettingSources,
  general: readonly EnabledRule[],
): readonly EnabledRule[] {
  const overrides = [...(policy?.overrides ?? []), ...(config?.overrides ?? [])];
  return rules.flatMap((rule) => {
    if (general.some((own) => own.rule.id === rule.id)) return [];
    if (commandLine.levels.has(rule.id) || commandLine.only?.includes(rule.id) === false) return [];
    const levels = overrides.map((entry) => entry.rules.get(rule.id)?.level?.value ?? "off");
    const level = levels.find((own) => own !== "off");
    return level === undefined ? [] : [{ rule, level, options: rule.options }];
  });
}

function buildsWith(
  rules: readonly EnabledRule[],
  layers: readonly (ConfigFile | null)[],
  file: string | null,
  { buildArgs, target }: CommandLineSettings,
): Builds {
  const entries = layers.flatMap((config) => buildEntries(config, file));
  const args = new Map(
    entries.flatMap((entry) => [...entry.args].map(([name, { value }]) => [name, value] as const)),
  );
  for (const [name, value] of buildArgs) args.set(name, value);
  const own = { rules, supportWindow: defaultSupportWindow, buildArgs: args };
  if (target !== null) return [{ ...own, target, isTargetRequired: true }];
  const targets = entries.findLast((entry) => entry.targets !== null)?.targets?.value ?? [];
  const [first, ...others] = targets.map((name) => {
    return { ...own, target: name, isTargetRequired: false };
  });
  return first ? [first, ...others] : [{ ...own, target: null, isTargetRequired: false }];
}

/** The build settings of a configuration that hold for a file, in order. */
export function buildEntries(
  config: ConfigFile | null,
  file: string | null,
): readonly BuildEntry[] {
  if (!config) return [];
  const overrides = config.overrides.filter(({ files }) => file !== null && files.matches(file));
  return [config.build, ...overrides.map(({ build }) => build)];
}
