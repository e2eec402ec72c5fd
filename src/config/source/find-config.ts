import { statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { ConfigError } from "./config-error.ts";

/** Names of a repository's configuration. */
export const configNames: readonly string[] = [
  ".inferlint.yaml",
  ".inferlint.yml",
  ".inferlint.json",
];

/**
 * The configuration nearest to the working directory, from there up to the root of the repository; without a repository only
 * the working directory counts. Two in one directory are an error, since nobody could tell which one is meant.
 * @param root absolute; null without a repository
 */
export function findConfig(cwd: string, root: string | null): string | null {
  for (let directory = cwd; ; directory = dirname(directory)) {
    const present = configNames.filter((name) => isThere(join(directory, name)));
    const [first, second] = present;
    if (first !== undefined && second !== undefined) {
      const path = relative(cwd, join(directory, second)).replaceAll(sep, "/");
      const message = `${first} stands beside it, and only one configuration can count: delete one`;
      throw new ConfigError([{ path, region: null, message }]);
    }
    if (first !== undefined) return join(directory, first);
    if (root === null || directory === root || dirname(directory) === directory) return null;
  }
}

/** Whatever it is: one that is no file must not go unnoticed. */
function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
