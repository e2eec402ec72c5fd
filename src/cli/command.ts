import type { CalendarDate } from "../text/calendar-date.ts";
import type { Level } from "../domain/rule/finding.ts";
import type { Format } from "../report/index.ts";

/** What a command line asks for. */
export type Command =
  | { readonly kind: "lint" | "config"; readonly options: LintOptions }
  | { readonly kind: "inspect"; readonly options: ScanOptions }
  | { readonly kind: "facts update"; readonly options: ScanOptions; readonly file: string }
  | { readonly kind: "facts show"; readonly options: ScanOptions; readonly image: string }
  | {
      readonly kind: "cache";
      readonly action: "clear" | "path";
      readonly options: NetworkOptions;
    }
  | { readonly kind: "explain"; readonly rule: string }
  | { readonly kind: "init" | "rules" | "help" | "version" };

export interface Output {
  readonly format: Format;
  /** Null for standard output. */
  readonly file: string | null;
}

/** Whether and how registries are asked. */
export interface NetworkOptions {
  readonly online: boolean;
  /** A question that stays open is a failure. */
  readonly strict: boolean;
  /** Milliseconds for all registries together. */
  readonly timeout: number;
  /** Where answers are kept; null: the usual place. */
  readonly cache: { readonly directory: string | null } | "none";
  /** Certificates that are trusted besides the usual ones. */
  readonly caFile: string | null;
  /** Answers that somebody else asked for. */
  readonly facts: string | null;
}

/** What all commands that look at files share. */
export interface ScanOptions extends NetworkOptions {
  readonly paths: readonly string[];
  readonly outputs: readonly Output[];
  readonly asOf: CalendarDate | null;
  readonly target: string | null;
  /** A null value is taken from the environment, as `docker build` does. */
  readonly buildArgs: ReadonlyMap<string, string | null>;
  readonly stdinFilename: string | null;
  /** A file, none at all, or the nearest there is. */
  readonly config: { readonly file: string } | "none" | "nearest";
  readonly policy: string | null;
  /** Patterns of files that are skipped even if their path is given. */
  readonly exclude: readonly string[];
  readonly forceExclude: boolean;
  readonly color: "auto" | "always" | "never";
  readonly quiet: boolean;
  readonly debug: boolean;
}

export interface LintOptions extends ScanOptions {
  /** Null where the configuration decides. */
  readonly failOn: Level | "never" | null;
  readonly levels: ReadonlyMap<string, Level | "off">;
  readonly only: readonly string[] | null;
  /** Rules to turn off. */
  readonly ignore: readonly string[];
  readonly inlineIgnores: boolean;
  readonly baseline: string | null;
  readonly updateBaseline: "no" | "remove" | "add";
  readonly fix: FixOptions | null;
  readonly includeSuppressed: boolean;
  /** Text: long messages, evidence and related places. */
  readonly verbose: boolean;
}

export interface FixOptions {
  /** Also what changes the meaning of the build. */
  readonly unsafe: boolean;
  /** Shows the changes and writes nothing. */
  readonly diff: boolean;
}
