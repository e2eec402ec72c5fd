import { defaultPlatform } from "../../domain/image/platform.ts";
import type { Level } from "../../domain/rule/finding.ts";
import type { Notification } from "../../domain/rule/run.ts";
import type { Settings } from "../../domain/settings/settings.ts";
import type { BuildSetting } from "./build-settings.ts";
import { buildSettingOf, isSameBuild } from "./build-settings.ts";
import type { ExceptionSetting } from "./exception-settings.ts";
import { resolveExceptions, suppressionLimit } from "./exception-settings.ts";
import type { FileSelectionSetting } from "./file-selection.ts";
import { resolveFiles } from "./file-selection.ts";
import type { ImageSetting } from "./image-settings.ts";
import { resolveImages } from "./image-settings.ts";
import { layersOf } from "./layers.ts";
import { enforcedFrom } from "./enforcement.ts";
import { PolicyLimits } from "./policy-limits.ts";
import { requirementsElsewhere, requirementsOf } from "../schema/requirements.ts";
import { previewNotices, resolvePreview, withPreview } from "./preview.ts";
import { renamedRules } from "./renamed-rules.ts";
import type { RuleSetting } from "./rule-settings.ts";
import { ruleSettingsOf } from "./rule-settings.ts";
import type { FileSetting, Setting, SettingSources } from "./setting-sources.ts";
import { isLooserFailOn } from "./strictness.ts";
import type { WindowSetting } from "./support-window.ts";
import { supportWindowOf } from "./support-window.ts";

/** What is set for one file. */
export interface SettingsOfFile {
  readonly rules: readonly RuleSetting[];
  readonly supportWindow: WindowSetting;
  readonly build: BuildSetting;
  /** What is built without the repository's settings, where they only add to it and change it; else null. */
  readonly policyBuild: BuildSetting | null;
}

/** All settings with what set each of them: the one source of a run and of `inferlint config`. */
export interface Resolution {
  readonly sources: SettingSources;
  readonly limits: PolicyLimits;
  readonly files: FileSelectionSetting;
  readonly images: ImageSetting;
  readonly exceptions: readonly ExceptionSetting[];
  readonly maySuppress: Settings["maySuppress"];
  readonly platform: FileSetting<string>;
  /** Absolute; false for none at all, null for the default file. */
  readonly baseline: Setting<string | false> | null;
  readonly failOn: Setting<Level | "never">;
  readonly preview: FileSetting<boolean>;
  /** What counts otherwise than it is written: former ids of rules, and preview rules that do not run. */
  readonly notices: readonly Notification[];
  /** @param file absolute; null for what is set outside of overrides */
  readonly ofFile: (file: string | null) => SettingsOfFile;
}

/** Defaults, policy, configuration and command line, each value with what set it. */
export function resolveSources(given: SettingSources): Resolution {
  const limits = new PolicyLimits(given.policy);
  const preview = resolvePreview(given, limits);
  const sources = withPreview(given, preview);
  const maySuppress = suppressionLimit(sources, limits);
  return {
    sources,
    limits,
    files: resolveFiles(sources, limits),
    images: resolveImages(sources, limits),
    exceptions: resolveExceptions(sources, maySuppress, limits),
    maySuppress,
    platform: resolvePlatform(sources, limits),
    baseline: resolveBaseline(sources, limits),
    failOn: resolveFailOn(sources, limits),
    preview,
    notices: [...renamedRules(given), ...previewNotices(given, preview)],
    ofFile: settingsOfFiles(sources, limits),
  };
}

/** Whether what a repository says of its builds replaces nothing. */
export function addsReadingsOnly({ policy, ...sources }: SettingSources): boolean {
  return policy !== null || sources.addsReadingsOnly === true;
}

/** Most files match the same overrides, or none: what is set for them is worked out once. */
function settingsOfFiles(sources: SettingSources, limits: PolicyLimits): Resolution["ofFile"] {
  const { policy, config, commandLine } = sources;
  const patterns = [
    ...[...(policy?.overrides ?? []), ...(config?.overrides ?? [])],
    ...[...requirementsOf(sources), ...(policy?.enforce ?? [])],
  ].flatMap(({ files }) => files ?? []);
  const known = new Map<string, SettingsOfFile>();
  return (file) => {
    const key = patterns
      .map(({ matches }) => (file !== null && matches(file) ? "1" : "0"))
      .join("");
    const found = known.get(key);
    if (found) return found;
    const layers = { policy: layersOf(policy, file), config: layersOf(config, file) };
    const build = buildSettingOf([...layers.policy, ...layers.config], commandLine);
    const policyBuild = addsReadingsOnly(sources)
      ? buildSettingOf(layers.policy, commandLine)
      : null;
    const elsewhere = requirementsElsewhere(sources, file);
    const settings: SettingsOfFile = {
      rules: ruleSettingsOf(sources, layers, limits)
        .filter(({ rule }) => !elsewhere.has(rule.id))
        .map((setting) => ({ ...setting, enforcedFrom: enforcedFrom(policy, setting.rule, file) })),
      supportWindow: supportWindowOf(layers, limits, sources.rules),
      build,
      policyBuild: policyBuild && !isSameBuild(build, policyBuild) ? policyBuild : null,
    };
    known.set(key, settings);
    return settings;
  };
}

/** Another platform is another image, which could have fewer findings: under a policy only the policy chooses it. */
function resolvePlatform(
  { policy, config }: SettingSources,
  limits: PolicyLimits,
): FileSetting<string> {
  const limit = policy?.platform ?? { value: defaultPlatform, location: null };
  const own = config?.platform ?? null;
  if (own === null || policy === null) return own ?? limit;
  if (own.value !== limit.value) limits.reject(own.location, "platform", limit.value);
  return limit;
}

function resolveBaseline(
  { policy, config, commandLine }: SettingSources,
  limits: PolicyLimits,
): Resolution["baseline"] {
  const [ofPolicy, own] = [policy?.baseline ?? null, config?.baseline ?? null];
  if (ofPolicy && own && ofPolicy.value !== own.value && commandLine.baseline === null)
    limits.reject(own.location, "baseline");
  if (commandLine.baseline !== null)
    return { value: commandLine.baseline, location: "command line" };
  return ofPolicy ?? own;
}

function resolveFailOn(
  { policy, config, commandLine }: SettingSources,
  limits: PolicyLimits,
): Setting<Level | "never"> {
  if (commandLine.failOn !== null) return { value: commandLine.failOn, location: "command line" };
  const limit = policy?.failOn ?? ({ value: "error", location: null } as const);
  const own = config?.failOn ?? null;
  if (own === null || policy === null || !isLooserFailOn(own.value, limit.value))
    return own ?? limit;
  limits.reject(own.location, "looser", "failOn", limit.value);
  return limit;
}
