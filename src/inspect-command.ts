import type { LookOptions } from "./command.ts";
import type { Tool } from "./domain/run.ts";
import { inspect, ruleset } from "./inferlint.ts";
import type { ExitCode, Io } from "./io.ts";
import { exitCodes } from "./io.ts";
import { loadSettings } from "./load-settings.ts";
import { lookAt } from "./look-at.ts";
import { inspectJsonPieces, inspectTextPieces } from "./report/inspect.ts";

/** `inferlint inspect`: what each Dockerfile builds. */
export async function runInspect(options: LookOptions, tool: Tool, io: Io): Promise<ExitCode> {
  const settings = await loadSettings(options, ruleset, io);
  const request = lookAt(options, settings, io);
  const { result, isIncomplete } = await io.withProgress(options, (onProgress) =>
    inspect({ ...request, onProgress }),
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
    await io.write(output, text);
  }
  return isIncomplete ? exitCodes.notJudged : exitCodes.clean;
}
