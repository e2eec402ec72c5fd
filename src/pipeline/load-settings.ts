import { join } from "node:path";
import type { ConfigFile } from "../config/index.ts";
import { ConfigError, configNames } from "../config/index.ts";
import { readConfigBytes } from "../discover/index.ts";
import type { Rule } from "../domain/rule/rule.ts";
import { relativePath } from "../fs/relative-path.ts";
import { tool } from "./tool.ts";

/**
 * Reads a configuration or a policy.
 * @param base patterns are relative to it
 * @throws ConfigError for a file that is missing or invalid
 */
export type LoadConfigFile = (
  absolute: string,
  where: { readonly base: string; readonly role: "policy" | "repository" },
) => Promise<ConfigFile>;

/** Reads each file once. The reader, the schema and the pattern compiler are loaded only if there is a file for them. */
export function configLoader(cwd: string, rules: readonly Rule[]): LoadConfigFile {
  const known = new Map<string, Promise<ConfigFile>>();
  const load: LoadConfigFile = async (absolute, { base, role }) => {
    const path = relativePath(absolute, cwd);
    const read = readConfigBytes(absolute);
    if (read.kind !== "bytes")
      throw new ConfigError([{ path, region: null, message: read.message }]);
    const { loadConfig } = await import("../config/schema/load-config.ts");
    return loadConfig(read.bytes, { path, absolute, base, role, version: tool.version }, rules);
  };
  return (absolute, where) => {
    const key = JSON.stringify([absolute, where.base, where.role]);
    let file = known.get(key);
    if (!file) known.set(key, (file = load(absolute, where)));
    return file;
  };
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
