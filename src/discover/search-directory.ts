import type { IgnoreScope } from "./ignore-scope.ts";
import type { NamedDirectory } from "./named-path.ts";
import { Repositories } from "./repositories.ts";
import type { Search } from "./search.ts";
import { addTracked } from "./tracked.ts";
import { walk } from "./walk.ts";

/** Adds to a search what discovery may take in a directory: what the walk finds, and what it left out or the tree lacks although git tracks it. */
export async function searchDirectory(
  { path, onlyTracked }: NamedDirectory,
  search: Search,
): Promise<void> {
  const repositories = new Repositories(path, search.findRoot);
  const walkAll = async (root: string): Promise<void> => {
    // A directory with a selection of its own is added on the way and searched in its turn.
    const folders = new Map<string, IgnoreScope | undefined>([[root, undefined]]);
    const onOwn = (directory: string, scope: IgnoreScope): void =>
      void folders.set(directory, scope);
    for (const [folder, scope] of folders)
      walk(folder, await search.in(folder), { repositories, onOwn, scope });
  };
  if (onlyTracked) repositories.leaveOut(path);
  else await walkAll(path);
  for (const root of repositories.indexed)
    await addTracked(root, path, search, {
      mustBeRead: repositories.isIncomplete(root),
      walk: async (submodule) => {
        if (!repositories.has(submodule)) await walkAll(submodule);
      },
    });
}
