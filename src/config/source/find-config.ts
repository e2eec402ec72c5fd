import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { ConfigError } from "./config-error.ts";
import { relativePath } from "../../fs/relative-path.ts";

/** The file names of a repository's configuration. */
export const configNames: readonly string[] = [
  ".inferlint.yaml",
  ".inferlint.yml",
  ".inferlint.json",
];

/**
 * The configuration nearest to the working directory, from there up to the root of the repository; without a repository only
 * the working directory counts. Two in one directory are an error, because either could be meant.
 * @param cwd absolute
 * @param root absolute; null without a repository
 * @throws ConfigError
 */
export function findConfig(cwd: string, root: string | null): string | null {
  for (let directory = cwd; ; directory = dirname(directory)) {
    const present = configNames.filter((name) => exists(join(directory, name)));
    const [first, second] = present;
    if (first !== undefined && second !== undefined) {
      const path = relativePath(join(directory, second), cwd);
      const message = `${first} is in the same directory, and only one configuration is read: delete one`;
      throw new ConfigError([{ path, region: null, message }]);
    }
    if (first !== undefined) return join(directory, first);
    if (root === null || directory === root || dirname(directory) === directory) return null;
  }
}

/** Also true for a directory, so that one of this name is reported and not ignored. */
function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
