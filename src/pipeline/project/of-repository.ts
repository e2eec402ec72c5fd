import { realpathSync } from "node:fs";
import { relative, sep } from "node:path";
import { holds } from "../run-root.ts";

/**
 * Whether a path leads to something in a repository, links followed. Git's own files are no part of it.
 * @throws the system's error where there is nothing
 */
export function isOfRepository(root: string, path: string): boolean {
  const [top, end] = [realpathSync(root), realpathSync(path)];
  return holds(top, end) && !relative(top, end).split(sep).includes(".git");
}
