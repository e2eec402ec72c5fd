import { readdirSync } from "node:fs";
import type { Dirent } from "node:fs";
import { join, sep } from "node:path";
import fastGlob from "fast-glob";
import { isDockerfileName } from "./dockerfile-name.ts";
import { gitignoreReader, scopeFromAbove } from "./gitignore-file.ts";
import type { FileSelection } from "../domain/settings/settings.ts";
import { emptyScope, isIgnored } from "./ignore-scope.ts";
import type { IgnoreScope } from "./ignore-scope.ts";
import { errorCode } from "../fs/error-code.ts";
import { specialFile, undecodableName, ignoredGitignore, unreadable, vanished } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { listByBytes } from "./undecodable-name.ts";

const neverSearched = new Set([".git", "node_modules"]);

/** The second pattern is for names with line breaks, which `**` does not match. */
const everything = ["**", "(/|[^/])+"];

/**
 * The Dockerfiles below a directory, as absolute paths in no particular order.
 *
 * fast-glob walks the tree, but lists each directory with `list`, which filters the entries: ignored directories are never
 * listed, and other files are never accessed. Synchronous, because that takes half the time.
 * @param show turns an absolute path into the path that problems show
 */
export function walk(
  root: string,
  { cwd, selection }: { readonly cwd: string; readonly selection: FileSelection },
  show: (absolute: string) => string,
  report: (problem: Problem) => void,
): readonly string[] {
  const { respectsGitignore } = selection;
  const gitignores = gitignoreReader((path, why) => {
    report(ignoredGitignore(show(path), why));
  });
  const top = respectsGitignore ? scopeFromAbove(root, cwd, gitignores) : emptyScope;
  // The rules in the parents of directories that are still to be listed.
  const outer = new Map<string, IgnoreScope>();

  const ownScope = (inside: string, directory: string, entries: readonly Dirent[]): IgnoreScope => {
    if (!respectsGitignore) return emptyScope;
    // As in git, the rules of an outer repository do not apply in an inner one.
    const isRepository = entries.some(({ name }) => name === ".git");
    const inherited = (): IgnoreScope =>
      inside === "" ? top : gitignores.inherited(outer.get(inside) ?? emptyScope, directory);
    const scope = isRepository ? emptyScope : inherited();
    return entries.some((entry) => entry.name === ".gitignore" && entry.isFile())
      ? gitignores.own(scope, directory)
      : scope;
  };

  const enter = (inside: string, directory: string): Dirent[] => {
    const entries = readdirSync(directory, { withFileTypes: true });
    const candidates = entries.filter((entry) => isCandidate(entry, directory, selection));
    // Most directories have no candidates, so their .gitignore is not read.
    if (candidates.length === 0) return [];
    const scope = ownScope(inside, directory, entries);
    const wanted = candidates.filter((entry) => !isIgnored(scope, entry.name, entry.isDirectory()));
    const named = wanted.some(({ name }) => name.includes("\uFFFD"))
      ? withDecodableNames(wanted, directory, show, report)
      : wanted;
    for (const entry of named) {
      if (!entry.isDirectory() && !entry.isFile())
        report(specialFile(show(join(directory, entry.name)), false));
      else if (entry.isDirectory() && scope.length > 0)
        outer.set(inside === "" ? entry.name : `${inside}/${entry.name}`, scope);
    }
    return named;
  };

  const list = (walked: string): Dirent[] => {
    // fast-glob replaces each backslash of the root by a slash, which keeps its length.
    const inside = walked.slice(root.length).replace(/^\//, "");
    const directory = inside === "" ? root : root + (root.endsWith(sep) ? "" : sep) + inside;
    try {
      return enter(inside, directory);
    } catch (error) {
      const isGone = inside !== "" && ["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "");
      report(isGone ? vanished(show(directory)) : unreadable(show(directory), error));
      return [];
    } finally {
      outer.delete(inside);
    }
  };

  return fastGlob
    .sync(everything, {
      cwd: root,
      dot: true,
      followSymbolicLinks: false,
      unique: false,
      // Without the option `stats`, it always calls this with `withFileTypes`.
      fs: { readdirSync: list as unknown as fastGlob.FileSystemAdapter["readdirSync"] },
    })
    .map((inside) => join(root, inside));
}

/** Whether an entry is a Dockerfile or a directory to search, if no `.gitignore` rule ignores it. */
function isCandidate(
  entry: Dirent,
  directory: string,
  { isIncluded, isExcluded }: FileSelection,
): boolean {
  const { name } = entry;
  const path = directory.endsWith(sep) ? directory + name : directory + sep + name;
  if (entry.isDirectory()) return !neverSearched.has(name) && !isExcluded(path);
  if (entry.isSymbolicLink()) return false;
  return (isDockerfileName(name) || isIncluded(path)) && !isExcluded(path);
}

/** Removes and reports the entries whose names are not valid UTF-8. */
function withDecodableNames(
  entries: Dirent[],
  directory: string,
  show: (absolute: string) => string,
  report: (problem: Problem) => void,
): Dirent[] {
  const { decodable, undecodable } = listByBytes(directory);
  const names = new Set(entries.map(({ name }) => name));
  for (const { listed, escaped, isDirectory } of undecodable)
    if (names.has(listed)) report(undecodableName(show(join(directory, escaped)), isDirectory));
  return entries.filter(({ name }) => decodable.has(name));
}
