import { LineIndex } from "../../text/line-index.ts";
import { ConfigError, listProblems } from "../source/config-error.ts";
import { configText } from "../source/config-text.ts";
import { redactProblem } from "../source/redact-problem.ts";
import { readYaml } from "../source/yaml-tree.ts";
import type { UserConfig } from "./user-config-schema.ts";
import { isUserConfigKey, readUserConfig } from "./user-config-schema.ts";

export type { UserConfig } from "./user-config-schema.ts";

/**
 * Reads the user's own settings. Messages never repeat what could be a secret.
 * @param path as messages name it
 * @throws ConfigError with all problems, in the order of the file
 */
export function loadUserConfig(bytes: Uint8Array, path: string): UserConfig {
  const decoded = configText(bytes);
  if (decoded.kind === "invalid")
    throw new ConfigError([{ path, region: null, message: decoded.message }]);
  const { text } = decoded;
  // Only comments: a template that the user has not filled in yet.
  if (/^(?:[^\S\n]*(?:#.*)?(?:\n|$))*$/.test(text)) return { registries: [], cacheDir: null };
  const { root, problems } = readYaml(text);
  const read = root === null ? null : readUserConfig(root);
  const lines = new LineIndex(text);
  const pending = [
    ...problems.map((problem) => redactProblem(problem, text, isUserConfigKey)),
    ...(read?.problems ?? []),
  ].map(({ span, message }) => ({ region: span && lines.range(span), message: () => message }));
  if (read === null || pending.length > 0) throw new ConfigError(listProblems(path, pending));
  return read.config;
}
