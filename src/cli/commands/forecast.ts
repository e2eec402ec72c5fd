import type { Tool } from "../../domain/rule/run.ts";
import { forecast } from "../../pipeline/forecast/index.ts";
import { forecastPieces, isForecastFormat } from "../../report/forecast/index.ts";
import type { LintOptions } from "../command.ts";
import { staysAsItIs } from "../incomplete-output.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { loadSettings } from "../load-settings.ts";
import { requireNamedRules } from "../named-rules.ts";
import { scanRequest } from "../scan-request.ts";
import { withRegistry } from "../with-registry.ts";

/** `inferlint forecast`: which findings will be new or resolved without a commit, and on which day. */
export async function runForecast(
  options: LintOptions,
  days: number,
  tool: Tool,
  io: Io,
): Promise<ExitCode> {
  const settings = await loadSettings(options, io, "required");
  const request = { ...scanRequest(options, settings, io), tool, days };
  const result = await withRegistry(options, io, (asking) => forecast({ ...request, ...asking }));
  requireNamedRules(options, settings.ruleIds());
  const { isIncomplete } = result;
  io.notify(result.notifications, options.quiet);
  if (result.files === 0 && !isIncomplete && !options.quiet) io.warn("no file to check found");
  for (const output of options.outputs) {
    if (staysAsItIs(output, isIncomplete, io)) continue;
    const format = isForecastFormat(output.format) ? output.format : "text";
    const colors = io.wantsColors(options, output);
    await io.write(output, forecastPieces(format, result, { colors, quiet: options.quiet }));
  }
  // What will change is information, however bad it is.
  return isIncomplete ? exitCodes.notChecked : exitCodes.clean;
}
