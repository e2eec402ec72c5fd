import { join } from "node:path";
import type { ReadFile } from "./git-directory.ts";
import { gitDirectory, hashLength } from "./git-directory.ts";
import { indexEntries } from "./index-entries.ts";
import type { TrackedPath } from "./index-entries.ts";

/** In bytes; enough for a million files. */
const indexCap = 128 * 1024 * 1024;

/** What git tracks in a work tree. */
export interface Tracked {
  /** The paths that were wanted, in the order of the index. */
  readonly paths: readonly TrackedPath[];
  /** Why paths can be missing: an error with a clause, or of the system. Null if all were read. */
  readonly problem: unknown;
}

/**
 * Reads git's index. Starts no program: `git ls-files` would run what the configuration of the repository names
 * (`core.fsmonitor`).
 * @param root absolute; holds `.git`
 * @param isWanted whether a path is kept; called for each
 */
export function trackedPaths(
  root: string,
  read: ReadFile,
  isWanted: (path: TrackedPath) => boolean,
): Tracked {
  const paths: TrackedPath[] = [];
  try {
    const directory = gitDirectory(root, read);
    // There is none in a repository to which nothing was ever added.
    const index = read(join(directory, "index"), indexCap);
    if (index !== null)
      for (const path of indexEntries(index, hashLength(directory, read)))
        if (isWanted(path)) paths.push(path);
    return { paths, problem: null };
  } catch (problem) {
    return { paths, problem };
  }
}
