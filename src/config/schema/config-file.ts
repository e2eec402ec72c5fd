import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Level } from "../../domain/rule/finding.ts";
import type { Mirror } from "../../domain/image/image-policy.ts";
import type { OptionValue } from "../../domain/rule/rule.ts";
import type { SettingLocation } from "../../domain/settings/settings.ts";

/** A value and where it stands. */
export interface Positioned<T> {
  readonly value: T;
  readonly location: SettingLocation;
}

/** Compiled patterns: whether a path, absolute, or the name of a repository is meant. */
export interface Patterns {
  readonly sources: readonly string[];
  readonly matches: (name: string) => boolean;
}

/** Patterns of repositories. */
export interface ImagePatterns extends Patterns {
  /** What every name that matches begins with, for each pattern. */
  readonly roots: readonly string[];
}

export interface RuleEntry {
  readonly level: Positioned<Level | "off"> | null;
  readonly options: ReadonlyMap<string, Positioned<OptionValue>>;
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

export interface OverrideEntry {
  readonly files: Patterns;
  readonly rules: ReadonlyMap<string, RuleEntry>;
  readonly build: BuildEntry;
}

/** A configuration or a policy that was read and understood. Null is not said. */
export interface ConfigFile {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly absolute: string;
  readonly text: string;
  readonly files: {
    readonly include: Positioned<Patterns> | null;
    readonly exclude: Positioned<Patterns> | null;
    readonly gitignore: Positioned<boolean> | null;
  };
  readonly images: {
    readonly include: Positioned<ImagePatterns> | null;
    readonly mirrors: readonly Positioned<Mirror>[];
  };
  readonly rules: ReadonlyMap<string, RuleEntry>;
  readonly exceptions: readonly ExceptionEntry[];
  readonly build: BuildEntry;
  /** `linux/amd64` */
  readonly platform: Positioned<string> | null;
  /** Absolute. */
  readonly baseline: Positioned<string> | null;
  readonly failOn: Positioned<Level | "never"> | null;
  readonly overrides: readonly OverrideEntry[];
  /** Rules that a policy leaves to the repositories. */
  readonly allowLocal: readonly string[];
  /** How far ahead of the day of judgement an exception of a repository may end; null: none is allowed. */
  readonly maxExceptionDays: number | null;
}
