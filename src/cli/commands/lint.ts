import type { BaselineFile } from "../../pipeline/baseline-file.ts";
import { openBaseline } from "../../pipeline/baseline-file.ts";
import type { LintOptions, Output } from "../command.ts";
import { isReported, levels } from "../../domain/rule/finding.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Run, Tool } from "../../domain/rule/run.ts";
import type { Settings } from "../../domain/settings/settings.ts";
import { lint } from "../../pipeline/lint.ts";
import { ruleset } from "../../pipeline/ruleset.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { loadSettings } from "../load-settings.ts";
import { scanRequest } from "../scan-request.ts";
import { RunLog } from "../../pipeline/run-log.ts";
import { withRegistry } from "../with-registry.ts";
import type { RegistrySession } from "../../pipeline/registry-session.ts";
import { anyShows, createReporter } from "../../report/index.ts";
import { reportRun } from "../../report/report-run.ts";
import { statisticsText } from "../../report/statistics.ts";
import type { ActionResult } from "./lint-actions.ts";
import { runActions } from "./lint-actions.ts";

/** `inferlint lint`: checks, then fixes or updates the baseline as the options say, then reports. */
export async function runLint(options: LintOptions, tool: Tool, io: Io): Promise<ExitCode> {
  const settings = await loadSettings(options, ruleset, io);
  const baseline = openBaseline(settings, io.cwd, options.updateBaseline !== "no");
  const request = {
    ...scanRequest(options, settings, io),
    tool,
    hash: await hashFor(options, baseline),
    accepted: baseline.accepted,
    wantsFixes: options.fix !== null || anyShows(options.outputs, "fixes", options),
    wantsCatalogue: anyShows(options.outputs, "catalogue", options),
  };
  const { run, isIncomplete, diff } = await withRegistry(options, settings, io, async (asking) => {
    const outcome = await lint({ ...request, ...asking });
    const isAnswered = (): boolean => asking.session?.isIncomplete() !== true;
    const result = await runActions(outcome, options, { settings, baseline, isAnswered, io });
    return withRegistryNotices(result, asking.session, request.asOf);
  });
  io.notify(run.notifications, options.quiet);
  if (run.files === 0 && !isIncomplete && !options.quiet) io.warn("no Dockerfile found");
  for (const output of options.outputs) {
    // An incomplete report would show findings as resolved; an older, complete one is more useful.
    if (options.strict && isIncomplete && output.file !== null) continue;
    const isDiff = diff !== null && output.file === null;
    await io.write(output, isDiff ? [diff] : await render(run, output, options, io));
  }
  if (isIncomplete) return exitCodes.notChecked;
  return fails(run, settings) && !options.exitZero ? exitCodes.findings : exitCodes.clean;
}

function fails({ findings }: Run, { failOn }: Settings): boolean {
  const counted = failOn === "never" ? [] : levels.slice(0, levels.indexOf(failOn) + 1);
  return findings.some((finding) => isReported(finding) && counted.includes(finding.level));
}

/** Text shows no fingerprints, so a hook that prints text need not load node:crypto unless there is a baseline. */
async function hashFor(
  { outputs, updateBaseline, quiet }: LintOptions,
  { accepted }: BaselineFile,
): Promise<(identity: string) => string> {
  const isShown = anyShows(outputs, "fingerprints", { quiet });
  if (!isShown && accepted === null && updateBaseline === "no") return () => "";
  const { fingerprintHash } = await import("../../pipeline/fingerprint-hash.ts");
  return fingerprintHash;
}

/** Adds what there is to report about registries; only once every lookup, those of fixes included, is done. */
function withRegistryNotices(
  result: ActionResult,
  session: RegistrySession | null,
  asOf: CalendarDate,
): ActionResult {
  if (!session) return result;
  const log = new RunLog();
  session.conclude(log, asOf);
  const notifications = [...result.run.notifications, ...log.notifications];
  return {
    ...result,
    run: { ...result.run, notifications },
    isIncomplete: result.isIncomplete || log.isIncomplete,
  };
}

async function render(
  run: Run,
  output: Output,
  options: LintOptions,
  io: Io,
): Promise<Iterable<string>> {
  const { verbose, quiet, includeSuppressed, statistics } = options;
  if (statistics && output.format === "text") return [statisticsText(run.findings)];
  const reporter = await createReporter(output.format, {
    colors: io.wantsColors(options, output),
    width: io.widthOf(output),
    ...{ verbose, quiet, includeSuppressed },
  });
  return reportRun(reporter, run);
}
