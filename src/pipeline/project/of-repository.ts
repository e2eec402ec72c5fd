import { realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { holds } from "../run-root.ts";

/**
 * Whether a path leads to something in a repository, links followed. Git's own files are no part of it.
 * @throws the system's error where there is nothing
 */
export function isOfRepository(root: string, path: string): boolean {
  const [top, end] = [realpathSync(root), realpathSync(path)];
  return holds(top, end) && !relative(top, end).split(sep).includes(".git");
}

/** Where a path of a repository leads, links followed, by the name of the root; the path itself where there is nothing. */
export function resolvedIn(root: string, path: string): string {
  try {
    const [top, end] = [realpathSync(root), realpathSync(path)];
    return holds(top, end) ? join(root, relative(top, end)) : path;
  } catch {
    return path;
  }
}
