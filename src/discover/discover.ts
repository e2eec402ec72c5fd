import { statSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import type { FileSelection } from "../domain/settings/settings.ts";
import { errorCode } from "../fs/error-code.ts";
import { missing, specialFile, unreadable } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { compareText } from "../text/compare-text.ts";

export interface DiscoveredFile {
  /** Relative to the working directory, with `/`; absolute if on another drive. */
  readonly path: string;
  readonly absolute: string;
  /** Passed by the user, not found in a directory. */
  readonly named: boolean;
}

export interface Discovery {
  /** Each file once, sorted by `path`. */
  readonly files: readonly DiscoveredFile[];
  readonly problems: readonly Problem[];
}

export interface DiscoverOptions {
  /** Absolute. */
  readonly cwd: string;
  /** All Dockerfiles by default. */
  readonly selection?: FileSelection;
  /** Applies exclusions even to paths passed explicitly, because pre-commit hooks pass every file. */
  readonly forceExclude?: boolean;
}

const everyDockerfile: FileSelection = {
  isIncluded: () => false,
  isExcluded: () => false,
  isAlwaysExcluded: () => false,
  respectsGitignore: true,
};

/** Finds the files among `paths`, and the Dockerfiles below the directories among them. */
export async function discover(
  paths: readonly string[],
  { cwd, selection = everyDockerfile, forceExclude = false }: DiscoverOptions,
): Promise<Discovery> {
  const show = (absolute: string): string => relative(cwd, absolute).replaceAll(sep, "/") || ".";
  const files = new Map<string, DiscoveredFile>();
  const directories = new Set<string>();
  const problems: Problem[] = [];

  for (const path of paths) {
    const absolute = resolve(cwd, path);
    const isExcluded = forceExclude ? selection.isExcluded : selection.isAlwaysExcluded;
    if (path !== "" && isBelowExcluded(absolute, isExcluded)) continue;
    const kind = kindOf(path, absolute, show);
    if (kind === "file") files.set(absolute, { path: show(absolute), absolute, named: true });
    else if (kind === "directory") directories.add(absolute);
    else problems.push(kind);
  }

  if (directories.size > 0) {
    // Hooks pass files only, and start faster without the walker.
    const { walk } = await import("./walk.ts");
    const report = (problem: Problem): void => void problems.push(problem);
    for (const directory of directories)
      for (const absolute of walk(directory, { cwd, selection }, show, report))
        if (!files.has(absolute))
          files.set(absolute, { path: show(absolute), absolute, named: false });
  }
  return { files: [...files.values()].sort(byPath), problems: distinct(problems).sort(byPath) };
}

/** Whether the path or a directory above it is excluded. */
function isBelowExcluded(absolute: string, isExcluded: FileSelection["isExcluded"]): boolean {
  for (let at = absolute; ; at = dirname(at)) {
    if (isExcluded(at)) return true;
    if (dirname(at) === at) return false;
  }
}

/** What a path of the user refers to, with symbolic links followed. */
function kindOf(
  argument: string,
  absolute: string,
  show: (absolute: string) => string,
): "file" | "directory" | Problem {
  // An empty argument usually comes from an unset variable and must not mean the working directory.
  if (argument === "") return missing("", "The path is empty.");
  const path = show(absolute);
  try {
    const stat = statSync(absolute);
    if (stat.isFile()) return "file";
    return stat.isDirectory() ? "directory" : specialFile(path, true);
  } catch (error) {
    if (!["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "")) return unreadable(path, error);
    const hint = argument.includes("\uFFFD")
      ? " Names that are not valid UTF-8 are not supported."
      : "";
    return missing(path, `No such file or directory.${hint}`);
  }
}

/** Overlapping directories report the same problem twice. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return compareText(a.path, b.path);
}
