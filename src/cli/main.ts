import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { setImmediate } from "node:timers/promises";
import { isConfigError } from "../config/index.ts";
import { isUsageError, UsageError } from "../domain/settings/usage-error.ts";
import { inBlocks } from "../fs/atomic-write.ts";
import { errorCode } from "../fs/error-code.ts";
import { formerIds, ruleset } from "../pipeline/ruleset.ts";
import { tool } from "../pipeline/tool.ts";
import { safeText } from "../report/safe-text.ts";
import { readCommandLine } from "./arguments/read-command-line.ts";
import { supportsColors } from "./color-support.ts";
import { dayOf, homeDirectory, workingDirectory } from "./environment.ts";
import type { Output, ScanOptions } from "./command.ts";
import type { Io } from "./io.ts";
import { exitCodes } from "./io.ts";
import { configErrorLines, notificationLines } from "./notices.ts";
import type { Progress } from "./progress.ts";
import { createProgress } from "./progress.ts";
import { runCommand } from "./run-command.ts";
import { writeReport } from "./write-output.ts";

const io: Io = {
  // Worked out when they are needed: --version needs neither a working directory nor a clock.
  get cwd() {
    return workingDirectory(() => process.cwd());
  },
  env: process.env,
  get today() {
    return dayOf(Date.now());
  },
  now: () => {
    const now = Date.now();
    dayOf(now);
    return now;
  },
  home: homeDirectory(homedir),
  operatingSystem: process.platform,
  readStandardInput: () => readFileSync(0),
  standardInput: () => process.stdin,
  write,
  warn,
  notify: (notifications, quiet) => {
    for (const line of notificationLines(notifications, quiet)) warn(line);
  },
  wantsColors: ({ color }, { file }) =>
    file === null && supportsColors(color, process.env, process.stdout.isTTY),
  widthOf,
  withProgress,
  unique: () => {
    holdSignals();
    return `${process.pid}-${process.hrtime.bigint()}`;
  },
  onEnd: (work) => {
    process.once("exit", work);
    for (const signal of signals)
      process.once(signal, () => {
        work();
        process.kill(process.pid, signal);
      });
  },
};

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
let holdsSignals = false;

/**
 * From now on signals end the process between two writes only: a temporary file is renamed or removed before a listener can run.
 * Not from the start, since a listener also waits for long work that writes nothing.
 */
function holdSignals(): void {
  if (holdsSignals) return;
  holdsSignals = true;
  for (const signal of signals) process.once(signal, () => process.kill(process.pid, signal));
}

function widthOf({ file }: Output): number {
  const { isTTY, columns } = process.stdout;
  // A terminal that does not know its size reports 0.
  return file === null && isTTY && columns > 0 ? columns : 80;
}

async function withProgress<T>(
  { quiet }: ScanOptions,
  work: (progress: Pick<Progress, "report" | "asked">) => Promise<T>,
): Promise<T> {
  const isPlain = !process.stderr.isTTY || process.env["TERM"] === "dumb";
  if (quiet || isPlain) return work({ report: () => undefined, asked: () => undefined });
  const progress = createProgress(
    (text) => process.stderr.write(text),
    () => performance.now(),
  );
  const ticking = setInterval(progress.tick, 250).unref();
  try {
    return await work(progress);
  } finally {
    clearInterval(ticking);
    progress.end();
  }
}

function warn(line: string): void {
  process.stderr.write(`inferlint: ${line}\n`);
}

async function write({ file }: Output, pieces: Iterable<string>): Promise<void> {
  if (file !== null) {
    writeReport("--output", file, pieces, io);
    return;
  }
  for (const piece of inBlocks(pieces)) if (!(await writeToStandardOutput(piece))) return;
}

/**
 * False once the reader has closed the pipe (`| head`), which is no failure.
 * @throws UsageError for any other error, such as a full disk
 */
function writeToStandardOutput(text: string): Promise<boolean> {
  return new Promise((done, failed) => {
    process.stdout.write(text, (error) => {
      const code = errorCode(error);
      if (error && code !== "EPIPE")
        failed(new UsageError(`standard output cannot be written: ${code ?? error.message}`));
      else done(!error);
    });
  });
}

async function main(argv: readonly string[]): Promise<void> {
  // Without a listener a failed write would end the process with a stack; `write` reports it.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
  try {
    const ruleIds = ruleset.map(({ id }) => id);
    const context = { ruleIds, formerIds, isPath: existsSync };
    const command = readCommandLine(argv, context);
    process.exitCode = await runCommand(command, tool, io);
  } catch (error) {
    process.exitCode = exitCodes.notChecked;
    if (isUsageError(error)) warn(safeText(error.message));
    else if (isConfigError(error)) for (const line of configErrorLines(error)) warn(line);
    else warnOfInternalError(error, argv.includes("--debug"));
  }
  // A signal that came during the last write ends the process, too.
  if (holdsSignals) await setImmediate();
}

function warnOfInternalError(error: unknown, showStack: boolean): void {
  const message = error instanceof Error ? error.message : String(error);
  warn(`internal error: ${safeText(message)} (please report it; --debug shows more)`);
  if (showStack && error instanceof Error)
    warn((error.stack ?? "").split("\n").map(safeText).join("\n"));
}

void main(process.argv.slice(2));
