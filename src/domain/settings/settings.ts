import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Level } from "../rule/finding.ts";
import type { ImagePolicy } from "../image/image-policy.ts";
import type { SupportWindow } from "../image/tag-age.ts";
import type { Region } from "../build/region.ts";
import type { Notification, EnabledRule } from "../rule/run.ts";

/** Where a setting stands: a file of configuration and the place in it. */
export interface SettingLocation {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly region: Region;
}

/** One way to build a file and to judge what is built. */
export interface BuildVariant {
  readonly rules: readonly EnabledRule[];
  /** How old a tag may be; shared by all rules about the age of tags. */
  readonly supportWindow: SupportWindow;
  readonly buildArgs: ReadonlyMap<string, string>;
  /** The name of the stage to build; null for the last one. */
  readonly target: string | null;
  /** The command line asks for the target, so it has to be there; one of a configuration counts where it is there. */
  readonly isTargetRequired: boolean;
}

/** An exception of a configuration: what it covers is not reported, until a day and for a reason. */
export interface Exception {
  readonly rules: readonly string[];
  readonly reason: string;
  /** The last day it holds; null for one without end. */
  readonly until: CalendarDate | null;
  readonly location: SettingLocation;
  /** Of the policy, which nobody bounds and which serves many repositories, so that it is never called unused. */
  readonly isPolicy: boolean;
  /** @param repository of Microsoft's registry, mirrors mapped back: `azureml/…`; null for a finding about no image */
  readonly covers: (file: string, ruleId: string, repository: string | null) => boolean;
}

/** Which files are judged. Paths are absolute. */
export interface FileSelection {
  /** Whether a file counts that does not have the name of a Dockerfile. */
  readonly isIncluded: (path: string) => boolean;
  /** Whether a file, or a directory with all that is in it, is left out. */
  readonly isExcluded: (path: string) => boolean;
  /** Whether `.gitignore` counts. Under a policy it does not, unless the policy says so: it is the repository's own. */
  readonly respectsGitignore: boolean;
}

/**
 * Everything that is set for a run: defaults, the policy that is the floor, the repository's configuration, the command line.
 * Predicates are compiled. Paths that are asked about are absolute.
 */
export interface Settings {
  readonly files: FileSelection;
  readonly images: ImagePolicy;
  /** Rules in force in any file, with their level outside of overrides, in order of id. */
  readonly rules: readonly EnabledRule[];
  /**
   * How a file is judged: what any of the builds shows counts. Under a policy the builds it asks for are among them, so that
   * a repository can add to what is found and never take away.
   */
  readonly buildsOf: (file: string) => readonly [BuildVariant, ...BuildVariant[]];
  /** What is built for, of an image for several platforms: `linux/amd64`. */
  readonly platform: string;
  readonly exceptions: readonly Exception[];
  /** Whether comments may suppress at all. */
  readonly inlineIgnores: boolean;
  /** Whether a comment or an exception of the repository may suppress a rule until a day. Without a policy always. */
  readonly maySuppress: (ruleId: string, until: CalendarDate | null) => boolean;
  /** Whether the baseline may hold back findings of a rule. Without a policy always. */
  readonly mayBaseline: (ruleId: string) => boolean;
  /** Absolute; null where nothing names one, so that the file of the usual name counts. */
  readonly baseline: string | null;
  readonly failOn: Level | "never";
  /** The repository's configuration; null without one. */
  readonly configuration: {
    /** Relative to the working directory, with `/`. */
    readonly path: string;
    readonly absolute: string;
    readonly text: string;
  } | null;
  /** What of the repository's configuration was refused so far; it grows as files are asked about. */
  readonly rejections: readonly Notification[];
}
