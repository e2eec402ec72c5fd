import type { BaselineFile } from "../../pipeline/baseline-file.ts";
import { baselineAfter, openBaseline, writeBaseline } from "../../pipeline/baseline-file.ts";
import type { LintOptions, Output } from "../command.ts";
import { isOpen, levels } from "../../domain/rule/finding.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Run, Tool } from "../../domain/rule/run.ts";
import type { Settings } from "../../domain/settings/settings.ts";
import type { LintOutcome } from "../../pipeline/lint.ts";
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
import { safeText } from "../../report/safe-text.ts";

/** `inferlint lint`: judges, fixes and keeps the baseline as told, reports. */
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
  const { run, isIncomplete, shown } = await withRegistry(options, settings, io, async (asking) => {
    const outcome = await lint({ ...request, ...asking });
    const isAnswered = (): boolean => asking.session?.isIncomplete() !== true;
    const done = await acted(outcome, options, { settings, baseline, isAnswered, io });
    return concluded(done, asking.session, request.asOf);
  });
  io.tell(run.notifications, options.quiet);
  if (run.files === 0 && !isIncomplete && !options.quiet) io.warn("no Dockerfile found");
  for (const output of options.outputs) {
    // What is missing in a report would be taken for mended: the one of yesterday is better.
    if (options.strict && isIncomplete && output.file !== null) continue;
    const isReplaced = shown !== null && output.file === null;
    await io.write(output, isReplaced ? [shown] : await render(run, output, options, io));
  }
  if (isIncomplete) return exitCodes.notChecked;
  return fails(run, settings) ? exitCodes.findings : exitCodes.clean;
}

function fails({ findings }: Run, { failOn }: Settings): boolean {
  const counted = failOn === "never" ? [] : levels.slice(0, levels.indexOf(failOn) + 1);
  return findings.some((finding) => isOpen(finding) && counted.includes(finding.level));
}

/** Text shows no fingerprints, so a hook that prints text does not wait for node:crypto unless there is a baseline. */
async function hashFor(
  { outputs, updateBaseline, quiet }: LintOptions,
  { accepted }: BaselineFile,
): Promise<(identity: string) => string> {
  const isShown = anyShows(outputs, "fingerprints", { quiet });
  if (!isShown && accepted === null && updateBaseline === "no") return () => "";
  const { fingerprintHash } = await import("../../pipeline/fingerprint-hash.ts");
  return fingerprintHash;
}

interface Acted {
  readonly run: Run;
  readonly isIncomplete: boolean;
  /** What goes to standard output instead of a report. */
  readonly shown: string | null;
}

/** What is to be said of registries, once everything has been asked. */
function concluded(done: Acted, session: RegistrySession | null, asOf: CalendarDate): Acted {
  if (!session) return done;
  const log = new RunLog();
  session.conclude(log, asOf);
  const notifications = [...done.run.notifications, ...log.notifications];
  return {
    ...done,
    run: { ...done.run, notifications },
    isIncomplete: done.isIncomplete || log.isIncomplete,
  };
}

interface Means {
  readonly settings: Settings;
  readonly baseline: BaselineFile;
  /** False once a question stayed open that had to be answered. */
  readonly isAnswered: () => boolean;
  readonly io: Io;
}

/** What else was asked for besides a report. */
async function acted(
  outcome: LintOutcome,
  options: LintOptions,
  { settings, baseline, isAnswered, io }: Means,
): Promise<Acted> {
  const { result: run, isIncomplete } = outcome;
  const { fix, updateBaseline, quiet } = options;
  if (updateBaseline !== "no")
    return {
      run: updated(outcome, baseline, updateBaseline === "add", settings, { quiet, io }),
      isIncomplete,
      shown: null,
    };
  if (!fix) return { run, isIncomplete, shown: null };
  const { fixFiles } = await import("../../pipeline/fix-files.ts");
  const unique = io.unique();
  const fixed = await fixFiles(outcome, { cwd: io.cwd, ...fix, unique, isAnswered });
  const count = `${fixed.fixes} ${fixed.fixes === 1 ? "fix" : "fixes"} in ${fixed.files} ${fixed.files === 1 ? "file" : "files"}`;
  if (!quiet) io.warn(fix.diff ? `${count} would be made` : `${count} made`);
  return {
    run: fixed.run,
    isIncomplete: isIncomplete || fixed.isIncomplete,
    shown: fix.diff ? fixed.diff : null,
  };
}

/** Writes the baseline, and marks what it now knows. A run that could not judge everything changes nothing. */
function updated(
  outcome: LintOutcome,
  file: BaselineFile,
  grow: boolean,
  { mayBaseline }: Settings,
  { quiet, io }: { readonly quiet: boolean; readonly io: Io },
): Run {
  const { result: run, isIncomplete } = outcome;
  if (isIncomplete) {
    io.warn(
      `the baseline ${safeText(file.path)} stays as it is, since not everything could be judged`,
    );
    return run;
  }
  const { entries, text, added, gone } = baselineAfter(file, outcome, grow);
  if (text !== file.accepted?.text) writeBaseline(file, text, io.unique());
  if (!quiet)
    io.warn(`${safeText(file.path)}: ${added} added, ${gone} taken out, ${entries.size} in all`);
  const findings = run.findings.map((finding) => {
    const isKnown = finding.suppressed === null && entries.has(finding.fingerprint);
    return { ...finding, baselined: isKnown && mayBaseline(finding.ruleId) };
  });
  const notifications = run.notifications.filter(({ id }) => id !== "baseline-outdated");
  return { ...run, findings, notifications, hasBaseline: true };
}

async function render(
  run: Run,
  output: Output,
  options: LintOptions,
  io: Io,
): Promise<Iterable<string>> {
  const { verbose, quiet, includeSuppressed } = options;
  const reporter = await createReporter(output.format, {
    colors: io.wantsColors(options, output),
    width: io.widthOf(output),
    ...{ verbose, quiet, includeSuppressed },
  });
  return reportRun(reporter, run);
}
