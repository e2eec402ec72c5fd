import { resolve } from "node:path";
import { emptyCommandLine, resolveSettings } from "../../config/index.ts";
import type { Settings } from "../../domain/settings/settings.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import type { ConfigFiles } from "../load-settings.ts";
import { loadConfigFiles, parseConfigText } from "../load-settings.ts";
import { ruleset } from "../ruleset.ts";

export interface LoadSettingsOptions {
  /** The working directory, absolute or relative to that of the process, which is the default. */
  readonly cwd?: string | undefined;
  /** The path of a configuration, relative to `cwd`; false for none. Default: the nearest at or above `cwd` in its repository. */
  readonly config?: string | false | undefined;
  /** The path of an organization policy, relative to `cwd`. Default: none; `INFERLINT_POLICY` is not read. */
  readonly policy?: string | undefined;
}

declare const opaque: unique symbol;

/** The settings of a directory, as `loadSettings` returns them. They serve any number of runs, and any day. */
export interface LoadedSettings {
  readonly [opaque]: true;
}

/** What the settings of a run are resolved from once its day is known. */
interface SettingsContent {
  /** Absolute. */
  readonly cwd: string;
  readonly files: ConfigFiles;
}

const contents = new WeakMap<LoadedSettings, SettingsContent>();

/**
 * Reads the configuration and the organization policy of a directory.
 * @throws ConfigError (see `isConfigError`) if a file is missing, invalid or ambiguous; its `problems` have the places
 */
export async function loadSettings({
  cwd = ".",
  config,
  policy,
}: LoadSettingsOptions = {}): Promise<LoadedSettings> {
  const absolute = resolve(cwd);
  const files = await loadConfigFiles(
    {
      cwd: absolute,
      config: config === false ? "none" : config === undefined ? "nearest" : { file: config },
      policy: policy ?? null,
    },
    ruleset,
  );
  return settingsOf({ cwd: absolute, files });
}

/**
 * Settings from the text of a configuration, without access to the file system.
 * @throws ConfigError
 */
export async function settingsOfText(cwd: string, config: string | null): Promise<LoadedSettings> {
  const parsed = config === null ? null : await parseConfigText(config, cwd, ruleset);
  return settingsOf({ cwd, files: { policy: null, config: parsed } });
}

function settingsOf(content: SettingsContent): LoadedSettings {
  const settings = Object.freeze({}) as LoadedSettings;
  contents.set(settings, content);
  return settings;
}

/**
 * The settings of a run on a day, and its working directory.
 * @throws UsageError for a value that `loadSettings` did not return
 */
export function resolveLoaded(
  loaded: LoadedSettings,
  asOf: CalendarDate,
): { readonly cwd: string; readonly settings: Settings } {
  const content = contents.get(loaded);
  if (!content) throw new UsageError("settings must be a value that loadSettings returned");
  const { cwd, files } = content;
  return {
    cwd,
    settings: resolveSettings({ rules: ruleset, ...files, commandLine: emptyCommandLine, asOf }),
  };
}
