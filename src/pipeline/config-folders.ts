import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { ConfigFile } from "../config/index.ts";
import { configIn, configNames } from "../config/index.ts";
import { holdsRepository } from "../discover/index.ts";
import { defaultBaselineName } from "./baseline-file.ts";
import type { LoadConfigFile } from "./load-settings.ts";
import { holds } from "./run-root.ts";

export interface ConfigRequest {
  /** Absolute. */
  readonly cwd: string;
  /** Of the run; absolute. */
  readonly root: string;
  /** A file for all folders, none at all, or for each folder the nearest at or above it in its repository. */
  readonly config: { readonly file: string } | "none" | "nearest";
  /** The file of the organization policy; null for none. */
  readonly policy: string | null;
}

/** Which configuration counts in a folder, and below it up to the next folder with one of its own. */
export interface FolderConfig {
  /** Absolute: the folder of the configuration, or the root of a repository. */
  readonly folder: string;
  /** The root of the repository it belongs to; absolute. */
  readonly repository: string;
  readonly config: ConfigFile | null;
  /** The configurations above it, nearest first. Only their `files.exclude` counts here. */
  readonly above: readonly ConfigFile[];
}

/** The configurations of a run. */
export interface ConfigFolders {
  readonly root: string;
  readonly policy: ConfigFile | null;
  /** @throws ConfigError for a file that is invalid, or for two configurations in one directory */
  readonly of: (folder: string) => Promise<FolderConfig>;
  /** Whether a folder below the root has a configuration or a baseline of its own, by the names in it. */
  readonly hasOwn: (entries: readonly { readonly name: string }[]) => boolean;
}

/**
 * Finds the configuration of each folder. A repository inside another one that has neither a configuration nor a baseline at its
 * root belongs to the repository around it. Nothing above the root of the run counts.
 * @throws ConfigError for a policy or a given configuration that is missing or invalid
 */
export async function openConfigFolders(
  { cwd, root, config, policy }: ConfigRequest,
  load: LoadConfigFile,
): Promise<ConfigFolders> {
  const policyFile =
    policy === null
      ? null
      : await load(resolve(cwd, policy), { root, role: "policy", isLocal: false });
  if (config === "nearest")
    return { root, policy: policyFile, of: nearestConfigs(cwd, root, load), hasOwn };
  const file =
    config === "none"
      ? null
      : await load(resolve(cwd, config.file), { root, role: "repository", isLocal: false });
  const everywhere = { folder: root, repository: root, config: file, above: [] };
  return { root, policy: policyFile, of: () => Promise.resolve(everywhere), hasOwn: () => false };
}

function nearestConfigs(cwd: string, root: string, load: LoadConfigFile): ConfigFolders["of"] {
  const known = new Map<string, Promise<FolderConfig>>();
  const open = async (folder: string): Promise<FolderConfig> => {
    if (!holds(root, folder)) return of(root);
    const above = folder === root ? null : await of(dirname(folder));
    const path = configIn(folder, cwd);
    const repository = above && !isOwnRepository(folder, path) ? above.repository : folder;
    if (above && path === null && repository === above.repository) return above;
    return {
      ...{ folder, repository },
      config: path === null ? null : await load(path, { root, role: "repository", isLocal: true }),
      above: above ? [above.config ?? [], above.above].flat() : [],
    };
  };
  const of = (folder: string): Promise<FolderConfig> => {
    let found = known.get(folder);
    if (!found) known.set(folder, (found = open(folder)));
    return found;
  };
  return of;
}

function isOwnRepository(folder: string, config: string | null): boolean {
  return (
    holdsRepository(folder) && (config !== null || existsSync(join(folder, defaultBaselineName)))
  );
}

const hasOwn: ConfigFolders["hasOwn"] = (entries) =>
  entries.some(({ name }) => {
    // Nearly every name in a large tree fails here.
    if (!name.startsWith(".inferlint")) return false;
    if (configNames.includes(name)) return true;
    return name === defaultBaselineName && entries.some((other) => other.name === ".git");
  });
