import { resolve } from "node:path";
import { emptyCommandLine, resolveSettings } from "../../config/index.ts";
import type { Settings } from "../../domain/settings/settings.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import type { ConfigFolders } from "../config-folders.ts";
import { openConfigFolders } from "../config-folders.ts";
import { configLoader, parseConfigText } from "../load-settings.ts";
import { withRequirements } from "../requirement-rules.ts";
import { ruleset } from "../ruleset.ts";
import { runRoot } from "../run-root.ts";
import type { RunSettings, RunSettingsOptions } from "../run-settings.ts";
import { runSettings } from "../run-settings.ts";

export interface LoadSettingsOptions {
  /** The working directory, absolute or relative to that of the process, which is the default. */
  readonly cwd?: string | undefined;
  /**
   * The path of a configuration, relative to `cwd`; false for none, and then no baseline counts either. Default: for each file
   * the nearest, from its directory up to the root of its repository.
   */
  readonly config?: string | false | undefined;
  /** The path of an organization policy, relative to `cwd`. Default: none; `INFERLINT_POLICY` is not read. */
  readonly policy?: string | undefined;
}

declare const opaque: unique symbol;

/** The settings of a directory, as `loadSettings` returns them. They serve any number of runs, and any day. */
export interface LoadedSettings {
  readonly [opaque]: true;
}

/** What the settings of a run are resolved from once its paths and its day are known. */
interface SettingsContent {
  /** Absolute. */
  readonly cwd: string;
  /** Reads each file once, so that all runs have the same settings. */
  readonly foldersOf: (root: string) => Promise<ConfigFolders>;
  /** No configuration of a repository counts, nor its baseline. */
  readonly ignoresRepository: boolean;
}

const contents = new WeakMap<LoadedSettings, SettingsContent>();

/**
 * Reads the configuration and the organization policy of a directory. Those of directories below it are read by the first run
 * that finds a file there.
 * @throws ConfigError (see `isConfigError`) if a file is missing, invalid or ambiguous; its `problems` have the places
 */
export async function loadSettings({
  cwd = ".",
  config,
  policy,
}: LoadSettingsOptions = {}): Promise<LoadedSettings> {
  const absolute = resolve(cwd);
  const load = configLoader(absolute, ruleset);
  const request = {
    cwd: absolute,
    config: config === false ? "none" : config === undefined ? "nearest" : { file: config },
    policy: policy ?? null,
  } as const;
  const foldersOf = (root: string) => openConfigFolders({ ...request, root }, load);
  await (await foldersOf(runRoot(absolute, []))).of(absolute);
  return settingsOf({ cwd: absolute, foldersOf, ignoresRepository: config === false });
}

function settingsOf(content: SettingsContent): LoadedSettings {
  const settings = Object.freeze({}) as LoadedSettings;
  contents.set(settings, content);
  return settings;
}

interface ResolveOptions {
  readonly asOf: CalendarDate;
  /** What is checked; relative to the working directory. */
  readonly paths: readonly string[];
  readonly baselines: RunSettingsOptions["baselines"];
}

/**
 * The settings of a run on a day, and its working directory.
 * @throws UsageError for a value that `loadSettings` did not return
 */
export async function resolveLoaded(
  loaded: LoadedSettings,
  { asOf, paths, baselines }: ResolveOptions,
): Promise<{ readonly cwd: string; readonly settings: RunSettings }> {
  const content = contents.get(loaded);
  if (!content) throw new UsageError("settings must be a value that loadSettings returned");
  const { cwd, foldersOf, ignoresRepository } = content;
  const folders = await foldersOf(runRoot(cwd, paths));
  const settings = runSettings(folders, {
    cwd,
    sources: { rules: ruleset, commandLine: emptyCommandLine, asOf },
    baselines: ignoresRepository ? "ignored" : baselines,
  });
  // What is wrong in the directory of the settings stops every run, also one that finds no file.
  await settings.of(cwd);
  return { cwd, settings };
}

/**
 * Settings from the text of a configuration, without access to the file system.
 * @throws ConfigError
 */
export async function settingsOfText(
  directory: string,
  config: string | null,
  asOf: CalendarDate,
): Promise<Settings> {
  const parsed = config === null ? null : await parseConfigText(config, directory, ruleset);
  const files = { policy: null, config: parsed };
  const sources = { rules: ruleset, ...files, commandLine: emptyCommandLine, asOf };
  return resolveSettings(await withRequirements(sources));
}
