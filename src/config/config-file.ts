import type { CalendarDate } from "../domain/calendar-date.ts";
import type { Level } from "../domain/finding.ts";
import type { Mirror } from "../domain/image-policy.ts";
import type { OptionValue } from "../domain/rule.ts";
import type { SettingPlace } from "../domain/settings.ts";

/** A value and where it stands. */
export interface Placed<T> {
  readonly value: T;
  readonly place: SettingPlace;
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
  readonly level: Placed<Level | "off"> | null;
  readonly options: ReadonlyMap<string, Placed<OptionValue>>;
}

export interface BuildEntry {
  readonly args: ReadonlyMap<string, Placed<string>>;
  readonly targets: Placed<readonly string[]> | null;
}

export interface ExceptionEntry {
  readonly rules: readonly string[];
  readonly images: Patterns | null;
  readonly files: Patterns | null;
  readonly until: CalendarDate | null;
  readonly reason: string;
  readonly place: SettingPlace;
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
    readonly include: Placed<Patterns> | null;
    readonly exclude: Placed<Patterns> | null;
    readonly gitignore: Placed<boolean> | null;
  };
  readonly images: {
    readonly include: Placed<ImagePatterns> | null;
    readonly mirrors: readonly Placed<Mirror>[];
  };
  readonly rules: ReadonlyMap<string, RuleEntry>;
  readonly exceptions: readonly ExceptionEntry[];
  readonly build: BuildEntry;
  /** `linux/amd64` */
  readonly platform: Placed<string> | null;
  /** Absolute. */
  readonly baseline: Placed<string> | null;
  readonly failOn: Placed<Level | "never"> | null;
  readonly overrides: readonly OverrideEntry[];
  /** Rules that a policy leaves to the repositories. */
  readonly allowLocal: readonly string[];
  /** How far ahead of the day of judgement an exception of a repository may end; null: none is allowed. */
  readonly maxExceptionDays: number | null;
}
