import { dirname } from "node:path";
import { repositoryRootFinder } from "../discover/index.ts";
import { relativePath } from "../fs/relative-path.ts";

/**
 * Paths relative to the root of the repository that a file is in, with `/`. If two repositories of a run have files of the same
 * path, the second one keeps its path from the working directory: a baseline must not mix them up.
 */
export function repositoryPaths(cwd: string): (absolute: string) => string {
  const findRoot = repositoryRootFinder();
  const owners = new Map<string, string>();
  const known = new Map<string, string>();
  const pathOf = (absolute: string): string => {
    const path = relativePath(absolute, findRoot(dirname(absolute)) ?? cwd);
    const owner = owners.get(path);
    if (owner === undefined) owners.set(path, absolute);
    return owner === undefined || owner === absolute ? path : relativePath(absolute, cwd);
  };
  return (absolute) => {
    let path = known.get(absolute);
    if (path === undefined) known.set(absolute, (path = pathOf(absolute)));
    return path;
  };
}
