import { statSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest directory at or above an absolute one that holds `.git`, else null. */
export type FindRepositoryRoot = (directory: string) => string | null;

/** Remembers its answers: files of one run share most of their ancestors. */
export function repositoryRootFinder(): FindRepositoryRoot {
  const known = new Map<string, string | null>();
  const find: FindRepositoryRoot = (directory) => {
    const passed: string[] = [];
    let root: string | null = null;
    for (let at = directory; ; at = dirname(at)) {
      const answer = known.get(at);
      if (answer !== undefined) root = answer;
      else passed.push(at);
      if (answer === undefined && holdsRepository(at)) root = at;
      if (answer !== undefined || root !== null || at === dirname(at)) break;
    }
    for (const at of passed) known.set(at, root);
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
