import { existsSync } from "node:fs";
import type { Io } from "../../src/cli/io.ts";
import { readCommandLine } from "../../src/cli/arguments/read-command-line.ts";
import { runCommand } from "../../src/cli/run-command.ts";
import { formerIds, ruleset } from "../../src/pipeline/ruleset.ts";
import { tool } from "../../src/pipeline/tool.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";

export interface RanHere {
  readonly exit: number;
  readonly stdout: string;
  readonly warnings: readonly string[];
}

const ruleIds = ruleset.map(({ id }) => id);

/** Runs a command in this process, for tests of many runs. @throws UsageError, ConfigError */
export async function runHere(
  cwd: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<RanHere> {
  let stdout = "";
  const warnings: string[] = [];
  const io: Io = {
    ...{ cwd, env: { PATH: process.env["PATH"], ...env }, home: null, operatingSystem: "linux" },
    today: calendarDate("2026-11-23"),
    now: () => Date.now(),
    readStandardInput: () => Buffer.alloc(0),
    // eslint-disable-next-line @typescript-eslint/require-await
    standardInput: async function* () {
      yield Buffer.alloc(0);
    },
    write: (_output, pieces) => {
      for (const piece of pieces) stdout += piece;
      return Promise.resolve();
    },
    warn: (line) => warnings.push(line),
    notify: (notifications) => warnings.push(...notifications.map(({ id }) => id)),
    wantsColors: () => false,
    widthOf: () => 80,
    withProgress: (_options, work) => work({ report: () => undefined, asked: () => undefined }),
    unique: () => "here",
    onEnd: () => undefined,
  };
  const command = readCommandLine(argv, { ruleIds, formerIds, isPath: existsSync });
  return { exit: await runCommand(command, tool, io), stdout, warnings };
}
