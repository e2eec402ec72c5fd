import { ruleset } from "../pipeline/ruleset.ts";
import type { Tool } from "../domain/rule/run.ts";
import type { Command } from "./command.ts";
import { runConfig, runInit } from "./commands/config.ts";
import { runFactsShow, runFactsUpdate } from "./commands/facts.ts";
import { runInspect } from "./commands/inspect.ts";
import { runLint } from "./commands/lint.ts";
import { rulesTable } from "./commands/rules.ts";
import { commandHelp, generalHelp } from "./commands/help.ts";
import type { ExitCode, Io } from "./io.ts";
import { exitCodes } from "./io.ts";

/**
 * Runs a command to its end.
 * @throws UsageError, ConfigError
 */
export async function runCommand(command: Command, tool: Tool, io: Io): Promise<ExitCode> {
  switch (command.kind) {
    case "help":
      return print(
        command.commands.length === 0 ? generalHelp() : commandHelp(command.commands),
        io,
      );
    case "version":
      return print(`${tool.version}\n`, io);
    case "rules":
      return print(rulesTable(ruleset), io);
    case "explain": {
      const { runExplain } = await import("./commands/explain.ts");
      const page = ruleset.find(({ id }) => id === command.rule)?.page ?? "";
      return runExplain(page, command.color, io);
    }
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

async function print(text: string, { write }: Io): Promise<ExitCode> {
  await write({ format: "text", file: null }, [text]);
  return exitCodes.clean;
}
