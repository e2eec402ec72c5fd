import type { Finding } from "../../domain/rule/finding.ts";
import { isReported } from "../../domain/rule/finding.ts";
import type { Run } from "../../domain/rule/run.ts";
import { updateBaselines } from "../../pipeline/update-baseline.ts";
import type { FixedRun } from "../../pipeline/fix-files.ts";
import type { LintOutcome } from "../../pipeline/lint.ts";
import { safeText } from "../../report/safe-text.ts";
import { counted } from "../../text/list.ts";
import type { FixOptions, LintOptions } from "../command.ts";
import type { Io } from "../io.ts";

/** A run after what was written besides reports. */
export interface ActionResult {
  readonly run: Run;
  /** What goes to standard output instead of a report; null for the report. */
  readonly diff: string | null;
}

export interface ActionContext {
  /** False once a lookup that `--strict` requires could not be resolved. */
  readonly isAnswered: () => boolean;
  readonly io: Io;
}

/** Fixes files or updates the baseline, if the command line says so. */
export async function runActions(
  outcome: LintOutcome,
  { fix, updateBaseline: update, quiet }: LintOptions,
  { isAnswered, io }: ActionContext,
): Promise<ActionResult> {
  const { result: run } = outcome;
  if (update !== "no") {
    const add = update === "add";
    const { cwd, unique } = io;
    const { run: updated, messages } = updateBaselines(outcome, { cwd, add, unique });
    if (!quiet || run.isIncomplete) for (const message of messages) io.warn(safeText(message));
    return { run: updated, diff: null };
  }
  if (!fix) return { run, diff: null };
  const { fixFiles } = await import("../../pipeline/fix-files.ts");
  const fixed = await fixFiles(outcome, { cwd: io.cwd, ...fix, unique: io.unique, isAnswered });
  if (!quiet) io.warn(fixMessage(fixed, fix));
  return {
    run: fixed.run,
    diff: fix.diff ? fixed.diff : null,
  };
}

/** What was fixed, and what `--unsafe-fixes` would fix besides. */
function fixMessage({ fixes, files, run }: FixedRun, { unsafe, diff }: FixOptions): string {
  const verb = diff ? "fixable" : "fixed";
  const count = fixes === 0 ? `0 ${verb}` : `${fixes} ${verb} in ${counted(files, "file")}`;
  const more = unsafe ? 0 : run.findings.filter(needsUnsafeFix).length;
  if (more === 0) return `${count}.`;
  const preview = diff ? "" : " (preview: --diff --unsafe-fixes)";
  return `${count}. ${more} more with --unsafe-fixes${preview}`;
}

function needsUnsafeFix(finding: Finding): boolean {
  const { fix } = finding;
  return isReported(finding) && fix !== null && !fix.safe && fix.edits.length > 0;
}
