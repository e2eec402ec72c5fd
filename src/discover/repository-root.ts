import { statSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest directory at or above an absolute one that holds `.git`, else null. */
export type FindRepositoryRoot = (directory: string) => string | null;

/** Remembers its answers: files of one run share most of their ancestors. */
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

/** `.git` is a directory, or in worktrees and submodules a file. */
function holdsRepository(directory: string): boolean {
  try {
    return statSync(join(directory, ".git"), { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A directory that may not be entered says nothing; its parents may.
    return false;
  }
}
