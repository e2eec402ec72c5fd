import { dirname, join, resolve } from "node:path";
import type { ConfigFile } from "../config/index.ts";
import { ConfigError, configNames, findConfig } from "../config/index.ts";
import { readConfigBytes, repositoryRootFinder } from "../discover/index.ts";
import type { Rule } from "../domain/rule/rule.ts";
import { relativePath } from "../fs/relative-path.ts";

export interface ConfigRequest {
  /** Absolute. */
  readonly cwd: string;
  /** A file, none at all, or the nearest at or above `cwd` in its repository. */
  readonly config: { readonly file: string } | "none" | "nearest";
  /** The file of the organization policy; null for none. */
  readonly policy: string | null;
}

/** The files that set what a run checks; null where there is none. */
export interface ConfigFiles {
  readonly policy: ConfigFile | null;
  readonly config: ConfigFile | null;
}

/**
 * Reads the policy and the configuration. Relative paths are relative to `cwd`.
 * @throws ConfigError for a file that is missing or invalid, or for two configurations in one directory
 */
export async function loadConfigFiles(
  { cwd, config, policy }: ConfigRequest,
  rules: readonly Rule[],
): Promise<ConfigFiles> {
  const root = repositoryRootFinder()(cwd);
  const policyFile =
    policy === null
      ? null
      : await load(resolve(cwd, policy), { cwd, base: root ?? cwd, role: "policy" }, rules);
  const path = configPath(config, cwd, root);
  const configFile =
    path === null
      ? null
      : await load(path, { cwd, base: dirname(path), role: "repository" }, rules);
  return { policy: policyFile, config: configFile };
}

/**
 * The configuration of a repository in a text: YAML, of which JSON is a part. Problems name it `.inferlint.yaml`.
 * @param directory absolute; the configuration's own, which need not exist
 * @throws ConfigError
 */
export async function parseConfigText(
  text: string,
  directory: string,
  rules: readonly Rule[],
): Promise<ConfigFile> {
  const [name = ""] = configNames;
  const { loadConfig } = await import("../config/schema/load-config.ts");
  const where = { path: name, absolute: join(directory, name), base: directory } as const;
  return loadConfig(new TextEncoder().encode(text), { ...where, role: "repository" }, rules);
}

function configPath(
  config: ConfigRequest["config"],
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
  const path = relativePath(absolute, cwd);
  const read = readConfigBytes(absolute);
  if (read.kind !== "bytes") throw new ConfigError([{ path, region: null, message: read.message }]);
  const { loadConfig } = await import("../config/schema/load-config.ts");
  return loadConfig(read.bytes, { path, absolute, base, role }, rules);
}
