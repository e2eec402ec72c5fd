import type { SourceKind } from "../build/file-kind.ts";
import type { Region } from "../build/region.ts";
import type { UnresolvedLookup } from "../image/registry-source.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import type { AnsweredBy } from "./answered-by.ts";
import type { Level } from "./finding.ts";
import type { Notification } from "./notification.ts";

/** More jobs than any CI system starts for one run. */
export const maxShards = 1_000;

/** A part of a run: a hash of its path decides which one a file is in. */
export interface Shard {
  /** From 1 on. */
  readonly index: number;
  readonly of: number;
}

/**
 * What the JSON report of a shard holds besides its findings, as plain JSON, so that `inferlint merge` can decide what only the
 * whole run knows and write what one run would. Paths are relative to the working directory, with `/`.
 */
export interface ShardRecord extends Shard {
  readonly version: 1;
  /** Equal for the shards of one run: a digest of its files and options. */
  readonly run: string;
  /** Which exceptions and baseline entries matched something. */
  readonly matched: {
    /** Of each configuration of the run, in order. */
    readonly exceptions: readonly ShardExceptions[];
    readonly baselines: readonly ShardBaseline[];
  };
  /** The working directory from the root of the run; empty for the root. */
  readonly directory: string;
  /** Files found or named in the whole run. */
  readonly files: number;
  readonly baselineStrict: boolean;
  /** From the working directory and from the root of the run, the outermost first. */
  readonly configurations: readonly { readonly path: string; readonly repositoryPath: string }[];
  /** Something was not read. */
  readonly isIncomplete: boolean;
  readonly answeredBy: AnsweredBy | null;
  /** Null without a facts file. */
  readonly lookups: ShardLookups | null;
  /** azureml images that are not checked: repository → references. */
  readonly otherImages: readonly (readonly [string, number])[];
  /** Of each of the `supportEnds` of the report, which files name its images first: their numbers among all files of the run. */
  readonly endFiles: readonly (readonly number[])[];
  readonly notifications: ShardNotifications;
  /** The files with findings. */
  readonly quoted: readonly ShardFile[];
  /** What `findings` of the report leave out, one for each of them. */
  readonly findings: readonly FindingRest[];
}

/** The exceptions of a configuration that are not those of a policy, with the rules that report about them. */
export interface ShardExceptions {
  /** That the configuration counts in, from the root of the run. */
  readonly folder: string;
  readonly rules: readonly ShardRule[];
  readonly failOn: Level | "never";
  /** The file of its baseline; null without one. */
  readonly baseline: string | null;
  /** The files that its exceptions stand in. */
  readonly files: readonly {
    readonly path: string;
    readonly repositoryPath: string;
    readonly baselinePath: string | null;
    readonly text: string | null;
    /** Everything was searched that its exceptions could cover. */
    readonly isWhole: boolean;
  }[];
  readonly exceptions: readonly ShardException[];
}

/** An enabled rule. */
export interface ShardRule {
  readonly id: string;
  readonly level: Level;
  readonly enforcedFrom: CalendarDate | null;
  readonly questionsOnly: boolean;
}

export interface ShardException {
  readonly path: string;
  readonly region: Region;
  readonly reason: string;
  readonly until: CalendarDate | null;
  readonly rules: readonly string[];
  /** Those of its rules of which it suppressed a finding, and those that a file may need it for. */
  readonly used: readonly string[];
  readonly needed: readonly string[];
}

export interface ShardBaseline {
  readonly path: string;
  readonly effect: "full" | "growable" | "none";
  /** Null where the file does not exist. */
  readonly text: string | null;
  /** Fingerprints of entries that have a finding, and of those that have none any more. */
  readonly present: readonly string[];
  readonly resolved: readonly string[];
}

/** Lookups that a facts file has no answer for. */
export interface ShardLookups {
  /** Each is an error. */
  readonly strict: boolean;
  readonly unresolved: readonly ShardLookup[];
  /** What is said about the facts file itself. */
  readonly notifications: readonly Notification[];
}

export interface ShardLookup {
  readonly registry: string;
  readonly reason: UnresolvedLookup["kind"] | "expired";
  readonly why: string;
  readonly isReplaced: boolean;
  readonly repositories: readonly string[];
  readonly lookups: readonly string[];
}

/** In the order in which a run says them. */
export interface ShardNotifications {
  /** Before the first file. */
  readonly start: readonly Notification[];
  /** `file` is its number among all files of the run, from 0. */
  readonly files: readonly {
    readonly file: number;
    readonly notifications: readonly Notification[];
  }[];
  readonly pointers: readonly {
    readonly file: number;
    readonly path: string;
    readonly isChecked: boolean;
  }[];
  readonly hasPolicy: boolean;
  /** Patterns without a match; not said where the exception that one belongs to is reported. */
  readonly patterns: readonly {
    readonly notification: Notification;
    readonly exception: { readonly path: string; readonly region: Region } | null;
  }[];
  /** What a policy rejects of settings, and of suppressions above its limit. */
  readonly rejections: readonly ShardRejection[];
  readonly aboveLimit: readonly Notification[];
}

/** What a policy rejects of the settings of a folder. */
export interface ShardRejection {
  /** From the root of the run. */
  readonly folder: string;
  /** The number of the first file that the settings count for, among all files of the run; -1 where they count for all. */
  readonly file: number;
  readonly notification: Notification;
}

export interface ShardFile {
  readonly path: string;
  readonly repositoryPath: string;
  /** Null where it is not text. */
  readonly text: string | null;
  readonly kind: SourceKind | null;
}

/** The part of a finding that a JSON report does not show. */
export interface FindingRest {
  /** Of the remedy. */
  readonly action: string;
  readonly details: readonly string[];
  readonly keepsImage?: true;
  readonly condition?: string;
  readonly enforcedFrom?: CalendarDate;
  /** Of the fix. */
  readonly result?: string;
  /** Which of the related places set a value. */
  readonly values?: readonly number[];
}
