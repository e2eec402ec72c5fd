import type { EffectiveSetting, SettingValue } from "../../domain/settings/effective-setting.ts";
import { isRequirementId } from "../../domain/rule/requirement.ts";
import type { EnforceEntry, RequireEntry } from "../schema/config-file.ts";
import type { BuildSetting } from "./build-settings.ts";
import type { ExceptionSetting } from "./exception-settings.ts";
import type { Resolution } from "./resolution.ts";
import { requirementsOf } from "../schema/requirements.ts";
import type { RuleSetting } from "./rule-settings.ts";
import type { Setting } from "./setting-sources.ts";

type Key = EffectiveSetting["key"];

/** A key and its setting; what set it is worked out in one place. */
type Entry = readonly [Key, Setting<SettingValue>];

/**
 * The settings for a file or in general, with what set each value, in the order of a configuration.
 * @param file absolute; null for what is set outside of overrides
 */
export function effectiveSettings(
  resolution: Resolution,
  file: string | null,
): readonly EffectiveSetting[] {
  const { failOn, preview, baseline, sources } = resolution;
  const { rules, supportWindow, build } = resolution.ofFile(file);
  const entries: readonly Entry[] = [
    ...fileEntries(resolution),
    ...imageEntries(resolution),
    [["supportWindow", "months"], supportWindow.months],
    [["supportWindow", "from"], supportWindow.from],
    ...rules.flatMap(ruleEntries),
    ...resolution.exceptions.filter(({ rules }) => rules.length > 0).map(exceptionEntry),
    ...requirementsOf(sources).map(requirementEntry),
    ...buildEntries(build),
    [["build", "platform"], resolution.platform],
    ...baselineEntries(baseline),
    [["failOn"], failOn],
    [["preview"], preview],
    ...policyEntries(resolution),
  ];
  const ofPolicy = new Set(sources.policy?.texts.map(({ path }) => path));
  return entries.map(([key, { value, location }]) => {
    if (location === "command line") return { key, value, source: location, location: null };
    const source =
      location === null ? "default" : ofPolicy.has(location.path) ? "policy" : "configuration";
    return { key, value, source, location };
  });
}

/** Nothing for the default, and for none at all, which a configuration cannot say. */
function baselineEntries(baseline: Resolution["baseline"]): readonly Entry[] {
  if (!baseline || baseline.value === false) return [];
  return [[["baseline"], { ...baseline, value: baseline.value }]];
}

/** One entry for each item of lists. */
function items(key: Key, lists: readonly Setting<readonly SettingValue[]>[]): readonly Entry[] {
  return lists
    .flatMap(({ value, location }) => value.map((item) => ({ value: item, location })))
    .map((item, index) => [[...key, index], item] as const);
}

function fileEntries({ files, sources }: Resolution): readonly Entry[] {
  const { include, exclude, kinds, alwaysExclude, gitignore } = files;
  const excluded: readonly Setting<readonly string[]>[] = [
    ...exclude.map(({ value, location }) => ({ value: value.sources, location })),
    ...(alwaysExclude ? [{ value: alwaysExclude.sources, location: "command line" } as const] : []),
  ];
  return [
    ...items(
      ["files", "include"],
      include.map(({ value, location }) => ({ value: value.sources, location })),
    ),
    ...items(["files", "exclude"], excluded),
    ...items(["files", "kinds"], kinds),
    ...(sources.policy ? [[["files", "gitignore"], gitignore] as const] : []),
  ];
}

function imageEntries({ images: { include, mirrors } }: Resolution): readonly Entry[] {
  return [
    ...items(
      ["images", "include"],
      include.map(({ value, location }) => ({ value: value.sources, location })),
    ),
    ...items(
      ["images", "mirrors"],
      mirrors.map(({ value: { prefix, instead }, location }) => {
        return { value: [{ prefix, for: instead }], location };
      }),
    ),
  ];
}

function ruleEntries({ rule, level, options, isLeftOut }: RuleSetting): readonly Entry[] {
  // What an entry of require sets is shown there.
  if (isRequirementId(rule.id) && level.location === null && !isLeftOut) return [];
  const key = ["rules", rule.id];
  return [
    [[...key, "level"], isLeftOut ? { value: "off", location: "command line" } : level],
    ...[...options].map(([name, option]) => [[...key, name], option] as const),
  ];
}

function exceptionEntry({ entry, rules }: ExceptionSetting, index: number): Entry {
  const { images, files, until, reason, location } = entry;
  const value = {
    rules,
    ...(images ? { images: images.sources } : {}),
    ...(files ? { files: files.sources } : {}),
    ...(until === null ? {} : { until }),
    reason,
  };
  return [["exceptions", index], { value, location }];
}

/** As it is set, without what is not. */
function requirementEntry(
  { location, images, files, python, cuda, allow, deny, ...plain }: RequireEntry,
  index: number,
): Entry {
  const compiled = {
    images: images.sources,
    files: files?.sources,
    python: python?.text,
    cuda: cuda?.text,
    allow: allow?.sources,
    deny: deny?.sources,
  };
  const { name, ...rest } = plain;
  const set = Object.entries({ name, ...compiled, ...rest }).flatMap(([key, value]) =>
    value === undefined || value === null ? [] : [[key, value] as const],
  );
  return [["require", index], { value: Object.fromEntries(set), location }];
}

function enforcementEntry({ rules, files, from, location }: EnforceEntry, index: number): Entry {
  const value = { rules, ...(files ? { files: files.sources } : {}), from };
  return [["enforce", index], { value, location }];
}

function buildEntries({ args, targets }: BuildSetting): readonly Entry[] {
  return [
    ...[...args].map(([name, value]) => [["build", "args", name], value] as const),
    ...items(["build", "targets"], targets ? [targets] : []),
  ];
}

/** What only a policy sets. */
function policyEntries({ sources: { policy } }: Resolution): readonly Entry[] {
  if (policy === null) return [];
  const { allowLocal, maxExceptionDays, exceptionRules, name, versions, catalogueDays } = policy;
  return [
    ...(name ? [[["name"], name] as const] : []),
    ...(versions ? [[["requires", "inferlint"], versions] as const] : []),
    ...(catalogueDays ? [[["requires", "catalogueDays"], catalogueDays] as const] : []),
    ...policy.enforce.map(enforcementEntry),
    ...(allowLocal && allowLocal.value.length > 0
      ? items(["allowLocal"], [allowLocal])
      : [[["allowLocal"], { value: [], location: allowLocal?.location ?? null }] as const]),
    ...(maxExceptionDays ? [[["maxExceptionDays"], maxExceptionDays] as const] : []),
    ...items(["exceptionRules", "reason"], exceptionRules.reason ? [exceptionRules.reason] : []),
    ...(exceptionRules.maxOpen
      ? [[["exceptionRules", "maxOpen"], exceptionRules.maxOpen] as const]
      : []),
  ];
}
