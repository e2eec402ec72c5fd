import { relative, sep } from "node:path";
import { repositoryRootFinder } from "../discover/index.ts";

/**
 * Paths relative to the root of the repository that a file is in, with `/`. If two repositories of a run have files of the same
 * path, the second one keeps its path from the working directory: a baseline must not mix them up.
 */
export function repositoryPaths(cwd: string): (absolute: string) => string {
  const findRoot = repositoryRootFinder();
  const owners = new Map<string, string>();
  return (absolute) => {
    const path = relative(findRoot(absolute) ?? cwd, absolute).replaceAll(sep, "/");
    const owner = owners.get(path);
    if (owner === undefined) owners.set(path, absolute);
    return owner === undefined || owner === absolute
      ? path
      : relative(cwd, absolute).replaceAll(sep, "/");
  };
}
