import { pageOf } from "../pipeline/requirement-rules.ts";
import { ruleset } from "../pipeline/ruleset.ts";
import { rulePageUri } from "../report/rule-page.ts";
import { renamedRule } from "../domain/rule/rule-names.ts";
import type { Tool } from "../domain/rule/run.ts";
import type { Command } from "./command.ts";
import { runLint } from "./commands/lint.ts";
import { rulesTable } from "./commands/rules.ts";
import type { ExitCode, Io } from "./io.ts";
import { exitCodes } from "./io.ts";

/**
 * Runs a command to its end.
 * @throws UsageError, ConfigError
 */
export async function runCommand(command: Command, tool: Tool, io: Io): Promise<ExitCode> {
  switch (command.kind) {
    case "help": {
      const { commandHelp, generalHelp } = await import("./commands/help.ts");
      const { commands } = command;
      return print(commands.length === 0 ? generalHelp() : commandHelp(commands), io);
    }
    case "version": {
      const { newestDay } = await import("../catalogue/newest-day.ts");
      return print(`${tool.name} ${tool.version}\ncatalogue of ${newestDay()}\n`, io);
    }
    case "rules":
      return print(rulesTable(ruleset), io);
    case "explain": {
      const { runExplain } = await import("./commands/explain.ts");
      const { rule: id, written, color } = command;
      if (written !== id) io.notify([renamedRule(written, id, null)], false);
      return runExplain(await pageOf(id), rulePageUri(id, tool.homepage), color, io);
    }
    case "lint": {
      if (!command.options.stdinNdjson) return runLint(command.options, tool, io);
      const { runLintLines } = await import("./commands/lint-lines.ts");
      return runLintLines(command.options, tool, io);
    }
    case "inspect": {
      const { runInspect } = await import("./commands/inspect.ts");
      return runInspect(command.options, tool, io);
    }
    case "forecast": {
      const { runForecast } = await import("./commands/forecast.ts");
      return runForecast(command.options, command.days, tool, io);
    }
    case "rollout": {
      const { runRollout } = await import("./commands/rollout.ts");
      return runRollout(command.options, tool, io);
    }
    case "merge": {
      const { runMerge } = await import("./commands/merge.ts");
      return runMerge(command.options, tool, io);
    }
    case "exceptions": {
      const { runExceptions } = await import("./commands/exceptions.ts");
      return runExceptions(command.options, command.expiring, tool, io);
    }
    case "facts update": {
      const { runFactsUpdate } = await import("./commands/facts.ts");
      return runFactsUpdate(command.options, command.file, io);
    }
    case "image": {
      const { runImage } = await import("./commands/image.ts");
      return runImage(command.options, command.images, tool, io);
    }
    case "images": {
      const { runImages } = await import("./commands/images.ts");
      return runImages(command.options, command.choice, tool, io);
    }
    case "cache": {
      const { runCache } = await import("./commands/cache.ts");
      return runCache(command.action, command.options, io);
    }
    case "config": {
      const { runConfig } = await import("./commands/config.ts");
      return runConfig(command.options, tool, io);
    }
    case "init": {
      const { runInit } = await import("./commands/config.ts");
      return runInit(io);
    }
  }
}

async function print(text: string, { write }: Io): Promise<ExitCode> {
  await write({ format: "text", file: null }, [text]);
  return exitCodes.clean;
}
