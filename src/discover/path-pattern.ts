import { lstatSync, statSync } from "node:fs";
import { isAbsolute, resolve, sep } from "node:path";
import type { NamedDirectory } from "./named-path.ts";
import { addNamedPath } from "./named-path.ts";
import type { MatchesPath } from "./pattern-scope.ts";
import { PatternScope, wildcard } from "./pattern-scope.ts";
import { missing } from "./problem.ts";
import type { Search } from "./search.ts";

/** Compiles a pattern of files that is relative to a folder; a clause that says what is wrong with one that is not valid. */
export type CompilePattern = (pattern: string, folder: string) => Promise<MatchesPath | string>;

/** Whether a path that the user passed is a pattern: it has wildcards, and nothing has this name. */
export function isPathPattern(argument: string, cwd: string): boolean {
  if (!wildcard.test(argument)) return false;
  try {
    // Not by `resolve`, to which a wildcard and `..` are nothing.
    lstatSync(isAbsolute(argument) ? argument : cwd + sep + argument);
    return false;
  } catch {
    return true;
  }
}

/**
 * A path with wildcards that the user passed, as a search of the folder before the first of them for what it matches.
 * @returns null where nothing is to be searched, which is then reported
 */
export async function namedPattern(
  argument: string,
  search: Search,
  forceExclude: boolean,
  compile: CompilePattern,
): Promise<NamedDirectory | null> {
  const all = argument.replaceAll(sep, "/").split("/");
  const first = all.findIndex((part) => wildcard.test(part));
  const start = all.slice(0, first).join("/");
  const folder = first === 0 ? "." : start === "" ? "/" : start;
  const parts = all.slice(first).filter((part) => part !== "" && part !== ".");
  const absolute = resolve(search.cwd, folder);
  const matches = await compile(parts.join("/"), absolute);
  if (typeof matches === "string") {
    search.report(missing(argument, `No such file or directory, and as a pattern it ${matches}.`));
    return null;
  }
  if (!isFolder(absolute)) {
    search.report(missing(argument, "No file matches this pattern: there is no such directory."));
    return null;
  }
  const directory = await addNamedPath(folder, search, forceExclude);
  const scope = new PatternScope(absolute, parts, matches);
  return directory && { ...directory, pattern: { argument, scope } };
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
