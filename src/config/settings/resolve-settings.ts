import { basename } from "node:path";
import type { ConfigFile } from "../schema/config-file.ts";
import { requirementId } from "../../domain/rule/requirement.ts";
import type { EnabledRule } from "../../domain/rule/run.ts";
import type { BuildVariant, Settings } from "../../domain/settings/settings.ts";
import { variantsOf } from "./build-settings.ts";
import {
  applyingExceptions,
  declaredException,
  exceptionRulesOf,
  resolveExceptions,
  suppressionLimit,
} from "./exception-settings.ts";
import { fileSelection } from "./file-selection.ts";
import { imagePolicy } from "./image-settings.ts";
import { PolicyLimits } from "./policy-limits.ts";
import type { Resolution, SettingsOfFile } from "./resolution.ts";
import { requirementsOf } from "../schema/requirements.ts";
import { addsReadingsOnly, resolveSources } from "./resolution.ts";
import { enabledRules } from "./rule-settings.ts";
import type { SettingSources } from "./setting-sources.ts";
import { compareText } from "../../text/compare-text.ts";

/** The settings of a run, from defaults, policy, configuration and command line. */
export function resolveSettings(sources: SettingSources): Settings {
  const resolution = resolveSources(sources);
  const { limits } = resolution;
  const { policy, config, above = [], commandLine } = sources;
  const maxExceptionDays = policy?.maxExceptionDays?.value ?? null;
  const settings: Settings = {
    files: fileSelection(resolution.files),
    images: imagePolicy(resolution.images),
    rules: reportingRules(resolution),
    requirements: requirementsOf(sources).map(({ name }) => requirementId(name)),
    buildsOf: buildsOf(resolution),
    platform: resolution.platform.value,
    exceptions: applyingExceptions(resolution.exceptions),
    declaredExceptions: resolution.exceptions.map((one) => declaredException(one, sources)),
    inlineIgnores: commandLine.inlineIgnores,
    maxExceptionDays,
    exceptionRules: exceptionRulesOf(sources),
    onDay: (day) =>
      maxExceptionDays === null || day === sources.asOf
        ? settings
        : { ...settings, ...suppressionsOn({ ...sources, asOf: day }) },
    maySuppress: resolution.maySuppress,
    baseline: resolution.baseline?.value ?? null,
    failOn: resolution.failOn.value,
    patterns: [
      ...(config?.patterns ?? []),
      ...above.flatMap(({ patterns }) =>
        patterns.filter(({ setting }) => setting === "files.exclude"),
      ),
    ],
    configuration: config,
    policy: policy && namedPolicy(policy),
    addsReadingsOnly: addsReadingsOnly(sources),
    get rejections() {
      return [...resolution.notices, ...limits.rejections()];
    },
  };
  return settings;
}

/** A policy as reports name it; its text is that of all files that it extends. */
export function namedPolicy(policy: ConfigFile): NonNullable<Settings["policy"]> {
  return {
    ...{ path: policy.path, catalogueDays: policy.catalogueDays },
    text: policy.texts.map(({ text }) => text).join("\n"),
    name: policy.name?.value ?? basename(policy.absolute),
  };
}

/** What suppresses findings on a day. */
function suppressionsOn(sources: SettingSources): Pick<Settings, "exceptions" | "maySuppress"> {
  // What is rejected was reported when the settings were resolved.
  const limits = new PolicyLimits(sources.policy);
  const maySuppress = suppressionLimit(sources, limits);
  return {
    exceptions: applyingExceptions(resolveExceptions(sources, maySuppress, limits)),
    maySuppress,
  };
}

/** The variants of files with the same settings are worked out once. */
function buildsOf({ ofFile }: Resolution): Settings["buildsOf"] {
  const known = new WeakMap<SettingsOfFile, ReturnType<Settings["buildsOf"]>>();
  return (file) => {
    const settings = ofFile(file);
    let variants = known.get(settings);
    if (!variants) known.set(settings, (variants = variantsOfFile(settings)));
    return variants;
  };
}

/**
 * Rules and support window are within the limits of the policy. Build arguments and targets have no order of strictness: where
 * a repository changes them, what the policy builds is checked too.
 */
function variantsOfFile({
  rules,
  supportWindow: { months, from },
  build,
  policyBuild,
}: SettingsOfFile): readonly [BuildVariant, ...BuildVariant[]] {
  const settings = {
    rules: enabledRules(rules),
    supportWindow: { months: months.value, from: from.value },
  };
  const own = variantsOf(build, settings);
  return policyBuild === null ? own : [...own, ...variantsOf(policyBuild, settings)];
}

/** Rules that can report a finding in any file, in order of id. */
function reportingRules({ sources, ofFile }: Resolution): readonly EnabledRule[] {
  const { rules } = ofFile(null);
  const general = enabledRules(rules).filter(({ questionsOnly }) => questionsOnly !== true);
  const known = new Set(general.map(({ rule }) => rule.id));
  const inOverrides = rules
    .filter(({ rule }) => !known.has(rule.id))
    .flatMap((setting) =>
      // What the command line turns off or leaves out, no override turns on.
      setting.isLeftOut || setting.level.location === "command line"
        ? []
        : turnedOnByOverride(setting.rule, sources),
    );
  return [...general, ...inOverrides].sort((a, b) => compareText(a.rule.id, b.rule.id));
}

/** A rule that is off in general, at its first level in an override. */
function turnedOnByOverride(
  rule: EnabledRule["rule"],
  { policy, config }: SettingSources,
): readonly EnabledRule[] {
  const overrides = [...(policy?.overrides ?? []), ...(config?.overrides ?? [])];
  const levels = overrides.map((entry) => entry.rules.get(rule.id)?.level?.value ?? "off");
  const level = levels.find((own) => own !== "off");
  return level === undefined ? [] : [{ rule, level, options: rule.options }];
}
