import type { Rollout } from "../../domain/rule/rollout.ts";
import { rolloutJson } from "./json.ts";
import { rolloutText } from "./text.ts";

export interface RolloutReportOptions {
  readonly colors: boolean;
  /** Without findings and the summary. */
  readonly quiet: boolean;
}

type RolloutFormat = "text" | "json";

/** The report formats of `rollout`. */
const table: Readonly<
  Record<RolloutFormat, (rollout: Rollout, options: RolloutReportOptions) => Iterable<string>>
> = { text: rolloutText, json: rolloutJson };

export function isRolloutFormat(format: string): format is RolloutFormat {
  return Object.hasOwn(table, format);
}

/** What a policy would fail, as pieces of text. */
export function rolloutPieces(
  format: RolloutFormat,
  rollout: Rollout,
  options: RolloutReportOptions,
): Iterable<string> {
  return table[format](rollout, options);
}
