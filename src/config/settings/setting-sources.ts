import type { FileKind } from "../../domain/build/file-kind.ts";
import type { Level } from "../../domain/rule/finding.ts";
import type { Rule } from "../../domain/rule/rule.ts";
import type { FormerIds } from "../../domain/rule/rule-names.ts";
import type { SettingLocation } from "../../domain/settings/settings.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import type { ConfigFile, FilePatterns } from "../schema/config-file.ts";

/** Everything that settings come from, in order of precedence: later ones win, within the limits of the policy. */
export interface SettingSources {
  readonly rules: readonly Rule[];
  /** Organization policy; repositories can only be stricter. */
  readonly policy: ConfigFile | null;
  /** The repository's own. */
  readonly config: ConfigFile | null;
  /** Configurations of folders above, nearest first: only `files.exclude` of these counts. */
  readonly above?: readonly ConfigFile[];
  readonly commandLine: CommandLineSettings;
  readonly asOf: CalendarDate;
  /** What the repository says of its builds replaces nothing, as under a policy. */
  readonly addsReadingsOnly?: boolean;
}

/** Options of the command line. They are set by those who run the check, so the policy limits only `ignore`. */
export interface CommandLineSettings {
  /** `--rule`, by rule. */
  readonly levels: ReadonlyMap<string, Level | "off">;
  /** `--only`; null for all rules. */
  readonly only: readonly string[] | null;
  /** `--ignore`: rules to turn off. */
  readonly ignore: readonly string[];
  /** `--exclude`; null without it. These patterns count for paths given explicitly too. */
  readonly exclude: FilePatterns | null;
  /** `--kind`: files of other kinds are not read even if their paths are given; null without it. */
  readonly kinds: readonly FileKind[] | null;
  /** Null where not set. */
  readonly failOn: Level | "never" | null;
  readonly buildArgs: ReadonlyMap<string, string>;
  readonly target: string | null;
  /** Absolute; false for none at all. Null where not set. */
  readonly baseline: string | false | null;
  readonly inlineIgnores: boolean;
  /** Former ids of rules that options name. */
  readonly renamed: FormerIds;
}

/** No option of the command line is set. */
export const emptyCommandLine: CommandLineSettings = {
  levels: new Map(),
  only: null,
  ignore: [],
  exclude: null,
  kinds: null,
  failOn: null,
  buildArgs: new Map(),
  target: null,
  baseline: null,
  inlineIgnores: true,
  renamed: new Map(),
};

/** A value and what set it: a place in a file, the command line, or null for a default. */
export interface Setting<T> {
  readonly value: T;
  readonly location: SettingLocation | "command line" | null;
}

/** A default, or a value of a file. */
export type FileSetting<T> = Setting<T> & { readonly location: SettingLocation | null };
