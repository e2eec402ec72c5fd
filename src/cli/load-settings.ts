import { resolve } from "node:path";
import type { FilePatterns, SettingSources } from "../config/index.ts";
import { resolveSettings } from "../config/index.ts";
import type { Rule } from "../domain/rule/rule.ts";
import type { Settings } from "../domain/settings/settings.ts";
import { UsageError } from "../domain/settings/usage-error.ts";
import { loadConfigFiles } from "../pipeline/load-settings.ts";
import type { LintOptions, ScanOptions } from "./command.ts";
import type { Io } from "./io.ts";
import { nonEmpty } from "../text/non-empty.ts";

/**
 * Reads the policy and the configuration, if there are any, and resolves all settings of a command.
 * @throws ConfigError for a file that is missing or invalid, UsageError for an invalid `--exclude`
 */
export async function loadSettings(
  options: ScanOptions | LintOptions,
  rules: readonly Rule[],
  io: Io,
): Promise<Settings> {
  return resolveSettings(await settingSources(options, rules, io));
}

/**
 * What settings are resolved from.
 * @throws as loadSettings
 */
export async function settingSources(
  options: ScanOptions | LintOptions,
  rules: readonly Rule[],
  io: Io,
): Promise<SettingSources> {
  const { cwd, env } = io;
  const policy = options.policy ?? nonEmpty(env["INFERLINT_POLICY"]);
  const files = await loadConfigFiles({ cwd, config: options.config, policy }, rules);
  const buildArgs = new Map<string, string>();
  for (const [name, value] of options.buildArgs) {
    const text = value ?? env[name];
    if (text !== undefined) buildArgs.set(name, text);
  }
  const lint = "failOn" in options ? options : null;
  return {
    rules,
    ...files,
    commandLine: {
      levels: lint?.levels ?? new Map(),
      only: lint?.only ?? null,
      ignore: lint?.ignore ?? [],
      exclude: await excludePatterns(options.exclude, cwd),
      failOn: lint?.failOn ?? null,
      buildArgs,
      target: options.target,
      baseline: lint?.baseline == null ? null : resolve(cwd, lint.baseline),
      inlineIgnores: lint?.inlineIgnores ?? true,
    },
    // A clock that shows no day matters only where the day is not given.
    asOf: options.asOf ?? io.today,
  };
}

/** Patterns of `--exclude` are relative to the working directory. */
async function excludePatterns(
  sources: readonly string[],
  cwd: string,
): Promise<FilePatterns | null> {
  if (sources.length === 0) return null;
  const { compileFiles, whyNotPattern } = await import("../config/schema/patterns.ts");
  for (const source of sources) {
    const why = whyNotPattern(source, "files");
    if (why !== null) throw new UsageError(`--exclude ${source}: the pattern ${why}`);
  }
  return compileFiles(sources, cwd);
}
