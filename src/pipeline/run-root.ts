import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { repositoryRootFinder } from "../discover/index.ts";

/**
 * The root of a run: the nearest repository that holds the working directory and all paths, else the nearest folder. Reports
 * name files relative to it, and nothing above it counts.
 * @param cwd absolute
 * @param paths absolute, or relative to `cwd`
 */
export function runRoot(cwd: string, paths: readonly string[]): string {
  const folder = paths.reduce((at, path) => commonFolder(at, resolve(cwd, path)), cwd);
  return repositoryRootFinder()(folder) ?? folder;
}

/** The nearest folder at or above `folder` that holds a path; `folder` itself for a path on another drive. */
function commonFolder(folder: string, path: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (holds(at, path)) return at;
    if (dirname(at) === at) return folder;
  }
}

/** Whether a path is a folder or lies below it; both absolute. */
export function holds(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Whether a request covers all files below a directory. */
export function coversAll(
  {
    paths,
    cwd,
    stdin,
  }: { readonly paths: readonly string[]; readonly cwd: string; readonly stdin: object | null },
  directory: string,
): boolean {
  return !stdin && paths.some((path) => holds(resolve(cwd, path), directory));
}
