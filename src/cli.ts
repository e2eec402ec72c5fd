import { readFileSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import packageJson from "../package.json" with { type: "json" };
import type { LintOptions, LookOptions, Output } from "./command-line.ts";
import { readCommandLine, UsageError } from "./command-line.ts";
import { defaultImagePolicy } from "./config/index.ts";
import { calendarDate } from "./domain/calendar-date.ts";
import { levels } from "./domain/finding.ts";
import type { Notification, Run, RuleInForce } from "./domain/run.ts";
import { help, rulesTable } from "./help.ts";
import { inspect, lint, ruleset } from "./inferlint.ts";
import type { LookRequest } from "./open-builds.ts";
import { inspectJsonPieces, inspectTextPieces } from "./report/inspect.ts";
import { createProgress } from "./progress.ts";
import { jsonPieces } from "./report/json.ts";
import { safeText } from "./report/safe-text.ts";
import { textPieces } from "./report/text.ts";
import { inBlocks, writeReport } from "./write-output.ts";

const exitCodes = { clean: 0, findings: 1, notJudged: 2 } as const;
type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

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
      return runLint(command.options);
    case "inspect":
      return runInspect(command.options);
  }
}

async function runLint(options: LintOptions): Promise<ExitCode> {
  const request = {
    ...requestOf(options),
    tool,
    rules: inForce(options),
    hash: await hashFor(options.outputs),
  };
  const { result: run, isIncomplete } = await withProgress(options, (onProgress) =>
    lint({ ...request, onProgress }),
  );
  tell(run.notifications, options.quiet);
  if (run.files === 0 && !isIncomplete && !options.quiet) warn("no Dockerfile found");
  for (const output of options.outputs) await write(output, await render(run, output, options));
  if (isIncomplete) return exitCodes.notJudged;
  const { failOn } = options;
  const counted = failOn === "never" ? [] : levels.slice(0, levels.indexOf(failOn) + 1);
  const fails = run.findings.some(
    ({ level, suppressed }) => !suppressed && counted.includes(level),
  );
  return fails ? exitCodes.findings : exitCodes.clean;
}

/** Text shows no fingerprints, so a hook that prints text does not wait for node:crypto. */
async function hashFor(outputs: readonly Output[]): Promise<(identity: string) => string> {
  if (outputs.every(({ format }) => format === "text")) return () => "";
  const { fingerprintHash } = await import("./fingerprint-hash.ts");
  return fingerprintHash;
}

async function render(
  run: Run,
  { format, file }: Output,
  options: LookOptions,
): Promise<Iterable<string>> {
  switch (format) {
    case "json":
      return jsonPieces(run);
    case "sarif": {
      const { sarifPieces } = await import("./report/sarif/index.ts");
      return sarifPieces(run);
    }
    case "text":
      return textPieces(run, {
        colors: file === null && wantsColors(options),
        quiet: options.quiet,
      });
  }
}

async function runInspect(options: LookOptions): Promise<ExitCode> {
  const request = requestOf(options);
  const { result, isIncomplete } = await withProgress(options, (onProgress) =>
    inspect({ ...request, onProgress }),
  );
  const { builds, notifications } = result;
  tell(notifications, options.quiet);
  if (builds.length === 0 && !isIncomplete && !options.quiet) warn("no Dockerfile found");
  const inspection = { tool, asOf: request.asOf, builds };
  for (const output of options.outputs) {
    const colors = output.file === null && wantsColors(options);
    const text =
      output.format === "json"
        ? inspectJsonPieces(inspection)
        : inspectTextPieces(inspection, colors);
    await write(output, text);
  }
  return isIncomplete ? exitCodes.notJudged : exitCodes.clean;
}

/** On a terminal, long work says how far it is. */
async function withProgress<T>(
  { quiet }: LookOptions,
  work: (onProgress: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  if (quiet || !process.stderr.isTTY) return work(() => undefined);
  const progress = createProgress(
    (text) => process.stderr.write(text),
    () => performance.now(),
  );
  try {
    return await work(progress.report);
  } finally {
    progress.end();
  }
}

function requestOf(options: LookOptions): LookRequest {
  const { paths, asOf, target, stdinFilename } = options;
  const cwd = process.cwd();
  const buildArgs = new Map<string, string>();
  for (const [name, value] of options.buildArgs) {
    const text = value ?? process.env[name];
    if (text !== undefined) buildArgs.set(name, text);
  }
  const isStdin = paths[0] === "-";
  return {
    cwd,
    paths: isStdin ? [] : paths.length === 0 ? ["."] : paths,
    stdin: isStdin
      ? { path: shown(stdinFilename ?? "Dockerfile", cwd), bytes: readFileSync(0) }
      : null,
    asOf: asOf ?? calendarDate(new Date().toISOString().slice(0, 10)),
    target,
    buildArgs,
    policy: defaultImagePolicy(),
  };
}

function shown(path: string, cwd: string): string {
  const absolute = isAbsolute(path) ? path : resolve(cwd, path);
  return relative(cwd, absolute).replaceAll(sep, "/");
}

function inForce({ levels: chosen, only }: LintOptions): readonly RuleInForce[] {
  return ruleset.flatMap((rule) => {
    const level = chosen.get(rule.id) ?? rule.level;
    const isWanted = only === null || only.includes(rule.id);
    return level === "off" || !isWanted ? [] : [{ rule, level, options: rule.options }];
  });
}

function wantsColors({ color }: LookOptions): boolean {
  if (color !== "auto") return color === "always";
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: term } = process.env;
  if (no !== undefined && no !== "") return false;
  if (force !== undefined && force !== "") return force !== "0" && force !== "false";
  return process.stdout.isTTY && term !== "dumb";
}

function tell(notifications: readonly Notification[], quiet: boolean): void {
  for (const { level, message, path } of notifications)
    if (!quiet || level === "error")
      warn(`${level}: ${path === null ? "" : `${safeText(path)}: `}${safeText(message)}`);
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
    writeReport(file, pieces, `${process.pid}-${process.hrtime.bigint()}`);
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
    process.exitCode = exitCodes.notJudged;
    if (error instanceof UsageError) {
      warn(safeText(error.message));
      return;
    }
    const message = error instanceof Error ? error.message : String(error);
    warn(`internal error: ${safeText(message)} (please report it; --debug shows more)`);
    if (argv.includes("--debug") && error instanceof Error)
      warn((error.stack ?? "").split("\n").map(safeText).join("\n"));
  }
}

void run(process.argv.slice(2));
