import type { ScanOptions } from "../command.ts";
import type { Tool } from "../../domain/rule/run.ts";
import { inspect } from "../../pipeline/inspect.ts";
import { staysAsItIs } from "../incomplete-output.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { loadSettings } from "../load-settings.ts";
import { scanRequest } from "../scan-request.ts";
import { withRegistry } from "../with-registry.ts";
import { inspectPieces, isInspectFormat } from "../../report/inspect/index.ts";

/** `inferlint inspect`: what each file builds and runs. */
export async function runInspect(options: ScanOptions, tool: Tool, io: Io): Promise<ExitCode> {
  const settings = await loadSettings(options, io);
  const request = scanRequest(options, settings, io);
  const { builds, notifications, isIncomplete } = await withRegistry(options, io, (asking) =>
    inspect({ ...request, ...asking }),
  );
  io.notify(notifications, options.quiet);
  if (builds.length === 0 && !isIncomplete && !options.quiet) io.warn("no file to show found");
  const inspected = { tool, asOf: request.asOf, builds };
  for (const output of options.outputs) {
    if (staysAsItIs(output, isIncomplete, io)) continue;
    const format = isInspectFormat(output.format) ? output.format : "text";
    await io.write(output, inspectPieces(format, inspected, io.wantsColors(options, output)));
  }
  return isIncomplete ? exitCodes.notChecked : exitCodes.clean;
}
