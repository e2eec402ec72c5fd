import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Level } from "../../domain/rule/finding.ts";
import type { Rule } from "../../domain/rule/rule.ts";
import type { ConfigFile } from "../schema/config-file.ts";
import type { RuleChoice } from "./rule-settings.ts";

/** Everything that settings come from, in the order in which one beats the other: the last wins. */
export interface SettingSources {
  readonly rules: readonly Rule[];
  /** The floor, of whoever owns the gate. */
  readonly policy: ConfigFile | null;
  /** The repository's own. */
  readonly config: ConfigFile | null;
  readonly commandLine: CommandLineSettings;
  readonly asOf: CalendarDate;
}

/** What the command line sets. It belongs to whoever runs the gate, so nothing binds it. */
export interface CommandLineSettings extends RuleChoice {
  /** Null where it does not say. */
  readonly failOn: Level | "never" | null;
  readonly buildArgs: ReadonlyMap<string, string>;
  readonly target: string | null;
  /** Absolute. */
  readonly baseline: string | null;
  readonly inlineIgnores: boolean;
}
