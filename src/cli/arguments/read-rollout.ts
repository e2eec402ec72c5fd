import { UsageError } from "../../domain/settings/usage-error.ts";
import type { Command } from "../command.ts";
import type { PassedOptions } from "./passed-options.ts";
import { requireValid } from "./passed-options.ts";
import { requireDistinct, namedReport } from "./named-reports.ts";
import { readColors, readOutputs, requireFormats } from "./read-outputs.ts";
import { readAsOf, readDays } from "./read-scan.ts";

/** `inferlint rollout REPORT...` @throws UsageError */
export function readRollout(passed: PassedOptions, words: readonly string[]): Command {
  requireValid(passed, "rollout");
  const outputs = readOutputs(passed);
  requireFormats(outputs, "rollout", ["text", "json"]);
  if (words.length === 0)
    throw new UsageError(
      "inferlint rollout takes reports that inferlint --format json --show-suppressed wrote: FILE or NAME=FILE",
    );
  const reports = words.map(namedReport);
  requireDistinct(reports);
  return {
    kind: "rollout",
    options: {
      ...{ reports, outputs },
      policy: passed.last("policy"),
      asOf: readAsOf(passed.last("as-of")),
      days: readDays(passed.last("days")),
      color: readColors(passed),
      quiet: passed.has("quiet"),
      debug: passed.has("debug"),
    },
  };
}
