import { dirname, join } from "node:path";
import type { ConfigFile } from "../config/index.ts";
import { ConfigError, configNames } from "../config/index.ts";
import { holdsRepository, readConfigBytes, topRepositoryFinder } from "../discover/index.ts";
import type { Rule } from "../domain/rule/rule.ts";
import { relativePath } from "../fs/relative-path.ts";
import { tool } from "./tool.ts";

interface ConfigRole {
  readonly role: "policy" | "repository";
  /** Of the run; absolute. */
  readonly root: string;
  /** Whether patterns are relative to the directory of the file that they stand in, not to the root of each repository. */
  readonly isLocal: boolean;
}

/**
 * Reads a configuration or a policy, and what it extends.
 * @throws ConfigError for a file that is missing or invalid
 */
export type LoadConfigFile = (absolute: string, where: ConfigRole) => Promise<ConfigFile>;

/** Reads each file once. The reader, the schema and the pattern compiler are loaded only if there is a file for them. */
export function configLoader(cwd: string, rules: readonly Rule[]): LoadConfigFile {
  const known = new Map<string, Promise<ConfigFile>>();
  const load: LoadConfigFile = async (absolute, { role, root, isLocal }) => {
    const shared = isLocal ? null : { base: root, baseOf: repositoryBase(root) };
    const bytes = bytesOf(absolute);
    const { loadConfig } = await import("../config/schema/load-config.ts");
    const parse = (file: string, content: Buffer): ConfigFile => {
      const { version } = tool;
      const where = { path: relativePath(file, cwd), absolute: file, role, version };
      return loadConfig(content, { ...where, ...(shared ?? { base: dirname(file) }) }, rules);
    };
    const own = parse(absolute, bytes);
    if (own.extends === null) return own;
    const { withExtended } = await import("./extended-config.ts");
    const read = (file: string): ConfigFile => parse(file, bytesOf(file));
    return withExtended(own, { role, root, cwd, read });
  };
  const bytesOf = (absolute: string): Buffer => {
    const read = readConfigBytes(absolute);
    if (read.kind === "bytes") return read.bytes;
    const path = relativePath(absolute, cwd);
    throw new ConfigError([{ path, region: null, message: read.message }]);
  };
  return (absolute, where) => {
    const key = JSON.stringify([absolute, where.isLocal ? null : where.root, where.role]);
    let file = known.get(key);
    if (!file) known.set(key, (file = load(absolute, where)));
    return file;
  };
}

/** What patterns of a file for several repositories are relative to: the root of the one that holds a path, else that of the run. */
function repositoryBase(root: string): (path: string) => string {
  const find = holdsRepository(root) ? null : topRepositoryFinder(root);
  return (path) => find?.(path) ?? root;
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
  const config = loadConfig(
    new TextEncoder().encode(text),
    { ...where, role: "repository" },
    rules,
  );
  if (config.extends === null) return config;
  const message = "the text of a configuration cannot extend a file: use loadSettings instead";
  throw new ConfigError([{ ...config.extends.location, message }]);
}
