import { randomUUID } from "node:crypto";
import { realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { errorCode } from "../../fs/error-code.ts";
import { holds } from "../../pipeline/run-root.ts";
import { errorLines } from "../error-lines.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { errorCommands, runCommandLine } from "./error-annotations.ts";
import type { ActionInputs } from "./inputs.ts";
import { readInputs } from "./inputs.ts";
import type { Checked } from "./run-check.ts";
import { runCheck } from "./run-check.ts";
import { appendOutputs, appendSummary, runnerFile } from "./runner-files.ts";
import { stoppedSummary } from "./stopped-summary.ts";

/** What a step needs from its process. */
export interface ActionHost {
  readonly io: Io;
  /** @throws the system's error */
  readonly changeDirectory: (path: string) => void;
}

/**
 * Runs a step of GitHub Actions to its end: checks what the inputs say, and tells the runner. Nothing is read of the event that
 * started the workflow, and no other program gets an input.
 */
export async function runAction({ io, changeDirectory }: ActionHost): Promise<ExitCode> {
  const { env } = io;
  const isDebug = env["RUNNER_DEBUG"] === "1";
  const writeCommands = (commands: readonly string[]): Promise<void> =>
    io.write({ format: "github", file: null }, commands);
  try {
    // Without it no later step would know how this one ended, so nothing starts.
    const outputFile = runnerFile("GITHUB_OUTPUT", env);
    let checked: Checked | null = null;
    let summary = "";
    try {
      const inputs = readInputs(env);
      enter(inputs, io, changeDirectory);
      checked = await runCheck(inputs, { io, isDebug, temporary: env["RUNNER_TEMP"] ?? tmpdir() });
      ({ summary } = checked);
    } catch (error) {
      await writeCommands(errorCommands(error, isDebug, io.cwd));
      summary = stoppedSummary(errorLines(error, isDebug));
    }
    const warnings = [...(checked?.warnings ?? []), ...addSummary(summary, env)];
    await writeCommands(warnings.map((line) => runCommandLine("warning", line)));
    appendOutputs(outputFile, outputsOf(checked), randomUUID);
    return checked?.exitCode ?? exitCodes.notChecked;
  } catch (error) {
    // Perhaps nobody reads workflow commands here, or standard output is what cannot be written.
    for (const line of errorLines(error, isDebug)) io.warn(line);
    return exitCodes.notChecked;
  }
}

/**
 * Another directory than the checkout may have nothing to check, and a gate must not pass by that.
 * @throws UsageError if the directory is outside of the workspace, or cannot be entered
 */
function enter(
  { workingDirectory }: ActionInputs,
  { env, cwd }: Io,
  changeDirectory: ActionHost["changeDirectory"],
): void {
  const workspace = env["GITHUB_WORKSPACE"] ?? cwd;
  let isInside: boolean;
  try {
    const directory = realpathSync(resolve(workspace, workingDirectory));
    isInside = holds(realpathSync(workspace), directory);
    if (isInside) changeDirectory(directory);
  } catch (error) {
    const code = errorCode(error) ?? String(error);
    throw new UsageError(
      `the input working-directory names ${workingDirectory}, which cannot be used: ${code}`,
    );
  }
  if (!isInside)
    throw new UsageError(
      `the input working-directory names ${workingDirectory}, which is outside of the workspace: name a directory in it`,
    );
}

/** What goes wrong with the summary changes no result; returned as lines. */
function addSummary(text: string, env: Io["env"]): readonly string[] {
  try {
    appendSummary(runnerFile("GITHUB_STEP_SUMMARY", env), text);
    return [];
  } catch (error) {
    return errorLines(error, false);
  }
}

/** Outputs by name, as action.yml describes them. What is not known is not set. */
function outputsOf(checked: Checked | null): Readonly<Record<string, string>> {
  if (checked === null) return { "exit-code": String(exitCodes.notChecked) };
  const { exitCode, counts, sarifFile } = checked;
  return {
    "exit-code": String(exitCode),
    errors: String(counts.errors),
    warnings: String(counts.warnings),
    notes: String(counts.notes),
    ...(sarifFile === null ? {} : { "sarif-file": sarifFile }),
  };
}
