import { lstatSync, statSync } from "node:fs";
import type { Stats } from "node:fs";
import { basename, dirname, parse, resolve } from "node:path";
import { errorCode } from "../fs/error-code.ts";
import { takenAs } from "./file-name.ts";
import { kindOfNamed } from "./named-kind.ts";
import type { PatternScope } from "./pattern-scope.ts";
import { missing, specialFile, unreadable } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { isOutOfReach } from "./reach.ts";
import { searchAt } from "./search-at.ts";
import type { FolderSearch, Search } from "./search.ts";
import { isDockerfile } from "./sniff.ts";

/** A directory to search. */
export interface NamedDirectory {
  /** Absolute. */
  readonly path: string;
  /** Only what git tracks in it: discovery would not get there. */
  readonly onlyTracked: boolean;
  /** Set where only what a pattern matches is searched. */
  readonly pattern?: { readonly argument: string; readonly scope: PatternScope };
}

/**
 * Adds a path that the user passed to a search.
 * @param forceExclude what discovery would not take is left out
 * @returns the path if it is a directory to search, else null
 */
export async function addNamedPath(
  argument: string,
  run: Search,
  forceExclude: boolean,
): Promise<NamedDirectory | null> {
  const path = resolve(run.cwd, argument);
  const isLeftOut = (within: FolderSearch, at: string, isFolder: boolean): boolean =>
    argument !== "" &&
    (forceExclude ? within.isExcluded(at, isFolder) : within.selection.isAlwaysExcluded(at));
  const search = await searchAt(path, parse(path).root, run, isLeftOut);
  if (!search) return null;
  const entry = entryAt(argument, path, search, forceExclude);
  if ("kind" in entry) search.report(entry);
  else if (forceExclude) return addAsFound(path, entry, search);
  else if (entry.stat.isDirectory()) return { path, onlyTracked: false };
  else if (entry.stat.isFile()) await addNamedFile(path, entry, search);
  else search.report(specialFile(search.show(path), true));
  return null;
}

async function addNamedFile(path: string, { isLink }: Entry, search: FolderSearch): Promise<void> {
  const shown = search.show(path);
  const { isDockerfileText } = search.run;
  const file = {
    ...{ path, shown },
    isDockerfile: () => isDockerfile(path, shown, { isDockerfileText, named: true }),
  };
  const kind = await kindOfNamed(file, search.selection);
  if (typeof kind === "string") search.add({ path, isLink, taken: takenAs(kind), named: true });
  else search.report(kind);
}

/** Adds a path as if a search of the working directory had found it. */
async function addAsFound(
  path: string,
  { stat, isLink }: Entry,
  search: FolderSearch,
): Promise<NamedDirectory | null> {
  const isFolder = stat.isDirectory();
  const taken = isFolder ? null : search.takenBy(path, basename(path));
  if (!isFolder && !isLink && taken === null) return null;
  const onlyTracked = await isOutOfReach(path, isFolder, search);
  if (isFolder) return { path, onlyTracked };
  if (onlyTracked) {
    const { isTracked } = await import("./tracked.ts");
    const root = search.run.findRoot(dirname(path));
    if (root === null || !isTracked(root, path, search.run)) return null;
  }
  if (isLink || stat.isFile()) search.add({ path, isLink, taken, named: !isLink });
  else if (taken !== null) search.reportSpecial(path, taken);
  return null;
}

interface Entry {
  readonly stat: Stats;
  readonly isLink: boolean;
}

/** @param forceExclude links are not followed, as in a search */
function entryAt(
  argument: string,
  path: string,
  { show }: FolderSearch,
  forceExclude: boolean,
): Entry | Problem {
  // An empty argument usually comes from an unset variable and must not mean the working directory.
  if (argument === "") return missing("", "The path is empty.");
  try {
    const own = lstatSync(path);
    const isLink = own.isSymbolicLink();
    return { stat: isLink && !forceExclude ? statSync(path) : own, isLink };
  } catch (error) {
    if (!["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? ""))
      return unreadable(show(path), error);
    const hint = argument.includes("\uFFFD")
      ? " Names that are not valid UTF-8 are not supported."
      : "";
    return missing(show(path), `No such file or directory.${hint}`);
  }
}
