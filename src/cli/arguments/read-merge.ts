import { UsageError } from "../../domain/settings/usage-error.ts";
import { formats } from "../../report/index.ts";
import type { Command } from "../command.ts";
import { readFailOn } from "./choice.ts";
import { namedReport } from "./named-reports.ts";
import type { PassedOptions } from "./passed-options.ts";
import { requireValid } from "./passed-options.ts";
import { readReport } from "./read-lint.ts";
import { readColors, readOutputs, requireFormats } from "./read-outputs.ts";

/** `inferlint merge REPORT...` @throws UsageError */
export function readMerge(passed: PassedOptions, words: readonly string[]): Command {
  requireValid(passed, "merge");
  const outputs = readOutputs(passed);
  requireFormats(outputs, "merge", formats);
  if (words.length === 0)
    throw new UsageError(
      "inferlint merge takes reports that inferlint --format json wrote: FILE or NAME=FILE",
    );
  const failOn = passed.last("fail-on");
  return {
    kind: "merge",
    options: {
      ...{ reports: words.map(namedReport), outputs },
      ...readReport(passed, { outputs }),
      failOn: failOn === null ? null : readFailOn(failOn),
      exitZero: passed.has("exit-zero"),
      color: readColors(passed),
      quiet: passed.has("quiet"),
      debug: passed.has("debug"),
    },
  };
}
