import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { LintOptions } from "../command.ts";
import {
  configNames,
  effectiveSettings,
  resolveSources,
  starterConfig,
} from "../../config/index.ts";
import type { Tool } from "../../domain/rule/run.ts";
import { ruleset } from "../../pipeline/ruleset.ts";
import { sourcesOf } from "../../pipeline/run-settings.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { requireNamedRules } from "../named-rules.ts";
import { settingSources } from "../load-settings.ts";
import { configJson, configText } from "../../report/config.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { writeReport } from "../write-output.ts";

/** `inferlint config`: the settings for a file or in general, and what set each. */
export async function runConfig(options: LintOptions, tool: Tool, io: Io): Promise<ExitCode> {
  const { folders, sources } = await settingSources(options, io);
  const [path] = options.paths;
  const file = path === undefined ? null : resolve(io.cwd, path);
  const folder = await folders.of(file === null ? io.cwd : dirname(file));
  const own = await sourcesOf(folders, folder, sources);
  requireNamedRules(
    options,
    own.rules.map(({ id }) => id),
  );
  const resolution = resolveSources(own);
  const settings = effectiveSettings(resolution, file);
  io.notify([...resolution.notices, ...resolution.limits.rejections()], options.quiet);
  for (const output of options.outputs) {
    const pieces =
      output.format === "json"
        ? [configJson(settings, tool)]
        : [configText(settings, io.wantsColors(options, output))];
    await io.write(output, pieces);
  }
  return exitCodes.clean;
}

/** `inferlint init`: writes a commented configuration to start from. */
export function runInit(io: Io): ExitCode {
  const present = configNames.find((name) => existsSync(join(io.cwd, name)));
  if (present !== undefined)
    throw new UsageError(`${present} already exists: edit it, or delete it first`);
  const [name = ""] = configNames;
  writeReport("init:", name, [starterConfig(ruleset)], io);
  io.warn(`wrote ${name}; inferlint config shows the settings`);
  return exitCodes.clean;
}
