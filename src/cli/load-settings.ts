import { resolve } from "node:path";
import type { CommandLineSettings, FilePatterns } from "../config/index.ts";
import { UsageError } from "../domain/settings/usage-error.ts";
import type { ConfigFolders } from "../pipeline/config-folders.ts";
import { openConfigFolders } from "../pipeline/config-folders.ts";
import { configLoader } from "../pipeline/load-settings.ts";
import { ruleset } from "../pipeline/ruleset.ts";
import { runRoot } from "../pipeline/run-root.ts";
import type { RunSettings, RunSettingsOptions } from "../pipeline/run-settings.ts";
import { runSettings } from "../pipeline/run-settings.ts";
import type { LintOptions, ScanOptions } from "./command.ts";
import { fileOfVariable } from "./environment.ts";
import type { Io } from "./io.ts";

/**
 * The settings of a run: reads the policy now, and the configuration of each folder when its first file is found.
 * @param baselines whether they are read
 * @param root of the run; worked out from the paths by default
 * @throws ConfigError for a file that is missing or invalid, UsageError for an invalid `--exclude` or a baseline
 */
export async function loadSettings(
  options: ScanOptions | LintOptions,
  io: Io,
  baselines: RunSettingsOptions["baselines"] = "ignored",
  root?: string,
): Promise<RunSettings> {
  const { folders, sources } = await settingSources(options, io, root);
  const settings = runSettings(folders, { cwd: io.cwd, sources, baselines });
  // What is wrong where the user is stops every run, also one that finds no file.
  await settings.of(io.cwd);
  return settings;
}

/**
 * What settings are resolved from.
 * @throws as loadSettings
 */
export async function settingSources(
  options: ScanOptions | LintOptions,
  io: Io,
  ownRoot?: string,
): Promise<{
  readonly folders: ConfigFolders;
  readonly sources: RunSettingsOptions["sources"];
}> {
  const { cwd, env } = io;
  const policy = options.policy ?? fileOfVariable(env, "INFERLINT_POLICY");
  const { paths, stdinFilename, config } = options;
  const named = paths[0] === "-" ? [stdinFilename ?? "Dockerfile"] : paths;
  const root = ownRoot ?? runRoot(cwd, named);
  const load = configLoader(cwd, ruleset);
  const folders = await openConfigFolders({ cwd, root, config, policy }, load);
  const commandLine = await commandLineSettings(options, cwd, env);
  // A clock that shows no day matters only where the day is not given.
  const asOf = options.asOf ?? io.today;
  const addsReadingsOnly = "against" in options && options.against !== null;
  return { folders, sources: { rules: ruleset, commandLine, asOf, addsReadingsOnly } };
}

async function commandLineSettings(
  options: ScanOptions | LintOptions,
  cwd: string,
  env: Io["env"],
): Promise<CommandLineSettings> {
  const buildArgs = new Map<string, string>();
  for (const [name, value] of options.buildArgs) {
    const text = value ?? env[name];
    if (text !== undefined) buildArgs.set(name, text);
  }
  const lint = "failOn" in options ? options : null;
  const baseline = lint?.baseline ?? null;
  return {
    levels: lint?.levels ?? new Map(),
    only: lint?.only ?? null,
    ignore: lint?.ignore ?? [],
    exclude: await excludePatterns(options.exclude, cwd),
    kinds: options.kinds,
    failOn: lint?.failOn ?? null,
    buildArgs,
    target: options.target,
    baseline: typeof baseline === "string" ? resolve(cwd, baseline) : baseline,
    inlineIgnores: lint?.inlineIgnores ?? true,
    renamed: lint?.renamed ?? new Map(),
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
