import { dirname, resolve } from "node:path";
import type { LintOptions, ScanOptions } from "./command.ts";
import type { ConfigFile, SettingSources } from "../config/index.ts";
import { ConfigError, findConfig, resolveSettings } from "../config/index.ts";
import { readConfigBytes, repositoryRootFinder } from "../discover/index.ts";
import type { Rule } from "../domain/rule/rule.ts";
import type { Settings } from "../domain/settings/settings.ts";
import type { Io } from "./io.ts";
import { shown } from "./scan-request.ts";

/** Everything that is set for a command: reads the policy and the configuration, if there are any. */
export async function loadSettings(
  options: ScanOptions | LintOptions,
  rules: readonly Rule[],
  io: Io,
): Promise<Settings> {
  return resolveSettings(await settingSources(options, rules, io));
}

/** What settings come from, read and understood. Throws ConfigError, and UsageError for a file that is not there. */
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
  const checking = "failOn" in options ? options : null;
  return {
    rules,
    policy,
    config,
    commandLine: {
      levels: checking?.levels ?? new Map(),
      only: checking?.only ?? null,
      failOn: checking?.failOn ?? null,
      buildArgs,
      target: options.target,
      baseline: checking?.baseline == null ? null : resolve(cwd, checking.baseline),
      inlineIgnores: checking?.inlineIgnores ?? true,
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

/** Reader, schema and pattern compiler are loaded when there is a file for them. */
async function load(
  absolute: string,
  {
    cwd,
    base,
    role,
  }: { readonly cwd: string; readonly base: string; readonly role: "policy" | "repository" },
  rules: readonly Rule[],
): Promise<ConfigFile> {
  const path = shown(absolute, cwd);
  const read = readConfigBytes(absolute);
  if (read.kind !== "bytes") throw new ConfigError([{ path, region: null, message: read.message }]);
  const { loadConfig } = await import("../config/schema/load-config.ts");
  return loadConfig(read.bytes, { path, absolute, base, role }, rules);
}

function nonEmpty(text: string | undefined): string | null {
  return text === undefined || text === "" ? null : text;
}
