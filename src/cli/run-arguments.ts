import { existsSync } from "node:fs";
import { formerIds, ruleset } from "../pipeline/ruleset.ts";
import { tool } from "../pipeline/tool.ts";
import { readCommandLine } from "./arguments/read-command-line.ts";
import type { ExitCode, Io } from "./io.ts";
import { runCommand } from "./run-command.ts";

/**
 * Runs a command line to its end.
 * @param argv without the program's own name
 * @throws UsageError, ConfigError
 */
export async function runArguments(argv: readonly string[], io: Io): Promise<ExitCode> {
  const ruleIds = ruleset.map(({ id }) => id);
  const command = readCommandLine(argv, { ruleIds, formerIds, isPath: existsSync });
  return runCommand(command, tool, io);
}
