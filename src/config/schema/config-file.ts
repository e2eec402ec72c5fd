import type { CalendarDate } from "../../text/calendar-date.ts";
import type { FileKind } from "../../domain/build/file-kind.ts";
import type { Level } from "../../domain/rule/finding.ts";
import type { Mirror } from "../../domain/image/image-policy.ts";
import type { Requirement } from "../../domain/rule/requirement.ts";
import type { SupportWindow } from "../../domain/image/tag-age.ts";
import type { OptionValue } from "../../domain/rule/rule.ts";
import type { FilePattern, SettingLocation } from "../../domain/settings/settings.ts";

/** A value and the place where it is set. */
export interface Positioned<T> {
  readonly value: T;
  readonly location: SettingLocation;
}

/** What patterns of files are relative to, absolute: one folder, or one for each absolute path. */
export type PatternBase = string | ((path: string) => string);

/** The text of a configuration. */
export interface ConfigText {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly absolute: string;
  /** Without a byte order mark. */
  readonly text: string;
}

/** Compiled patterns of absolute paths or of repository names. */
export interface Patterns {
  readonly sources: readonly string[];
  readonly matches: (name: string) => boolean;
}

/** Patterns of absolute paths. */
export interface FilePatterns extends Patterns {
  /** The first pattern that matches a path; null for none. */
  readonly matching: (path: string) => string | null;
}

/** Repository patterns. */
export interface ImagePatterns extends Patterns {
  /** For each pattern, what every matching name begins with. */
  readonly roots: readonly string[];
}

export interface RuleEntry {
  readonly level: Positioned<Level | "off"> | null;
  readonly options: ReadonlyMap<string, Positioned<OptionValue>>;
}

export interface SupportWindowEntry {
  readonly months: Positioned<number> | null;
  readonly from: Positioned<SupportWindow["from"]> | null;
}

export interface BuildEntry {
  readonly args: ReadonlyMap<string, Positioned<string>>;
  readonly targets: Positioned<readonly string[]> | null;
}

export interface ExceptionEntry {
  readonly rules: readonly string[];
  readonly images: Patterns | null;
  readonly files: Patterns | null;
  readonly until: CalendarDate | null;
  readonly reason: string;
  readonly location: SettingLocation;
}

/** An entry of `require`. */
export interface RequireEntry extends Requirement {
  /** Null: in all files. */
  readonly files: Patterns | null;
  readonly location: SettingLocation;
}

/** An entry of `enforce`: findings of these rules are warnings at most before a day. */
export interface EnforceEntry {
  readonly rules: readonly string[];
  readonly files: Patterns | null;
  readonly from: CalendarDate;
  readonly location: SettingLocation;
}

export interface OverrideEntry {
  readonly files: Patterns;
  readonly supportWindow: SupportWindowEntry;
  readonly rules: ReadonlyMap<string, RuleEntry>;
  readonly build: BuildEntry;
}

export interface RenamedId {
  readonly former: string;
  readonly id: string;
  readonly location: SettingLocation;
}

/** A valid configuration or policy, joined with what it extends. Null: not set. */
export interface ConfigFile extends ConfigText {
  /** The file that it extends, as written. */
  readonly extends: Positioned<string> | null;
  /** This file and those that it extends, nearest first. */
  readonly texts: readonly [ConfigText, ...ConfigText[]];
  /** All patterns of files. */
  readonly patterns: readonly FilePattern[];
  readonly files: {
    /** One list of each file that has it. */
    readonly include: readonly Positioned<Patterns>[];
    readonly exclude: readonly Positioned<FilePatterns>[];
    readonly gitignore: Positioned<boolean> | null;
    readonly kinds: Positioned<readonly FileKind[]> | null;
  };
  readonly images: {
    readonly include: Positioned<ImagePatterns> | null;
    readonly mirrors: readonly Positioned<Mirror>[];
  };
  readonly supportWindow: SupportWindowEntry;
  readonly rules: ReadonlyMap<string, RuleEntry>;
  readonly exceptions: readonly ExceptionEntry[];
  readonly require: readonly RequireEntry[];
  readonly build: BuildEntry;
  /** `linux/amd64` */
  readonly platform: Positioned<string> | null;
  /** Absolute. */
  readonly baseline: Positioned<string> | null;
  readonly failOn: Positioned<Level | "never"> | null;
  /** Whether preview rules run. */
  readonly preview: Positioned<boolean> | null;
  readonly overrides: readonly OverrideEntry[];
  /** The requirements that it names outside of `require`: a repository can name those of a policy. */
  readonly namedRequirements: readonly Positioned<string>[];
  /** Policy. Of several that match a file, the last one counts. */
  readonly enforce: readonly EnforceEntry[];
  /** Policy: rules that repositories may set as they like. */
  readonly allowLocal: Positioned<readonly string[]> | null;
  /** Former ids of rules in it: each is read as the id of today. */
  readonly renamed: readonly RenamedId[];
  /** Policy: days after the as-of date within which an exception of a repository must end; null: none is allowed. */
  readonly maxExceptionDays: Positioned<number> | null;
  /** Policy: how reports name it. */
  readonly name: Positioned<string> | null;
  /** Policy: the versions of inferlint that know what it says. Checked before the rest is read. */
  readonly versions: Positioned<string> | null;
  /** Policy: the most days that the facts may lie before the as-of date. */
  readonly catalogueDays: Positioned<number> | null;
  /** Policy: what exceptions and comments of a repository must be like. */
  readonly exceptionRules: {
    /** Patterns (`src/text/wildcard.ts`), one of which the reason must match. */
    readonly reason: Positioned<readonly string[]> | null;
    /** The most at a time. */
    readonly maxOpen: Positioned<number> | null;
  };
}
