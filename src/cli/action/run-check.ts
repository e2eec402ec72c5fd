import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { temporaryFolder } from "../../fs/temporary-folder.ts";
import type { NdjsonSummaryV1 } from "../../report/ndjson/schema.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { runArguments } from "../run-arguments.ts";
import { actionArguments } from "./action-arguments.ts";
import type { ActionInputs } from "./inputs.ts";

/** A run that ended with a report. */
export interface Checked {
  readonly exitCode: ExitCode;
  /** Findings that count, by level. */
  readonly counts: Pick<NdjsonSummaryV1["summary"], "errors" | "warnings" | "notes">;
  /** In Markdown. */
  readonly summary: string;
  /** Absolute; null where there is none, and where the run could not check everything. */
  readonly sarifFile: string | null;
  /** Safe to show. */
  readonly warnings: readonly string[];
}

export interface CheckOptions {
  readonly io: Io;
  readonly isDebug: boolean;
  /** A folder for temporary files; exists. */
  readonly temporary: string;
}

/**
 * Runs the command line that the inputs stand for, in the working directory as it is.
 * @throws UsageError, ConfigError, and what the system throws
 */
export async function runCheck(
  inputs: ActionInputs,
  { io, isDebug, temporary }: CheckOptions,
): Promise<Checked> {
  const folder = temporaryFolder(temporary);
  io.onEnd(folder.remove);
  try {
    const files = {
      summary: join(folder.path, "summary.md"),
      counts: join(folder.path, "report.ndjson"),
    };
    const warnings: string[] = [];
    const argv = actionArguments(inputs, files, isDebug);
    const exitCode = await runArguments(argv, stepIo(inputs, io, warnings));
    const { sarifFile } = inputs;
    const isComplete = exitCode !== exitCodes.notChecked;
    return {
      ...{ exitCode, warnings },
      counts: lastLine(readFileSync(files.counts, "utf8")).summary,
      summary: readFileSync(files.summary, "utf8"),
      // An upload of a run that could not check everything would close alerts.
      sarifFile: sarifFile !== null && isComplete ? resolve(io.cwd, sarifFile) : null,
    };
  } finally {
    folder.remove();
  }
}

function lastLine(ndjson: string): NdjsonSummaryV1 {
  return JSON.parse(
    ndjson.slice(ndjson.lastIndexOf("\n", ndjson.length - 2) + 1),
  ) as NdjsonSummaryV1;
}

/** Warnings become annotations, and notifications that the format github shows are not repeated. */
function stepIo({ format }: ActionInputs, io: Io, warnings: string[]): Io {
  const { notify } = io;
  return {
    ...io,
    warn: (line) => warnings.push(line),
    notify: (notifications, quiet) => {
      const others =
        format === "github" ? notifications.filter(({ level }) => level === "note") : notifications;
      notify(others, quiet);
    },
  };
}
