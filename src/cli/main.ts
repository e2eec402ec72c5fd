import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import packageJson from "../../package.json" with { type: "json" };
import type { ScanOptions, Output } from "./command.ts";
import { readCommandLine } from "./arguments.ts";
import { isConfigError } from "../config/index.ts";
import { runConfig, runInit } from "./commands/config.ts";
import { calendarDate } from "../text/calendar-date.ts";
import type { Notification } from "../domain/rule/run.ts";
import { runFactsShow, runFactsUpdate } from "./commands/facts.ts";
import { help, rulesTable } from "./help.ts";
import { ruleset } from "../pipeline/ruleset.ts";
import { runInspect } from "./commands/inspect.ts";
import type { ExitCode, Io } from "./io.ts";
import { exitCodes } from "./io.ts";
import { runLint } from "./commands/lint.ts";
import type { Progress } from "./progress.ts";
import { createProgress } from "./progress.ts";
import { safeText } from "../report/safe-text.ts";
import { isUsageError } from "../domain/settings/usage-error.ts";
import { inBlocks } from "../fs/atomic-write.ts";
import { writeReport } from "./write-output.ts";

const tool = {
  name: packageJson.name,
  version: packageJson.version,
  homepage: packageJson.homepage,
};

async function main(argv: readonly string[]): Promise<ExitCode> {
  const command = readCommandLine(
    argv,
    ruleset.map(({ id }) => id),
  );
  switch (command.kind) {
    case "help":
      return print(help);
    case "version":
      return print(`${tool.version}\n`);
    case "rules":
      return print(rulesTable(ruleset));
    case "explain":
      return print(ruleset.find(({ id }) => id === command.rule)?.page ?? "");
    case "lint":
      return runLint(command.options, tool, io);
    case "inspect":
      return runInspect(command.options, tool, io);
    case "facts update":
      return runFactsUpdate(command.options, command.file, io);
    case "facts show":
      return runFactsShow(command.options, command.image, tool, io);
    case "cache": {
      const { runCache } = await import("./commands/cache.ts");
      return runCache(command.action, command.options, io);
    }
    case "config":
      return runConfig(command.options, tool, io);
    case "init":
      return runInit(io);
  }
}

const io: Io = {
  cwd: process.cwd(),
  env: process.env,
  today: calendarDate(new Date().toISOString().slice(0, 10)),
  now: () => Date.now(),
  home: homedir(),
  operatingSystem: process.platform,
  readStandardInput: () => readFileSync(0),
  write,
  warn,
  tell,
  wantsColors,
  widthOf,
  withProgress,
  unique: () => `${process.pid}-${process.hrtime.bigint()}`,
};

async function withProgress<T>(
  { quiet }: ScanOptions,
  work: (progress: Pick<Progress, "report" | "asked">) => Promise<T>,
): Promise<T> {
  const nobody = { report: () => undefined, asked: () => undefined };
  const isPlain = !process.stderr.isTTY || process.env["TERM"] === "dumb";
  if (quiet || isPlain) return work(nobody);
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

/** Files hold no colours. */
function wantsColors({ color }: ScanOptions, { file }: Output): boolean {
  if (file !== null) return false;
  if (color !== "auto") return color === "always";
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: term } = process.env;
  if (no !== undefined && no !== "") return false;
  if (force !== undefined && force !== "") return force !== "0" && force !== "false";
  return process.stdout.isTTY && term !== "dumb";
}

function widthOf({ file }: Output): number {
  const { isTTY, columns } = process.stdout;
  // A terminal that does not know its size says 0.
  return file === null && isTTY && columns > 0 ? columns : 80;
}

function tell(notifications: readonly Notification[], quiet: boolean): void {
  for (const { level, message, path, region } of notifications) {
    if (quiet && level !== "error") continue;
    const location = region === null ? "" : `:${region.startLine}:${region.startColumn}`;
    warn(`${level}: ${path === null ? "" : `${safeText(path)}${location}: `}${safeText(message)}`);
  }
}

function warn(line: string): void {
  process.stderr.write(`inferlint: ${line}\n`);
}

async function print(text: string): Promise<ExitCode> {
  await write({ format: "text", file: null }, [text]);
  return exitCodes.clean;
}

async function write({ file }: Output, pieces: Iterable<string>): Promise<void> {
  if (file !== null) {
    writeReport("--output", file, pieces, io.unique());
    return;
  }
  for (const piece of inBlocks(pieces)) if (!(await writeToStandardOutput(piece))) return;
}

/** False once nobody reads any more, which is no failure (`| head`); anything else that stops the report is one. */
function writeToStandardOutput(text: string): Promise<boolean> {
  return new Promise((done, failed) => {
    process.stdout.write(text, (error) => {
      if (error && !isClosedPipe(error)) failed(error);
      else done(!error);
    });
  });
}

function isClosedPipe(error: Error): boolean {
  return "code" in error && error.code === "EPIPE";
}

async function run(argv: readonly string[]): Promise<void> {
  // Without a listener a failed write would end the process with a stack; `write` reports it.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
  try {
    process.exitCode = await main(argv);
  } catch (error) {
    process.exitCode = exitCodes.notChecked;
    if (isUsageError(error)) {
      warn(safeText(error.message));
      return;
    }
    if (isConfigError(error)) {
      for (const { path, region, message } of error.problems) {
        const location = region === null ? "" : `:${region.startLine}:${region.startColumn}`;
        warn(`error: ${safeText(path)}${location}: ${safeText(message)}`);
      }
      return;
    }
    const message = error instanceof Error ? error.message : String(error);
    warn(`internal error: ${safeText(message)} (please report it; --debug shows more)`);
    if (argv.includes("--debug") && error instanceof Error)
      warn((error.stack ?? "").split("\n").map(safeText).join("\n"));
  }
}

void run(process.argv.slice(2));
