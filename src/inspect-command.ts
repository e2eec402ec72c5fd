import type { LookOptions } from "./command.ts";
import type { Tool } from "./domain/run.ts";
import { inspect, ruleset } from "./inferlint.ts";
import type { ExitCode, Io } from "./io.ts";
import { exitCodes } from "./io.ts";
import { loadSettings } from "./load-settings.ts";
import { lookAt } from "./look-at.ts";
import { withDesk } from "./with-desk.ts";
import { inspectJsonPieces, inspectTextPieces } from "./report/inspect.ts";

/** `inferlint inspect`: what each Dockerfile builds. */
export async function runInspect(options: LookOptions, tool: Tool, io: Io): Promise<ExitCode> {
  const settings = await loadSettings(options, ruleset, io);
  const request = lookAt(options, settings, io);
  const { result, isIncomplete } = await withDesk(options, settings, io, (asking) =>
    inspect({ ...request, ...asking }),
  );
  const { builds, notifications } = result;
  io.tell(notifications, options.quiet);
  if (builds.length === 0 && !isIncomplete && !options.quiet) io.warn("no Dockerfile found");
  const inspection = { tool, asOf: request.asOf, builds };
  for (const output of options.outputs) {
    const text =
      output.format === "json"
        ? inspectJsonPieces(inspection)
        : inspectTextPieces(inspection, io.wantsColors(options, output));
    if (options.strict && isIncomplete && output.file !== null) continue;
    await io.write(output, text);
  }
  return isIncomplete ? exitCodes.notJudged : exitCodes.clean;
}
