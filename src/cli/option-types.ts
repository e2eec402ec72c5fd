import type { CommandName } from "./command-table.ts";

/** Groups of options in help, in its order: what a newcomer needs comes first. */
export const headings = [
  "What is checked",
  "Output",
  "Exceptions",
  "Fixes",
  "Network",
  "Other",
] as const;

/** An option: how it is written, what it does, where it is valid. */
export interface OptionSpec {
  /** One letter, for `-f`. */
  readonly short?: string;
  /** The name of its value in help; a switch has none. */
  readonly value?: string;
  readonly about: string;
  /** Where it does something else for some commands. */
  readonly aboutFor?: Partial<Record<CommandName, string>>;
  readonly heading: (typeof headings)[number];
  /** Commands that use it; with any other it is an error. */
  readonly commands: readonly CommandName[];
}

/** The long name of an option, without the dashes. */
export type OptionName =
  | "only"
  | "ignore"
  | "rule"
  | "fail-on"
  | "exit-zero"
  | "exclude"
  | "kind"
  | "config"
  | "no-config"
  | "policy"
  | "processor"
  | "python"
  | "build-arg"
  | "target"
  | "as-of"
  | "days"
  | "expiring"
  | "force-exclude"
  | "shard"
  | "stdin-ndjson"
  | "stdin-filename"
  | "format"
  | "output"
  | "verbose"
  | "quiet"
  | "statistics"
  | "min-level"
  | "color"
  | "no-color"
  | "show-suppressed"
  | "sarif-category"
  | "baseline"
  | "no-baseline"
  | "update-baseline"
  | "baseline-add"
  | "baseline-strict"
  | "against"
  | "no-inline-ignores"
  | "fix"
  | "unsafe-fixes"
  | "diff"
  | "online"
  | "offline"
  | "facts"
  | "strict"
  | "timeout"
  | "cache-dir"
  | "no-cache"
  | "ca-file"
  | "debug"
  | "version"
  | "help";

/** An option as it was passed, in order; a switch has an empty value. */
export interface PassedOption {
  readonly name: OptionName;
  readonly value: string;
}
