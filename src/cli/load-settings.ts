import { dirname, resolve } from "node:path";
import type { ConfigFile, Patterns, SettingSources } from "../config/index.ts";
import { ConfigError, findConfig, resolveSettings } from "../config/index.ts";
import { readConfigBytes, repositoryRootFinder } from "../discover/index.ts";
import type { Rule } from "../domain/rule/rule.ts";
import type { Settings } from "../domain/settings/settings.ts";
import { UsageError } from "../domain/settings/usage-error.ts";
import type { LintOptions, ScanOptions } from "./command.ts";
import type { Io } from "./io.ts";
import { shown } from "./scan-request.ts";

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
  { cwd, env, today }: Io,
): Promise<SettingSources> {
  const root = repositoryRootFinder()(cwd);
  const policyPath = options.policy ?? nonEmpty(env["INFERLINT_POLICY"]);
  const policy =
    policyPath === null
      ? null
      : await load(resolve(cwd, policyPath), { cwd, base: root ?? cwd, role: "policy" }, rules);
  const configPath = configPathOf(options.config, cwd, root);
  const config =
    configPath === null
      ? null
      : await load(configPath, { cwd, base: dirname(configPath), role: "repository" }, rules);
  const buildArgs = new Map<string, string>();
  for (const [name, value] of options.buildArgs) {
    const text = value ?? env[name];
    if (text !== undefined) buildArgs.set(name, text);
  }
  const lint = "failOn" in options ? options : null;
  return {
    rules,
    policy,
    config,
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
    asOf: options.asOf ?? today,
  };
}

function configPathOf(
  config: ScanOptions["config"],
  cwd: string,
  root: string | null,
): string | null {
  if (config === "none") return null;
  return config === "nearest" ? findConfig(cwd, root) : resolve(cwd, config.file);
}

/** The reader, the schema and the pattern compiler are loaded only if there is a file for them. */
async function load(
  absolute: string,
  where: { readonly cwd: string; readonly base: string; readonly role: "policy" | "repository" },
  rules: readonly Rule[],
): Promise<ConfigFile> {
  const { cwd, base, role } = where;
  const path = shown(absolute, cwd);
  const read = readConfigBytes(absolute);
  if (read.kind !== "bytes") throw new ConfigError([{ path, region: null, message: read.message }]);
  const { loadConfig } = await import("../config/schema/load-config.ts");
  return loadConfig(read.bytes, { path, absolute, base, role }, rules);
}

/** Patterns of `--exclude` are relative to the working directory. */
async function excludePatterns(sources: readonly string[], cwd: string): Promise<Patterns | null> {
  if (sources.length === 0) return null;
  const { compileFiles, filePattern, whyNotPattern } = await import("../config/schema/patterns.ts");
  for (const source of sources)
    if (!filePattern.test(source))
      throw new UsageError(`--exclude ${source}: the pattern ${whyNotPattern(source, "files")}`);
  return compileFiles(sources, cwd);
}

function nonEmpty(text: string | undefined): string | null {
  return text === undefined || text === "" ? null : text;
}
