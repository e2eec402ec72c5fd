import type { Run } from "../domain/rule/run.ts";
import type { Format } from "../report/index.ts";
import { createReporter, isFormat } from "../report/index.ts";
import { reportRun } from "../report/report-run.ts";
import { statisticsText } from "../report/statistics.ts";
import type { Output, ShowOptions } from "./command.ts";
import type { Io } from "./io.ts";

/** An output in a format of `lint`. */
export interface LintOutput extends Output {
  readonly format: Format;
}

export function isLintOutput(output: Output): output is LintOutput {
  return isFormat(output.format);
}

/** A run as pieces of one report. */
export async function render(
  run: Run,
  output: LintOutput,
  options: ShowOptions,
  io: Io,
): Promise<Iterable<string>> {
  const { verbose, quiet, showSuppressed, sarifCategory, statistics } = options;
  if (statistics && output.format === "text") return [statisticsText(run.findings)];
  const reporter = await createReporter(output.format, {
    colors: io.wantsColors(options, output),
    width: io.widthOf(output),
    ...{ verbose, quiet, showSuppressed, sarifCategory },
  });
  return reportRun(reporter, run);
}
