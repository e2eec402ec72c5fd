import type { EffectiveSetting, SettingValue } from "../domain/effective-setting.ts";
import type { SettingPlace } from "../domain/settings.ts";
import { buildEntries, layered } from "./build-settings.ts";
import type { ExceptionEntry, Patterns, Placed } from "./config-file.ts";
import { inferencePatterns } from "./default-policy.ts";
import { Refusals } from "./refusals.ts";
import { resolveSettings, usualPlatform } from "./resolve-settings.ts";
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
  const { rules } = layered(sources, file, { allows: isLeft, refusals: new Refusals() });
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
  place: SettingPlace | null,
  { policy }: SettingSources,
): Setting {
  const source =
    place === null ? "default" : place.path === policy?.path ? "policy" : "configuration";
  return { key, value, source, place };
}

function chosen(key: Setting["key"], value: SettingValue): Setting {
  return { key, value, source: "command line", place: null };
}

function items(
  key: Setting["key"],
  placed: readonly (Placed<Patterns> | null | undefined)[],
  sources: SettingSources,
): readonly Setting[] {
  return placed
    .flatMap((one) => one?.value.sources.map((value) => ({ value, place: one.place })) ?? [])
    .map(({ value, place }, index) => setting([...key, index], value, place, sources));
}

function images(sources: SettingSources, isLeft: (rule: string) => boolean): readonly Setting[] {
  const { policy, config } = sources;
  const [outer, inner] = [policy?.images.include ?? null, config?.images.include ?? null];
  const key = ["images", "include"];
  const isDefault = outer === null && (policy !== null || inner === null);
  const defaults = isDefault ? inferencePatterns : [];
  const include = [
    ...defaults.map((value) => ({ value, place: null })),
    ...[outer, inner].flatMap(
      (one) => one?.value.sources.map((value) => ({ value, place: one.place })) ?? [],
    ),
  ].map(({ value, place }, index) => setting([...key, index], value, place, sources));
  const isFree = policy === null || isLeft("unofficial-registry");
  const mirrors = [
    ...(policy?.images.mirrors ?? []),
    ...(isFree ? (config?.images.mirrors ?? []) : []),
  ];
  return [
    ...include,
    ...mirrors.map(({ value: { prefix, instead }, place }, index) =>
      setting(["images", "mirrors", index], { prefix, for: instead }, place, sources),
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
      ? setting([...key, "level"], level.value, level.place, sources)
      : chosen([...key, "level"], own),
    ...[...options].map(([name, { value, place }]) =>
      setting([...key, name], value, place, sources),
    ),
  ];
}

/** Those that count: under a policy some do not, or not for all of their rules. */
function exceptions(sources: SettingSources): readonly Setting[] {
  const all = [...(sources.policy?.exceptions ?? []), ...(sources.config?.exceptions ?? [])];
  return resolveSettings(sources).exceptions.flatMap(({ rules, place }, index) => {
    const entry = all.find((own) => own.place === place);
    return entry ? [exception(entry, rules, index, sources)] : [];
  });
}

function exception(
  { images: names, files, until, reason, place }: ExceptionEntry,
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
    place,
    sources,
  );
}

function builds(sources: SettingSources, file: string | null): readonly Setting[] {
  const { policy, config, commandLine } = sources;
  const entries = [policy, config].flatMap((layer) => buildEntries(layer, file));
  const args = new Map<string, Placed<string>>();
  for (const entry of entries) for (const [name, value] of entry.args) args.set(name, value);
  const targets = entries.findLast((entry) => entry.targets !== null)?.targets ?? null;
  const own = [...args].filter(([name]) => !commandLine.buildArgs.has(name));
  return [
    ...own.map(([name, { value, place }]) =>
      setting(["build", "args", name], value, place, sources),
    ),
    ...[...commandLine.buildArgs].map(([name, value]) => chosen(["build", "args", name], value)),
    ...(commandLine.target === null
      ? (targets?.value ?? []).map((value, index) =>
          setting(["build", "targets", index], value, targets?.place ?? null, sources),
        )
      : [chosen(["build", "targets", 0], commandLine.target)]),
    builtFor(sources),
  ];
}

function builtFor(sources: SettingSources): Setting {
  const { policy, config } = sources;
  const placed = policy ? policy.platform : (config?.platform ?? null);
  return setting(
    ["build", "platform"],
    placed?.value ?? usualPlatform,
    placed?.place ?? null,
    sources,
  );
}

function baseline(sources: SettingSources): readonly Setting[] | null {
  const { policy, config, commandLine } = sources;
  if (commandLine.baseline !== null) return [chosen(["baseline"], commandLine.baseline)];
  const placed = policy?.baseline ?? config?.baseline ?? null;
  return placed && [setting(["baseline"], placed.value, placed.place, sources)];
}

function failOn(sources: SettingSources): Setting {
  const { policy, config, commandLine } = sources;
  if (commandLine.failOn !== null) return chosen(["failOn"], commandLine.failOn);
  const floor = policy?.failOn ?? { value: "error" as const, place: null };
  const own = config?.failOn ?? floor;
  const kept = policy !== null && isLooserFailOn(own.value, floor.value) ? floor : own;
  return setting(["failOn"], kept.value, kept.place, sources);
}
