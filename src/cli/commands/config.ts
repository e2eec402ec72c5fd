import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { LintOptions } from "../command.ts";
import {
  configNames,
  effectiveSettings,
  resolveSettings,
  starterConfig,
} from "../../config/index.ts";
import type { Tool } from "../../domain/rule/run.ts";
import { ruleset } from "../../pipeline/ruleset.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { settingSources } from "../load-settings.ts";
import { configJsonPieces, configText } from "../../report/config.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { writeReport } from "../write-output.ts";

/** `inferlint config`: what is set, for a file or in general, and where. */
export async function runConfig(options: LintOptions, tool: Tool, io: Io): Promise<ExitCode> {
  const sources = await settingSources(options, ruleset, io);
  const [path] = options.paths;
  const file = path === undefined ? null : resolve(io.cwd, path);
  const settings = effectiveSettings(sources, file);
  const resolved = resolveSettings(sources);
  // What an override may not say is found out when a file is asked about.
  if (file !== null) resolved.buildsOf(file);
  io.tell(resolved.rejections, options.quiet);
  for (const output of options.outputs) {
    const pieces =
      output.format === "json"
        ? configJsonPieces(settings, tool)
        : [configText(settings, io.wantsColors(options, output))];
    await io.write(output, pieces);
  }
  return exitCodes.clean;
}

/** `inferlint init`: a commented configuration to begin with. */
export function runInit(io: Io): ExitCode {
  const present = configNames.find((name) => existsSync(join(io.cwd, name)));
  if (present !== undefined) throw new UsageError(`there is a configuration already: ${present}`);
  const [name = ""] = configNames;
  writeReport("init:", join(io.cwd, name), [starterConfig(ruleset)], io.unique());
  io.warn(`wrote ${name}: inferlint config shows what is set`);
  return exitCodes.clean;
}
