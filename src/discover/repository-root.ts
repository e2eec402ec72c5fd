import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { isWithin } from "./fs-path.ts";

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

/**
 * The outermost repository at or below a directory that holds a path; null where none does.
 * @param top absolute
 */
export function topRepositoryFinder(top: string): FindRepositoryRoot {
  const known = new Map<string, string | null>();
  const find: FindRepositoryRoot = (path) => {
    const folder = dirname(path);
    const outer = path === top || folder === path ? null : findOnce(folder);
    return outer ?? (holdsRepository(path) ? path : null);
  };
  const findOnce: FindRepositoryRoot = (folder) => {
    let root = known.get(folder);
    if (root === undefined) known.set(folder, (root = find(folder)));
    return root;
  };
  return (path) => (isWithin(path, top) ? find(path) : null);
}

/** Whether a directory is the root of a repository: `.git` is a directory, or a file in worktrees and submodules. */
export function holdsRepository(directory: string): boolean {
  // False without permission to search this directory, where one of its parents can still be the root.
  return existsSync(join(directory, ".git"));
}
