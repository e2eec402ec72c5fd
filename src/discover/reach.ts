import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { isWithin } from "./fs-path.ts";
import type { FolderSearch } from "./search.ts";
import { neverSearched } from "./search.ts";

/**
 * Whether a search of the working directory leaves a path out because of where it is: in `.git` or `node_modules`, or where a
 * `.gitignore` rule applies. What git tracks is checked all the same, except in `.git`.
 */
export async function isOutOfReach(
  path: string,
  isFolder: boolean,
  { run: { cwd, findRoot }, selection }: FolderSearch,
): Promise<boolean> {
  const from = isWithin(path, cwd) ? cwd : dirname(path);
  const top = findRoot(from) ?? from;
  const names = relative(top, path).split(sep);
  const folders = isFolder ? names : names.slice(0, -1);
  if (folders.some((name) => neverSearched.has(name))) return true;
  // Most files of a hook need no rules, which take longer to load than all the rest.
  if (!selection.respectsGitignore || !hasGitignore(top, names)) return false;
  const { hidingRuleFinder } = await import("./gitignore-file.ts");
  return hidingRuleFinder(cwd)(path, isFolder) !== null;
}

function hasGitignore(top: string, names: readonly string[]): boolean {
  return names.some((_, index) => existsSync(join(top, ...names.slice(0, index), ".gitignore")));
}
