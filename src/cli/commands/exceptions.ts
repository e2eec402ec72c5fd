import type { Tool } from "../../domain/rule/run.ts";
import { listExemptions } from "../../pipeline/exemptions/index.ts";
import { exceptionPieces, isExceptionFormat } from "../../report/exceptions/index.ts";
import type { LintOptions } from "../command.ts";
import { staysAsItIs } from "../incomplete-output.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { loadSettings } from "../load-settings.ts";
import { scanRequest } from "../scan-request.ts";
import { withRegistry } from "../with-registry.ts";

/**
 * `inferlint exceptions`: what holds findings back, or is meant to.
 * @param expiring the number of days within which nothing may end; null for any
 */
export async function runExceptions(
  options: LintOptions,
  expiring: number | null,
  tool: Tool,
  io: Io,
): Promise<ExitCode> {
  const settings = await loadSettings(options, io, "required");
  const request = { ...scanRequest(options, settings, io), tool, expiring };
  const result = await withRegistry(options, io, (asking) =>
    listExemptions({ ...request, ...asking }),
  );
  const { isIncomplete, endingSoon } = result;
  io.notify(result.notifications, options.quiet);
  for (const output of options.outputs) {
    if (staysAsItIs(output, isIncomplete, io)) continue;
    const format = isExceptionFormat(output.format) ? output.format : "text";
    const colors = io.wantsColors(options, output);
    await io.write(output, exceptionPieces(format, result, { colors, quiet: options.quiet }));
  }
  if (isIncomplete) return exitCodes.notChecked;
  return endingSoon.length > 0 ? exitCodes.findings : exitCodes.clean;
}
