import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Level } from "../rule/finding.ts";
import type { ImagePolicy } from "../image/image-policy.ts";
import type { SupportWindow } from "../image/tag-age.ts";
import type { DescribedBuild } from "../build/described-build.ts";
import type { FileKind } from "../build/file-kind.ts";
import type { Region } from "../build/region.ts";
import type { Notification, EnabledRule } from "../rule/run.ts";
import type { ExceptionRules } from "./exception-rules.ts";

/** The place of a setting in a configuration. */
export interface SettingLocation {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly region: Region;
}

/** One way to build a file and to check the result. */
export interface BuildVariant {
  readonly rules: readonly EnabledRule[];
  /** How old a tag may be; shared by all rules about the age of tags. */
  readonly supportWindow: SupportWindow;
  readonly buildArgs: ReadonlyMap<string, string>;
  /** The name of the stage to build; null for the last one. */
  readonly target: string | null;
  /** The target must exist: set on the command line. A target of a configuration is used in the files that have it. */
  readonly isTargetRequired: boolean;
  /** Set where another file describes the build. */
  readonly described?: DescribedBuild;
}

/** An exception of a configuration: findings that it covers are suppressed, with a reason and an end. */
export interface Exception {
  readonly rules: readonly string[];
  readonly reason: string;
  /** Its last day; null for an exception without end. */
  readonly until: CalendarDate | null;
  readonly location: SettingLocation;
  /** An exception of the policy serves many repositories, so it has no limits and is never reported as unused. */
  readonly isPolicy: boolean;
  /** @param repository of Microsoft's registry, mirrors mapped back: `azureml/…`; null for a finding about no image */
  readonly covers: (file: string, ruleId: string, repository: string | null) => boolean;
}

/** A pattern of files in a configuration. */
export interface FilePattern {
  /** The list that it stands in: `files.exclude`, `overrides[0].files`. */
  readonly setting: string;
  readonly source: string;
  /** Of the pattern itself. */
  readonly location: SettingLocation;
  /** The place of what it belongs to: of an exception all of it; null for `files`. */
  readonly owner: SettingLocation | null;
  /** What it is relative to: the directory of its file, or the root of the repository. */
  readonly base: "directory" | "repository";
  /** @param path absolute */
  readonly matches: (path: string) => boolean;
  /** Whether it may match something below a folder, as far as its first wildcard tells. @param folder absolute */
  readonly mayMatchIn: (folder: string) => boolean;
}

/** An entry of `exceptions` as it is written. */
export interface DeclaredException extends Pick<
  Exception,
  "rules" | "reason" | "until" | "location" | "isPolicy"
> {
  /** Of the rules that it names, those that the policy lets it suppress. */
  readonly allowed: readonly string[];
  /** Why not all: a clause without capital and full stop; null where all. */
  readonly why: string | null;
  /** Patterns as written; null for any file or image. */
  readonly files: readonly string[] | null;
  readonly images: readonly string[] | null;
  /** Of the configuration or policy. */
  readonly absolute: string;
}

/** Which files are checked. Paths are absolute. */
export interface FileSelection {
  /** Whether files of a kind are searched for. */
  readonly isKindChecked: (kind: FileKind) => boolean;
  /** Whether files of a kind are skipped even if their paths are given explicitly (`--kind`). */
  readonly isKindAlwaysExcluded: (kind: FileKind) => boolean;
  /** Whether a file is a configuration or policy of this run, which names images and runs none. */
  readonly isOwnFile: (path: string) => boolean;
  /** Whether a file is checked although its name does not tell its kind: as a Dockerfile. */
  readonly isIncluded: (path: string) => boolean;
  /** Whether discovery skips a file, or a directory with everything in it. */
  readonly isExcluded: (path: string) => boolean;
  /** Whether a file or directory is skipped even if its path is given explicitly (`--exclude`). */
  readonly isAlwaysExcluded: (path: string) => boolean;
  /** Under a policy: the pattern that excludes a path, since what is left out is then reported. Null without a policy. */
  readonly excludingPattern: ((path: string) => string) | null;
  /** Called for each file or link that a search may take, and for what it leaves out: a folder with everything in it. */
  readonly onSeen?: (path: string, isExcludedFolder: boolean) => void;
  /** Whether `.gitignore` files are respected. Under a policy only if the policy says so: they belong to the repository. */
  readonly respectsGitignore: boolean;
}

/**
 * All settings of a run, from defaults, organization policy, the repository's configuration and the command line. Predicates
 * are compiled and take absolute paths.
 */
export interface Settings {
  readonly files: FileSelection;
  readonly images: ImagePolicy;
  /** Rules that can report a finding in any file, with their level outside of overrides, in order of id. */
  readonly rules: readonly EnabledRule[];
  /** The rules that requirements are: their ids. */
  readonly requirements: readonly string[];
  /**
   * The builds of a file that are checked; findings of all of them are reported. Under a policy its own builds are among them,
   * so that a repository can only add findings. Some rules may be there for their open questions only.
   */
  readonly buildsOf: (file: string) => readonly [BuildVariant, ...BuildVariant[]];
  /** The platform that is built for, of images for several: `linux/amd64`. */
  readonly platform: string;
  readonly exceptions: readonly Exception[];
  /** All that the configuration and the policy have, whether they suppress anything or not, those of the policy first. */
  readonly declaredExceptions: readonly DeclaredException[];
  /** Whether comments can suppress findings. */
  readonly inlineIgnores: boolean;
  /** The most days before its end that the policy lets a suppression count; null without such a limit. */
  readonly maxExceptionDays: number | null;
  /** Null where the policy demands nothing. */
  readonly exceptionRules: ExceptionRules | null;
  /** The same settings on another day: what a policy rejects for its length counts once its end is near enough. */
  readonly onDay: (day: CalendarDate) => Settings;
  /** Whether a comment or an exception of the repository may suppress a rule until a day. Always without a policy. */
  readonly maySuppress: (ruleId: string, until: CalendarDate | null) => boolean;
  /** Absolute; false if none is read, null if not set, so that the file of the default name is used. */
  readonly baseline: string | false | null;
  readonly failOn: Level | "never";
  /** Patterns of files in the repository's configuration, and those in `files.exclude` of the ones above it. */
  readonly patterns: readonly FilePattern[];
  /** The repository's configuration; null without one. */
  readonly configuration: {
    /** Relative to the working directory, with `/`. */
    readonly path: string;
    readonly absolute: string;
    /** It and the files that it extends, nearest first: exceptions stand in any of them. */
    readonly texts: readonly {
      readonly path: string;
      readonly absolute: string;
      readonly text: string;
    }[];
  } | null;
  /** The policy, as it was read; null without one. */
  readonly policy: {
    /** Relative to the working directory, with `/`. */
    readonly path: string;
    /** Its own, then that of each file that it extends. */
    readonly text: string;
    /** As reports name it; never a path. */
    readonly name: string;
    /** The most days that the facts may lie before the as-of date, with its place; null without such a limit. */
    readonly catalogueDays: { readonly value: number; readonly location: SettingLocation } | null;
  } | null;
  /** What the repository says of its builds is checked besides the builds without it: under a policy, and with another tree to compare. */
  readonly addsReadingsOnly: boolean;
  /**
   * Settings that count otherwise than they are written, as those that the policy rejected so far; more follow as `buildsOf` is
   * called for files.
   */
  readonly rejections: readonly Notification[];
}
