import { readdirSync } from "node:fs";
import type { Dirent } from "node:fs";
import { sep } from "node:path";
import fastGlob from "fast-glob";
import { walkUndecodable } from "./byte-walk.ts";
import { gitignoreReader, scopeFromAbove } from "./gitignore-file.ts";
import { countIgnored } from "./ignored-entry.ts";
import { emptyScope } from "./ignore-scope.ts";
import type { IgnoreScope } from "./ignore-scope.ts";
import type { Taken } from "./file-name.ts";
import { errorCode } from "../fs/error-code.ts";
import { ignoredGitignore, unreadable, vanished } from "./problem.ts";
import type { Repositories } from "./repositories.ts";
import type { FolderSearch } from "./search.ts";
import { neverSearched } from "./search.ts";

/** The second pattern is for names with line breaks, which `**` does not match. */
const everything = ["**", "(/|[^/])+"];

export interface WalkOptions {
  /** Gets the roots of repositories that are found. */
  readonly repositories: Repositories;
  /** Called for a directory that is left out, since another selection counts in it; with the `.gitignore` rules from above. */
  readonly onOwn: (directory: string, scope: IgnoreScope) => void;
  /** The `.gitignore` rules from above the root; worked out from the file system by default. */
  readonly scope?: IgnoreScope | undefined;
}

/**
 * Adds the candidates below a directory to a search.
 *
 * fast-glob walks the tree, but lists each directory with `list`, which adds the files and returns the directories to search:
 * ignored ones are never listed, and other files are never accessed. Synchronous, because that takes half the time.
 */
export function walk(root: string, search: FolderSearch, options: WalkOptions): void {
  const { repositories, onOwn } = options;
  const { show, selection } = search;
  const { respectsGitignore } = selection;
  const gitignores = gitignoreReader((path, why) => {
    search.report(ignoredGitignore(show(path), why));
  });
  const fromAbove = () => options.scope ?? scopeFromAbove(root, search.run.cwd, gitignores);
  const top = respectsGitignore ? fromAbove() : emptyScope;
  // The rules in the parents of directories that are still to be listed.
  const outer = new Map<string, IgnoreScope>();

  const inherited = (inside: string, directory: string): IgnoreScope =>
    inside === "" ? top : gitignores.inherited(outer.get(inside) ?? emptyScope, directory);

  const ownScope = (inside: string, directory: string, listing: Listing): IgnoreScope => {
    if (!respectsGitignore) return emptyScope;
    // As in git, the rules of an outer repository do not apply in an inner one.
    const scope = listing.isRepository ? emptyScope : inherited(inside, directory);
    return listing.hasGitignore ? gitignores.own(scope, directory) : scope;
  };

  const enter = (inside: string, directory: string): Dirent[] => {
    const entries = readdirSync(directory, { withFileTypes: true });
    if (inside !== "" && search.run.hasOwn(entries)) {
      onOwn(directory, inherited(inside, directory));
      return [];
    }
    const listing = listed(directory, entries, search, repositories);
    if (listing.isRepository) repositories.add(directory);
    // Most directories have no candidates, so their .gitignore is not read.
    if (listing.candidates.length === 0) return [];
    const scope = ownScope(inside, directory, listing);
    const decodable = listing.candidates.some(({ entry }) => entry.name.includes("\uFFFD"))
      ? walkUndecodable(directory, listing.candidates, scope, {
          ...{ search, gitignores, repositories },
        })
      : listing.candidates;
    const folders: Dirent[] = [];
    for (const { entry, path, taken } of decodable) {
      const { name } = entry;
      const isFolder = entry.isDirectory();
      if (countIgnored(search, scope, directory, name, isFolder)) {
        repositories.leaveOut(directory);
        continue;
      }
      if (isFolder) {
        if (scope.length > 0) outer.set(inside === "" ? name : `${inside}/${name}`, scope);
        folders.push(entry);
      } else if (entry.isFile() || entry.isSymbolicLink())
        search.add({ path, isLink: !entry.isFile(), taken, named: false });
      else if (taken !== null) search.reportSpecial(path, taken);
    }
    return folders;
  };

  const list = (walked: string): Dirent[] => {
    // fast-glob replaces each backslash of the root by a slash, which keeps its length.
    const inside = walked.slice(root.length).replace(/^\//, "");
    const directory = inside === "" ? root : root + (root.endsWith(sep) ? "" : sep) + inside;
    try {
      return enter(inside, directory);
    } catch (error) {
      const isGone = inside !== "" && ["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "");
      search.report(isGone ? vanished(show(directory)) : unreadable(show(directory), error));
      return [];
    } finally {
      outer.delete(inside);
    }
  };

  fastGlob.sync(everything, {
    cwd: root,
    dot: true,
    followSymbolicLinks: false,
    unique: false,
    // Without the option `stats`, it always calls this with `withFileTypes`.
    fs: { readdirSync: list as unknown as fastGlob.FileSystemAdapter["readdirSync"] },
  });
}

interface Listing {
  /** What discovery may take, a link or a directory to search, if no `.gitignore` rule ignores it. */
  readonly candidates: readonly Listed[];
  readonly isRepository: boolean;
  readonly hasGitignore: boolean;
}

interface Listed {
  readonly entry: Dirent;
  readonly path: string;
  /** Null for a directory, and for a link that discovery would not take by its name. */
  readonly taken: Taken | null;
}

function listed(
  directory: string,
  entries: readonly Dirent[],
  search: FolderSearch,
  repositories: Repositories,
): Listing {
  const candidates: Listed[] = [];
  let [isRepository, hasGitignore] = [false, false];
  const prefix = directory.endsWith(sep) ? directory : directory + sep;
  for (const entry of entries) {
    const { name } = entry;
    if (name === ".git") isRepository = true;
    else if (name === ".gitignore") hasGitignore = entry.isFile();
    const isFolder = entry.isDirectory();
    const path = prefix + name;
    const taken = isFolder ? null : search.takenBy(path, name);
    if (isFolder) {
      if (neverSearched.has(name)) {
        if (name === ".git") {
          search.selection.onSeen?.(path, false);
          continue;
        }
        search.neverSearched(path, name);
        repositories.leaveOut(directory);
        continue;
      }
    } else if (taken === null && !entry.isSymbolicLink()) continue;
    if (!search.isExcluded(path, isFolder)) candidates.push({ entry, path, taken });
  }
  return { candidates, isRepository, hasGitignore };
}
