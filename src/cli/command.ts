import type { FileKind } from "../domain/build/file-kind.ts";
import type { ImageChoice } from "../domain/image/image-choice.ts";
import type { Level } from "../domain/rule/finding.ts";
import type { NamedReport } from "../pipeline/reports/open-report.ts";
import type { Shard } from "../domain/rule/shard-record.ts";
import type { FormerIds } from "../domain/rule/rule-names.ts";
import type { Format, ReleaseFormat, TableFormat } from "../report/index.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import type { CommandName } from "./command-table.ts";

/** A command line that was read: what to do, and with which options. */
export type Command =
  | { readonly kind: "lint" | "config"; readonly options: LintOptions }
  | { readonly kind: "forecast"; readonly options: LintOptions; readonly days: number }
  | { readonly kind: "rollout"; readonly options: RolloutOptions }
  | { readonly kind: "merge"; readonly options: MergeOptions }
  | {
      readonly kind: "exceptions";
      readonly options: LintOptions;
      /** Null where nothing that ends soon fails the run. */
      readonly expiring: number | null;
    }
  | { readonly kind: "inspect"; readonly options: ScanOptions }
  | { readonly kind: "facts update"; readonly options: ScanOptions; readonly file: string }
  | { readonly kind: "image"; readonly options: LintOptions; readonly images: readonly string[] }
  | { readonly kind: "images"; readonly options: ScanOptions; readonly choice: ImageChoice }
  | {
      readonly kind: "cache";
      readonly action: "clear" | "path";
      readonly options: NetworkOptions;
    }
  | {
      readonly kind: "explain";
      readonly rule: string;
      /** As it was named: perhaps by a former id. */
      readonly written: string;
      readonly color: ColorChoice;
    }
  /** The commands to describe; none for general help. */
  | { readonly kind: "help"; readonly commands: readonly CommandName[] }
  | { readonly kind: "init" | "rules" | "version" };

export type ColorChoice = "auto" | "always" | "never";

export interface Output {
  readonly format: Format | TableFormat | ReleaseFormat;
  /** Null for standard output. */
  readonly file: string | null;
}

/** Whether and how registries are asked. */
export interface NetworkOptions {
  readonly online: boolean;
  /** A lookup that could not be resolved is a failure. */
  readonly strict: boolean;
  /** Milliseconds for all registries together. */
  readonly timeout: number;
  /** Where responses are cached; a null directory is the default one. */
  readonly cache: { readonly directory: string | null } | "none";
  /** Certificates that are trusted besides those of the system. */
  readonly caFile: string | null;
  /** A facts file, which `inferlint facts update` wrote. */
  readonly facts: string | null;
}

/** What all commands that read Dockerfiles or a configuration share. */
export interface ScanOptions extends NetworkOptions {
  readonly paths: readonly string[];
  readonly outputs: readonly Output[];
  readonly asOf: CalendarDate | null;
  readonly target: string | null;
  /** A null value is taken from the environment, as `docker build` does. */
  readonly buildArgs: ReadonlyMap<string, string | null>;
  readonly stdinFilename: string | null;
  /** A file, none at all, or the nearest one. */
  readonly config: { readonly file: string } | "none" | "nearest";
  readonly policy: string | null;
  /** Patterns of `--exclude`, which count for paths given explicitly too. */
  readonly exclude: readonly string[];
  /** The only kinds of files to read, also of paths given explicitly; null where the configuration decides. */
  readonly kinds: readonly FileKind[] | null;
  /** What a search would not take is not read even if its path is given. */
  readonly forceExclude: boolean;
  readonly color: ColorChoice;
  readonly quiet: boolean;
  readonly debug: boolean;
}

export interface LintOptions extends ScanOptions {
  /** Null where the configuration decides. */
  readonly failOn: Level | "never" | null;
  /** Findings do not fail the run; what could not be checked still does. */
  readonly exitZero: boolean;
  readonly levels: ReadonlyMap<string, Level | "off">;
  /** Null for all rules. */
  readonly only: readonly string[] | null;
  /** Rules that are off. */
  readonly ignore: readonly string[];
  /** Former ids of rules that options name. */
  readonly renamed: FormerIds;
  readonly inlineIgnores: boolean;
  /** False for none at all; null for those of the configuration and of the default name. */
  readonly baseline: string | false | null;
  /** Whether the baseline is written, and then whether new findings are added. */
  readonly updateBaseline: "no" | "remove" | "add";
  /** Entries of resolved findings fail the run. */
  readonly baselineStrict: boolean;
  readonly fix: FixOptions | null;
  /** A ref of git or a directory: only what it lacks fails. */
  readonly against: string | null;
  /** Long messages, evidence, sources and related places. */
  readonly verbose: boolean;
  /** Text shows only the number of findings of each rule. */
  readonly statistics: boolean;
  /** Findings below this level are not in reports; null for all. */
  readonly minLevel: Level | null;
  /** Reports list what is suppressed or in the baseline, too. */
  readonly showSuppressed: boolean;
  /** The category of SARIF; null for none. */
  readonly sarifCategory: string | null;
  /** Which part of the files is checked; null for all. */
  readonly shard: Shard | null;
  /** Standard input has a path and a text a line. */
  readonly stdinNdjson: boolean;
}

/** How the findings of a run are shown. */
export type ShowOptions = Pick<
  LintOptions,
  "verbose" | "quiet" | "statistics" | "showSuppressed" | "sarifCategory" | "color"
>;

export interface MergeOptions
  extends ShowOptions, Pick<LintOptions, "outputs" | "failOn" | "exitZero" | "minLevel" | "debug"> {
  readonly reports: readonly NamedReport[];
}

export interface RolloutOptions {
  readonly reports: readonly NamedReport[];
  readonly policy: string | null;
  readonly asOf: CalendarDate | null;
  readonly days: number;
  readonly outputs: readonly Output[];
  readonly color: ColorChoice;
  readonly quiet: boolean;
  readonly debug: boolean;
}

export interface FixOptions {
  /** Also fixes that change what is built. */
  readonly unsafe: boolean;
  /** Shows the changes and writes nothing. */
  readonly diff: boolean;
}
