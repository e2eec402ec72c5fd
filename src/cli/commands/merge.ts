import { failOnEverywhere } from "../../domain/rule/fail-on.ts";
import type { Tool } from "../../domain/rule/run.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { merge } from "../../pipeline/merge/index.ts";
import { counted } from "../../text/list.ts";
import type { MergeOptions } from "../command.ts";
import { failsRun } from "../fails-run.ts";
import { staysAsItIs } from "../incomplete-output.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { requireFailingShown, withMinLevel } from "../min-level.ts";
import { isLintOutput, render } from "../render-run.ts";
import { isOutdatedBaseline } from "./lint.ts";

/** `inferlint merge`: one report of many. */
export async function runMerge(options: MergeOptions, tool: Tool, io: Io): Promise<ExitCode> {
  const { reports, failOn, minLevel, quiet, exitZero } = options;
  const merged = await merge({ tool, cwd: io.cwd, reports });
  const run = failOn === null ? merged : { ...merged, failOn: failOnEverywhere(failOn) };
  requireFailingShown(minLevel, run);
  const { unlistedBaselined = 0 } = run;
  if (options.showSuppressed && unlistedBaselined > 0)
    throw new UsageError(
      `--show-suppressed cannot list ${counted(unlistedBaselined, "baselined finding")}, which reports only count: write them with --show-suppressed and without --shard`,
    );
  io.notify(run.notifications, quiet);
  const shown = withMinLevel(run, minLevel);
  for (const output of options.outputs.filter(isLintOutput)) {
    if (staysAsItIs(output, run.isIncomplete, io)) continue;
    await io.write(output, await render(shown, output, options, io));
  }
  if (run.isIncomplete) return exitCodes.notChecked;
  const fails = failsRun(run.findings, run.failOn) || run.notifications.some(isOutdatedBaseline);
  return fails && !exitZero ? exitCodes.findings : exitCodes.clean;
}
