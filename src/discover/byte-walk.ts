import { readdirSync } from "node:fs";
import type { Dirent } from "node:fs";
import { errorCode } from "../fs/error-code.ts";
import type { FsPath } from "./fs-path.ts";
import { joined, lossy } from "./fs-path.ts";
import type { Gitignores } from "./gitignore-file.ts";
import { emptyScope } from "./ignore-scope.ts";
import type { IgnoreScope } from "./ignore-scope.ts";
import { countIgnored } from "./ignored-entry.ts";
import { undecodableFolder, unreadable, vanished } from "./problem.ts";
import type { Repositories } from "./repositories.ts";
import type { FolderSearch } from "./search.ts";
import { neverSearched } from "./search.ts";

type Entry = Dirent<Buffer>;

interface WalkContext {
  readonly search: FolderSearch;
  readonly gitignores: Gitignores;
  readonly repositories: Repositories;
}

/**
 * Adds to a search what has a name that is not valid UTF-8, and what is below such directories, by the same rules as `walk`.
 * @param candidates of the directory, whose listing by strings has U+FFFD both for that character and for such bytes
 * @returns the other candidates
 */
export function walkUndecodable<Candidate extends { readonly entry: Dirent }>(
  directory: string,
  candidates: readonly Candidate[],
  scope: IgnoreScope,
  { search, gitignores, repositories }: WalkContext,
): readonly Candidate[] {
  const visit = (parent: FsPath, entry: Entry, inherited: IgnoreScope, root?: FsPath): void => {
    const path = joined(parent, entry.name);
    const [text, name] = [lossy(path), entry.name.toString()];
    const [isFolder, isLink] = [entry.isDirectory(), entry.isSymbolicLink()];
    if (isFolder && neverSearched.has(name)) {
      if (name === ".git") return;
      search.neverSearched(text, name);
      repositories.leaveOut(parent, root);
      return;
    }
    const taken = isFolder ? null : search.takenBy(text, name);
    if (!isFolder && !isLink && taken === null) return;
    if (search.isExcluded(text, isFolder)) return;
    if (countIgnored(search, inherited, parent, entry.name, isFolder))
      repositories.leaveOut(parent, root);
    else if (isFolder) enter(path, inherited, root);
    else if (isLink || entry.isFile()) search.add({ path, isLink, taken, named: false });
    else if (taken !== null) search.reportSpecial(path, taken);
  };

  const enter = (path: FsPath, outer: IgnoreScope, root?: FsPath): void => {
    try {
      const entries = listByBytes(path);
      if (search.run.hasOwn(entries.map(({ name }) => ({ name: name.toString() }))))
        search.report(undecodableFolder(search.show(path)));
      const isRepository = entries.some((entry) => entry.name.equals(gitName));
      if (isRepository) repositories.add(path);
      const { respectsGitignore } = search.selection;
      const inherited =
        isRepository || !respectsGitignore ? emptyScope : gitignores.inherited(outer, path);
      const own = respectsGitignore ? gitignores.own(inherited, path) : emptyScope;
      for (const entry of entries) visit(path, entry, own, isRepository ? path : root);
    } catch (error) {
      const isGone = ["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "");
      search.report(isGone ? vanished(search.show(path)) : unreadable(search.show(path), error));
    }
  };

  const decodable = new Set<string>();
  for (const entry of listByBytes(directory)) {
    const name = entry.name.toString();
    if (Buffer.from(name).equals(entry.name)) decodable.add(name);
    else visit(directory, entry, scope);
  }
  return candidates.filter(({ entry }) => decodable.has(entry.name));
}

const gitName = Buffer.from(".git");

function listByBytes(directory: FsPath): Entry[] {
  return readdirSync(directory, { withFileTypes: true, encoding: "buffer" });
}
