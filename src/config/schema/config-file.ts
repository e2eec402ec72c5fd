import type { CalendarDate } from "../../text/calendar-date.ts";
import type { FileKind } from "../../domain/build/file-kind.ts";
import type { Level } from "../../domain/rule/finding.ts";
import type { Mirror } from "../../domain/image/image-policy.ts";
import type { SupportWindow } from "../../domain/image/tag-age.ts";
import type { OptionValue } from "../../domain/rule/rule.ts";
import type { SettingLocation } from "../../domain/settings/settings.ts";

/** A value and the place where it is set. */
export interface Positioned<T> {
  readonly value: T;
  readonly location: SettingLocation;
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

export interface OverrideEntry {
  readonly files: Patterns;
  readonly supportWindow: SupportWindowEntry;
  readonly rules: ReadonlyMap<string, RuleEntry>;
  readonly build: BuildEntry;
}

/** A valid configuration or policy. Null: not set. */
export interface ConfigFile {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly absolute: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly files: {
    readonly include: Positioned<Patterns> | null;
    readonly exclude: Positioned<FilePatterns> | null;
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
  readonly build: BuildEntry;
  /** `linux/amd64` */
  readonly platform: Positioned<string> | null;
  /** Absolute. */
  readonly baseline: Positioned<string> | null;
  readonly failOn: Positioned<Level | "never"> | null;
  readonly overrides: readonly OverrideEntry[];
  /** Policy: rules that repositories may set as they like. */
  readonly allowLocal: Positioned<readonly string[]> | null;
  /** Policy: days after the as-of date within which an exception of a repository must end; null: none is allowed. */
  readonly maxExceptionDays: Positioned<number> | null;
  /** Policy: what exceptions and comments of a repository must be like. */
  readonly exceptionRules: {
    /** Patterns (`src/text/wildcard.ts`), one of which the reason must match. */
    readonly reason: Positioned<readonly string[]> | null;
    /** The most at a time. */
    readonly maxOpen: Positioned<number> | null;
  };
}
