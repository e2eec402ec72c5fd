import { statSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import type { FileSelection } from "../domain/settings/settings.ts";
import { errorCode, missing, specialFile, unreadable } from "./problem.ts";
import type { Problem } from "./problem.ts";

export interface DiscoveredFile {
  /** Relative to the working directory, with `/`; on another drive absolute. */
  readonly path: string;
  readonly absolute: string;
  /** Given by the user, not found in a directory. */
  readonly named: boolean;
}

export interface Discovery {
  /** Each file once, in order of `path`. */
  readonly files: readonly DiscoveredFile[];
  readonly problems: readonly Problem[];
}

export interface DiscoverOptions {
  /** Absolute. */
  readonly cwd: string;
  /** Every Dockerfile where none is given. */
  readonly selection?: FileSelection;
  /** Whether what is excluded is left out even where it is named, as hooks name every file. */
  readonly forceExclude?: boolean;
}

const everyDockerfile: FileSelection = {
  isIncluded: () => false,
  isExcluded: () => false,
  isAlwaysExcluded: () => false,
  respectsGitignore: true,
};

/** The files among `paths`, and the Dockerfiles below the directories among them. */
export async function discover(
  paths: readonly string[],
  { cwd, selection = everyDockerfile, forceExclude = false }: DiscoverOptions,
): Promise<Discovery> {
  const show = (absolute: string): string => relative(cwd, absolute).replaceAll(sep, "/") || ".";
  const files = new Map<string, DiscoveredFile>();
  const directories = new Set<string>();
  const problems: Problem[] = [];

  for (const given of paths) {
    const absolute = resolve(cwd, given);
    const excludes = forceExclude ? selection.isExcluded : selection.isAlwaysExcluded;
    if (given !== "" && isBelowExcluded(absolute, excludes)) continue;
    const looked = look(given, absolute, show);
    if (looked === "file") files.set(absolute, { path: show(absolute), absolute, named: true });
    else if (looked === "directory") directories.add(absolute);
    else problems.push(looked);
  }

  if (directories.size > 0) {
    // Hooks name files only, and start faster without the walker.
    const { walk } = await import("./walk.ts");
    const report = (problem: Problem): void => void problems.push(problem);
    for (const directory of directories)
      for (const absolute of walk(directory, { cwd, selection }, show, report))
        if (!files.has(absolute))
          files.set(absolute, { path: show(absolute), absolute, named: false });
  }
  return { files: [...files.values()].sort(byPath), problems: distinct(problems).sort(byPath) };
}

/** A pattern may name a directory above the file. */
function isBelowExcluded(absolute: string, isExcluded: FileSelection["isExcluded"]): boolean {
  for (let at = absolute; ; at = dirname(at)) {
    if (isExcluded(at)) return true;
    if (dirname(at) === at) return false;
  }
}

/** What stands at a path that the user gave, links followed. */
function look(
  given: string,
  absolute: string,
  show: (absolute: string) => string,
): "file" | "directory" | Problem {
  // An empty argument comes from a variable without a value; it does not mean the working directory.
  if (given === "") return missing("", "An empty path names nothing.");
  const path = show(absolute);
  try {
    const stat = statSync(absolute);
    if (stat.isFile()) return "file";
    return stat.isDirectory() ? "directory" : specialFile(path, true);
  } catch (error) {
    if (!["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "")) return unreadable(path, error);
    const hint = given.includes("\uFFFD") ? " Names that are not valid UTF-8 cannot be given." : "";
    return missing(path, `No such file or directory.${hint}`);
  }
}

/** Overlapping directories meet the same problem twice. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** By code units, so that the order is the same in every locale. */
function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
