import { realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { holds } from "../run-root.ts";

/**
 * Where a path of a repository leads, links followed, by the name of the root that the user knows; null for a place outside of the
 * repository. Git's own files are no part of it.
 * @throws the system's error where there is nothing
 */
export function endIn(root: string, path: string): string | null {
  const [top, end] = [realpathSync(root), realpathSync(path)];
  const inside = relative(top, end);
  return holds(top, end) && !inside.split(sep).includes(".git") ? join(root, inside) : null;
}
