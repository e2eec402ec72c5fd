import { dirname, join } from "node:path";
import type { ConfigFile, SettingSources } from "../config/index.ts";
import { resolveSettings } from "../config/index.ts";
import type { Settings } from "../domain/settings/settings.ts";
import { compareText } from "../text/compare-text.ts";
import type { BaselineFile } from "./baseline-file.ts";
import { defaultBaselineName, openBaseline } from "./baseline-file.ts";
import type { ConfigFolders, FolderConfig } from "./config-folders.ts";
import { withRequirements } from "./requirement-rules.ts";

/** The settings of a folder, and of what is below it up to the next folder with settings of its own. */
export interface FolderSettings {
  /** Absolute. */
  readonly folder: string;
  /** The root of the repository it belongs to; absolute. */
  readonly repository: string;
  readonly settings: Settings;
  /** The configuration that counts; null without one. */
  readonly config: ConfigFile | null;
  /** Null where none is read. */
  readonly baseline: BaselineFile | null;
  /** What the settings were resolved from; absent where they are the same everywhere. */
  readonly sources?: SettingSources;
}

/** The settings of a run, which folders can have of their own. */
export interface RunSettings {
  /** Of the run; absolute. */
  readonly root: string;
  /** @throws ConfigError for an invalid configuration, UsageError for a baseline that cannot be read */
  readonly of: (folder: string) => Promise<FolderSettings>;
  /** Of all rules of the folders that were asked for so far. */
  readonly ruleIds: () => readonly string[];
  /** Those that were asked for so far, in order of folder. */
  readonly known: () => readonly FolderSettings[];
  /** Whether a folder below the root has settings of its own, by the names in it. */
  readonly hasOwn: ConfigFolders["hasOwn"];
}

export interface RunSettingsOptions {
  /** Absolute. */
  readonly cwd: string;
  /** Everything but the files, which depend on the folder. */
  readonly sources: Omit<SettingSources, "policy" | "config" | "above">;
  /** Whether baselines are read, and whether one that a configuration or the command line names may be missing. */
  readonly baselines: "ignored" | "required" | "created";
}

export function runSettings(folders: ConfigFolders, options: RunSettingsOptions): RunSettings {
  const known = new Map<FolderConfig, Promise<FolderSettings>>();
  const opened: FolderSettings[] = [];
  const baselines = new Map<string, BaselineFile>();

  const ruleIds = new Set<string>();

  const open = async (own: FolderConfig): Promise<FolderSettings> => {
    const sources = await sourcesOf(folders, own, options.sources);
    for (const { id } of sources.rules) ruleIds.add(id);
    const settings = resolveSettings(sources);
    const baseline = await baselineOf(own, settings);
    const { folder, repository, config } = own;
    const result = { folder, repository, settings, config, baseline, sources };
    opened.push(result);
    return result;
  };

  /** Folders share a baseline; it is read once. */
  const baselineOf = async (
    { repository }: FolderConfig,
    { baseline: named, policy }: Settings,
  ): Promise<BaselineFile | null> => {
    if (options.baselines === "ignored" || named === false) return null;
    const { commandLine } = options.sources;
    const isOfRun = commandLine.baseline !== null || (policy && folders.policy?.baseline);
    const absolute = named ?? join(repository, defaultBaselineName);
    const root = isOfRun ? folders.root : (await folders.of(dirname(absolute))).repository;
    let file = baselines.get(absolute);
    if (!file) {
      const effect = baselineEffect(absolute, folders, commandLine.baseline !== null);
      // A policy names one for many repositories, and not each has accepted findings.
      const mayBeMissing =
        named === null || options.baselines === "created" || effect === "growable";
      const location = { absolute, root, isNamed: named !== null, effect };
      file = openBaseline(location, options.cwd, mayBeMissing);
      baselines.set(absolute, file);
    }
    return file;
  };

  return {
    root: folders.root,
    of: async (folder) => {
      const own = await folders.of(folder);
      let settings = known.get(own);
      if (!settings) known.set(own, (settings = open(own)));
      return settings;
    },
    ruleIds: () => [...ruleIds],
    known: () => opened.toSorted((a, b) => compareText(a.folder, b.folder)),
    hasOwn: folders.hasOwn,
  };
}

/** @param isOfCommandLine whoever runs the check chose it, and answers for where it is */
export function baselineEffect(
  absolute: string,
  { policy, root }: Pick<ConfigFolders, "policy" | "root">,
  isOfCommandLine: boolean,
): BaselineFile["effect"] {
  if (policy === null || isOfCommandLine) return "full";
  return policy.baseline?.value === absolute && dirname(absolute) === root ? "growable" : "none";
}

/**
 * What the settings of a folder are resolved from.
 * @throws ConfigError for requirements that do not go with those of the policy
 */
export async function sourcesOf(
  { policy }: ConfigFolders,
  { config, above }: FolderConfig,
  sources: RunSettingsOptions["sources"],
): Promise<SettingSources> {
  return withRequirements({ ...sources, policy, config, above });
}

/** The same settings for every file. */
export function uniformSettings(
  settings: Settings,
  { root, baseline = null }: { readonly root: string; readonly baseline?: BaselineFile | null },
): RunSettings {
  const everywhere = { folder: root, repository: root, settings, config: null, baseline };
  return {
    root,
    of: () => Promise.resolve(everywhere),
    ruleIds: () => settings.rules.map(({ rule }) => rule.id),
    known: () => [everywhere],
    hasOwn: () => false,
  };
}
