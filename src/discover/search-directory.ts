import type { NamedDirectory } from "./named-path.ts";
import { Repositories } from "./repositories.ts";
import type { Search } from "./search.ts";
import { addTracked } from "./tracked.ts";
import { walk } from "./walk.ts";

/** Adds to a search what discovery may take in a directory: what the walk finds, and what it left out although git tracks it. */
export function searchDirectory({ path, onlyTracked }: NamedDirectory, search: Search): void {
  const repositories = new Repositories(search.findRoot);
  if (onlyTracked) repositories.leaveOut(path);
  else walk(path, search, repositories);
  for (const root of repositories.incomplete)
    addTracked(root, path, search, (submodule) => {
      if (!repositories.has(submodule)) walk(submodule, search, repositories);
    });
}
