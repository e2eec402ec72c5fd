import { join, relative, sep } from "node:path";
import type { FolderSearch, Search } from "./search.ts";

/**
 * The search in the directory of a path; null where the path or a directory above it is left out. From the top, so that no
 * configuration in a directory that is left out is read.
 * @param top the directory above which nothing is asked; absolute
 */
export async function searchAt(
  path: string,
  top: string,
  run: Search,
  isLeftOut: (search: FolderSearch, at: string, isFolder: boolean) => boolean,
): Promise<FolderSearch | null> {
  let [at, search] = [top, await run.in(top)];
  const names = relative(top, path).split(sep).filter(Boolean);
  for (const [index, name] of names.entries()) {
    if (index > 0) search = await run.in(at);
    at = join(at, name);
    if (isLeftOut(search, at, index < names.length - 1)) return null;
  }
  return search;
}
