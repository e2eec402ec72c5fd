import type { EffectiveSetting, SettingValue } from "../../domain/settings/effective-setting.ts";
import type { SettingLocation } from "../../domain/settings/settings.ts";
import { buildEntries, layered } from "./build-settings.ts";
import type { ExceptionEntry, Patterns, Positioned } from "../schema/config-file.ts";
import { inferencePatterns } from "./default-policy.ts";
import { Rejections } from "./rejections.ts";
import { defaultPlatform } from "../../domain/image/platform.ts";
import { resolveSettings } from "./resolve-settings.ts";
import type { RuleSetting } from "./rule-settings.ts";
import type { SettingSources } from "./setting-sources.ts";
import { isLooserFailOn } from "./strictness.ts";

type Setting = EffectiveSetting;

/**
 * What is set, for a file or in general, with where each value comes from, in the order of a configuration.
 * @param file absolute; null for what holds outside of overrides
 */
export function effectiveSettings(
  sources: SettingSources,
  file: string | null,
): readonly EffectiveSetting[] {
  const { policy, config } = sources;
  const isLeft = (rule: string): boolean => policy?.allowLocal.includes(rule) !== false;
  const { rules } = layered(sources, file, { allows: isLeft, rejections: new Rejections() });
  const hiding = policy ?? config;
  return [
    ...items(["files", "include"], [policy?.files.include, config?.files.include], sources),
    ...items(["files", "exclude"], [hiding?.files.exclude], sources),
    ...images(sources, isLeft),
    ...rules.flatMap((setting) => ruleSettings(setting, sources)),
    ...exceptions(sources),
    ...builds(sources, file),
    ...(baseline(sources) ?? []),
    failOn(sources),
  ];
}

function setting(
  key: Setting["key"],
  value: SettingValue,
  location: SettingLocation | null,
  { policy }: SettingSources,
): Setting {
  const source =
    location === null ? "default" : location.path === policy?.path ? "policy" : "configuration";
  return { key, value, source, location };
}

function chosen(key: Setting["key"], value: SettingValue): Setting {
  return { key, value, source: "command line", location: null };
}

function items(
  key: Setting["key"],
  positioned: readonly (Positioned<Patterns> | null | undefined)[],
  sources: SettingSources,
): readonly Setting[] {
  return positioned
    .flatMap((one) => one?.value.sources.map((value) => ({ value, location: one.location })) ?? [])
    .map(({ value, location }, index) => setting([...key, index], value, location, sources));
}

function images(sources: SettingSources, isLeft: (rule: string) => boolean): readonly Setting[] {
  const { policy, config } = sources;
  const [outer, inner] = [policy?.images.include ?? null, config?.images.include ?? null];
  const key = ["images", "include"];
  const isDefault = outer === null && (policy !== null || inner === null);
  const defaults = isDefault ? inferencePatterns : [];
  const include = [
    ...defaults.map((value) => ({ value, location: null })),
    ...[outer, inner].flatMap(
      (one) => one?.value.sources.map((value) => ({ value, location: one.location })) ?? [],
    ),
  ].map(({ value, location }, index) => setting([...key, index], value, location, sources));
  const isFree = policy === null || isLeft("unofficial-registry");
  const mirrors = [
    ...(policy?.images.mirrors ?? []),
    ...(isFree ? (config?.images.mirrors ?? []) : []),
  ];
  return [
    ...include,
    ...mirrors.map(({ value: { prefix, instead }, location }, index) =>
      setting(["images", "mirrors", index], { prefix, for: instead }, location, sources),
    ),
  ];
}

function ruleSettings(
  { rule, level, options }: RuleSetting,
  sources: SettingSources,
): readonly Setting[] {
  const { levels, only } = sources.commandLine;
  const own = only?.includes(rule.id) === false ? "off" : levels.get(rule.id);
  const key = ["rules", rule.id];
  return [
    own === undefined
      ? setting([...key, "level"], level.value, level.location, sources)
      : chosen([...key, "level"], own),
    ...[...options].map(([name, { value, location }]) =>
      setting([...key, name], value, location, sources),
    ),
  ];
}

/** Those that count: under a policy some do not, or not for all of their rules. */
function exceptions(sources: SettingSources): readonly Setting[] {
  const all = [...(sources.policy?.exceptions ?? []), ...(sources.config?.exceptions ?? [])];
  return resolveSettings(sources).exceptions.flatMap(({ rules, location }, index) => {
    const entry = all.find((own) => own.location === location);
    return entry ? [exception(entry, rules, index, sources)] : [];
  });
}

function exception(
  { images: names, files, until, reason, location }: ExceptionEntry,
  rules: readonly string[],
  index: number,
  sources: SettingSources,
): Setting {
  return setting(
    ["exceptions", index],
    {
      rules,
      ...(names ? { images: names.sources } : {}),
      ...(files ? { files: files.sources } : {}),
      ...(until === null ? {} : { until }),
      reason,
    },
    location,
    sources,
  );
}

function builds(sources: SettingSources, file: string | null): readonly Setting[] {
  const { policy, config, commandLine } = sources;
  const entries = [policy, config].flatMap((layer) => buildEntries(layer, file));
  const args = new Map<string, Positioned<string>>();
  for (const entry of entries) for (const [name, value] of entry.args) args.set(name, value);
  const targets = entries.findLast((entry) => entry.targets !== null)?.targets ?? null;
  const own = [...args].filter(([name]) => !commandLine.buildArgs.has(name));
  return [
    ...own.map(([name, { value, location }]) =>
      setting(["build", "args", name], value, location, sources),
    ),
    ...[...commandLine.buildArgs].map(([name, value]) => chosen(["build", "args", name], value)),
    ...(commandLine.target === null
      ? (targets?.value ?? []).map((value, index) =>
          setting(["build", "targets", index], value, targets?.location ?? null, sources),
        )
      : [chosen(["build", "targets", 0], commandLine.target)]),
    builtFor(sources),
  ];
}

function builtFor(sources: SettingSources): Setting {
  const { policy, config } = sources;
  const positioned = policy ? policy.platform : (config?.platform ?? null);
  return setting(
    ["build", "platform"],
    positioned?.value ?? defaultPlatform,
    positioned?.location ?? null,
    sources,
  );
}

function baseline(sources: SettingSources): readonly Setting[] | null {
  const { policy, config, commandLine } = sources;
  if (commandLine.baseline !== null) return [chosen(["baseline"], commandLine.baseline)];
  const positioned = policy?.baseline ?? config?.baseline ?? null;
  return positioned && [setting(["baseline"], positioned.value, positioned.location, sources)];
}

function failOn(sources: SettingSources): Setting {
  const { policy, config, commandLine } = sources;
  if (commandLine.failOn !== null) return chosen(["failOn"], commandLine.failOn);
  const limits = policy?.failOn ?? { value: "error" as const, location: null };
  const own = config?.failOn ?? limits;
  const kept = policy !== null && isLooserFailOn(own.value, limits.value) ? limits : own;
  return setting(["failOn"], kept.value, kept.location, sources);
}
