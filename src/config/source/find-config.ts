import { existsSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "./config-error.ts";
import { relativePath } from "../../fs/relative-path.ts";

/** The file names of a repository's configuration. */
export const configNames: readonly string[] = [
  ".inferlint.yaml",
  ".inferlint.yml",
  ".inferlint.json",
];

/**
 * The configuration in a directory; null where there is none. Two are an error, because either could be meant.
 * @param directory absolute
 * @param cwd absolute; the message names files relative to it
 * @throws ConfigError
 */
export function configIn(directory: string, cwd: string): string | null {
  // Also true for a directory, so that one of this name is reported and not ignored. A path that cannot exist is no error here.
  const [first, second] = configNames.filter((name) => existsSync(join(directory, name)));
  if (first === undefined) return null;
  if (second === undefined) return join(directory, first);
  const path = relativePath(join(directory, second), cwd);
  const message = `${first} is in the same directory, and only one configuration is read: delete one`;
  throw new ConfigError([{ path, region: null, message }]);
}
