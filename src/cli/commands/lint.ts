import type { LintOptions } from "../command.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Notification, Tool } from "../../domain/rule/run.ts";
import type { LintOutcome, LintRequest } from "../../pipeline/lint.ts";
import { lint } from "../../pipeline/lint.ts";
import { failsRun } from "../fails-run.ts";
import { staysAsItIs } from "../incomplete-output.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { loadSettings } from "../load-settings.ts";
import { requireFailuresShown, withMinLevel } from "../min-level.ts";
import { requireNamedRules } from "../named-rules.ts";
import { scanRequest } from "../scan-request.ts";
import { runFailOn } from "../../pipeline/run-fail-on.ts";
import { RunLog } from "../../pipeline/run-log.ts";
import { withRegistry } from "../with-registry.ts";
import type { RegistrySession } from "../../pipeline/registry-session.ts";
import { anyShows, originsShown } from "../../report/index.ts";
import { isLintOutput, render } from "../render-run.ts";
import { shardOptions } from "../shard-options.ts";
import type { ActionResult } from "./lint-actions.ts";
import { runActions } from "./lint-actions.ts";

/** `inferlint lint`: checks, then fixes or updates the baseline as the options say, then reports. */
export async function runLint(options: LintOptions, tool: Tool, io: Io): Promise<ExitCode> {
  const { updateBaseline } = options;
  const outputs = options.outputs.filter(isLintOutput);
  const updates = updateBaseline !== "no";
  const settings = await loadSettings(options, io, updates ? "created" : "required");
  const request = {
    ...scanRequest(options, settings, io),
    tool,
    wantsFingerprints: updates || anyShows(outputs, "fingerprints", options),
    wantsFixes: options.fix !== null || anyShows(outputs, "fixes", options),
    wantsOrigins: originsShown(outputs, options),
    wantsSupportEnds: anyShows(outputs, "ends", options),
    isBaselineStrict: options.baselineStrict,
    ...shardOptions(options),
    // A run that fixes files records what they were.
    wantsRecord:
      options.showSuppressed && options.fix === null && anyShows(outputs, "images", options),
  };
  const { run, diff, failOn } = await withRegistry(options, io, async (asking) => {
    const outcome = await checked({ ...request, ...asking }, options, io);
    requireFailuresShown(options.minLevel, outcome.folders, io.cwd);
    requireNamedRules(options, settings.ruleIds());
    const isAnswered = (): boolean => asking.session?.isIncomplete() !== true;
    const result = await runActions(outcome, options, { isAnswered, io });
    const failOn = runFailOn(outcome, result.run);
    return { ...withRegistryNotices(result, asking.session, request.asOf), failOn };
  });
  const { isIncomplete } = run;
  io.notify(run.notifications, options.quiet);
  if (run.files === 0 && !isIncomplete && !options.quiet) io.warn("no file to check found");
  const shown = withMinLevel({ ...run, failOn }, options.minLevel);
  for (const output of outputs) {
    if (staysAsItIs(output, isIncomplete, io)) continue;
    const isDiff = diff !== null && output.file === null;
    await io.write(output, isDiff ? [diff] : await render(shown, output, options, io));
  }
  if (isIncomplete) return exitCodes.notChecked;
  const fails = failsRun(run.findings, failOn) || run.notifications.some(isOutdatedBaseline);
  return fails && !options.exitZero ? exitCodes.findings : exitCodes.clean;
}

/** Only with --baseline-strict is it an error. */
export function isOutdatedBaseline({ id, level }: Notification): boolean {
  return id === "baseline-outdated" && level === "error";
}

/** Checks, and compares with a base if there is one. */
async function checked(request: LintRequest, options: LintOptions, io: Io): Promise<LintOutcome> {
  if (options.against === null) return lint(request);
  const { runAgainst } = await import("../run-against.ts");
  return runAgainst(request, options.against, options, io);
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
  const isIncomplete = result.run.isIncomplete || log.isIncomplete;
  return { ...result, run: { ...result.run, notifications, isIncomplete } };
}
