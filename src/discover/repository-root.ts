import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest directory at or above an absolute path that contains `.git`; null if there is none. */
export type FindRepositoryRoot = (directory: string) => string | null;

/** Caches results: the files of one run share most of their parent directories. */
export function repositoryRootFinder(): FindRepositoryRoot {
  const known = new Map<string, string | null>();
  const find: FindRepositoryRoot = (directory) => {
    let root = known.get(directory);
    if (root !== undefined) return root;
    const parent = dirname(directory);
    if (holdsRepository(directory)) root = directory;
    else root = parent === directory ? null : find(parent);
    known.set(directory, root);
    return root;
  };
  return find;
}

/** Whether a directory is the root of a repository: `.git` is a directory, or a file in worktrees and submodules. */
export function holdsRepository(directory: string): boolean {
  // False without permission to search this directory, where one of its parents can still be the root.
  return existsSync(join(directory, ".git"));
}
