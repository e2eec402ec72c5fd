import { lstatSync, realpathSync } from "node:fs";
import { dirname, relative, sep } from "node:path";
import { isMissing, readIfExists } from "../fs/read-if-exists.ts";
import type { TrackedKind, TrackedPath } from "../git/index-entries.ts";
import { trackedPaths } from "../git/tracked-paths.ts";
import { takenIn } from "./file-name.ts";
import type { FsPath } from "./fs-path.ts";
import { fsPath, isWithin, joined, lastSegment, lossy, realDirectory } from "./fs-path.ts";
import { clauseOf, unreadable, unreadIndex } from "./problem.ts";
import { holdsRepository } from "./repository-root.ts";
import { searchAt } from "./search-at.ts";
import type { FolderSearch, Search } from "./search.ts";

interface TrackedOptions {
  /** Something was left out, so that an index that cannot be read is reported; under a policy it is in any case. */
  readonly mustBeRead: boolean;
  /** Searches a submodule. */
  readonly walk: (submodule: string) => Promise<void>;
}

/**
 * Adds what git tracks in a repository although the walk left it out because of its place: what `.gitignore` ignores, and what
 * is in `node_modules`. What the working tree lacks is reported.
 * @param root of the repository
 * @param directory absolute: what is searched; the repository holds it, or is in it
 */
export async function addTracked(
  root: FsPath,
  directory: string,
  search: Search,
  { mustBeRead, walk }: TrackedOptions,
): Promise<void> {
  const { selection } = await search.in(directory);
  const isReported = mustBeRead || selection.excludingPattern !== null;
  if (typeof root !== "string") {
    if (isReported) search.report(unreadIndex(search.show(root), "its path is not valid UTF-8"));
    return;
  }
  const isInside = isWithin(root, directory);
  const prefix = isInside ? "" : bytesBelow(root, realDirectory(directory));
  // As the user named it, which can be by a link.
  const top = isInside ? root : directory;
  const start = top.endsWith(sep) ? top : top + sep;
  const folders = new Set<string>();
  const isCandidate = ({ bytes, kind }: TrackedPath): boolean => {
    if (!bytes.startsWith(prefix) || kind !== "file") return bytes.startsWith(prefix);
    const [inside, name] = namesOf(bytes.slice(prefix.length));
    const path = start + inside;
    if (search.hasOwn([{ name }])) folders.add(dirname(path));
    return mayTake(search, path, name);
  };
  const read = () => trackedPaths(root, readIfExists, isCandidate);
  let { paths, problem } = read();
  // A configuration among the tracked files can include files of any name.
  const known = search.selections.size;
  for (const folder of folders)
    if (await searchAt(folder, top, search, isExcluded)) await search.in(folder);
  if (search.selections.size > known) ({ paths, problem } = read());
  if (problem !== null && isReported)
    search.report(unreadIndex(search.show(root), clauseOf(problem)));
  const submodules: string[] = [];
  const isInPlace = placeCheck(root);
  for (const { bytes, kind } of paths) {
    const path = joined(top, fsPath(bytes.slice(prefix.length).replace(/\/$/, "")));
    if (search.has(path)) {
      search.scope?.see(lossy(path));
      continue;
    }
    const inFolder = await searchAt(lossy(path), top, search, isExcluded);
    if (!inFolder) continue;
    if (!isInPlace(bytes)) {
      reportMissing(inFolder, path, kind);
      continue;
    }
    try {
      const stat = lstatSync(path);
      const isLink = stat.isSymbolicLink();
      const taken = takenBy(inFolder, path);
      if (kind === "directory") {
        const why = `it is sparse and does not name what is in ${search.show(path)}`;
        const fatal = inFolder.selection.excludingPattern !== null;
        search.report({ ...unreadIndex(search.show(root), why), fatal });
      } else if (stat.isDirectory()) {
        if (kind !== "submodule") reportMissing(inFolder, path, kind);
        else if (typeof path === "string") {
          if (!holdsRepository(path)) inFolder.reportMissing(path, "submodule");
          submodules.push(path);
        }
      } else if (isLink || (taken !== null && stat.isFile()))
        inFolder.add({ path, isLink, taken, named: false });
      else if (taken !== null) inFolder.reportSpecial(path, taken);
    } catch (error) {
      // It was deleted, or is outside a sparse checkout.
      if (isMissing(error)) reportMissing(inFolder, path, kind);
      else search.report(unreadable(search.show(path), error));
    }
  }
  for (const submodule of submodules) await walk(submodule);
}

/** Reports what the working tree lacks, if discovery would take it by its name. */
function reportMissing(search: FolderSearch, path: FsPath, kind: TrackedKind): void {
  if (kind === "directory") search.reportMissing(path, "folder");
  else if (kind === "submodule") search.reportMissing(path, "submodule");
  else {
    const taken = takenBy(search, path);
    if (taken !== null && taken.by !== "mention") search.reportMissing(path, "file");
  }
}

/** Whether git tracks a file; reports an index that does not say. */
export function isTracked(root: string, file: string, search: Search): boolean {
  const wanted = Buffer.from(relative(root, file).replaceAll(sep, "/")).toString("latin1");
  const { paths, problem } = trackedPaths(root, readIfExists, ({ bytes }) => bytes === wanted);
  if (paths.length > 0) return true;
  if (problem !== null) search.report(unreadIndex(search.show(root), clauseOf(problem)));
  return false;
}

/** A path as text, and its last segment. Of 100,000 paths hardly one has to be decoded. */
function namesOf(bytes: string): readonly [inside: string, name: string] {
  const isAscii = !/[\x80-\xff]/.test(bytes);
  const inside = isAscii ? bytes : Buffer.from(bytes, "latin1").toString();
  return [inside, inside.slice(inside.lastIndexOf("/") + 1)];
}

/** Whether discovery would take a file in some folder. */
function mayTake({ selections }: Search, path: string, name: string): boolean {
  for (const one of selections) if (takenIn(one, path, name) !== null) return true;
  return false;
}

function takenBy(search: FolderSearch, path: FsPath): ReturnType<FolderSearch["takenBy"]> {
  return search.takenBy(lossy(path), lossy(lastSegment(path)));
}

/** The path from a repository to a directory in it, in bytes and ending in `/`; empty where all of the repository is searched. */
function bytesBelow(root: string, directory: string): string {
  const path = relative(root, directory);
  if (path === "" || path.split(sep)[0] === "..") return "";
  return Buffer.from(`${path.replaceAll(sep, "/")}/`).toString("latin1");
}

function isExcluded({ run: { scope }, selection }: FolderSearch, at: string): boolean {
  if (scope?.holds(at, true) === false) return true;
  if (!selection.isExcluded(at)) return false;
  selection.onSeen?.(at, true);
  return true;
}

/** Whether the directory of a tracked path is still one: below a link, git takes a file as deleted. */
function placeCheck(root: string): (bytes: string) => boolean {
  const known = new Map<string, boolean>();
  const real = (path: FsPath): string =>
    realpathSync.native(path, "buffer").toString("latin1").replaceAll(sep, "/");
  const isInPlace = (directory: string): boolean => {
    if (directory === "") return true;
    try {
      return (
        real(joined(root, fsPath(directory))) === `${real(root).replace(/\/$/, "")}/${directory}`
      );
    } catch {
      return false;
    }
  };
  return (bytes) => {
    const directory = bytes.slice(0, Math.max(bytes.replace(/\/$/, "").lastIndexOf("/"), 0));
    let result = known.get(directory);
    if (result === undefined) known.set(directory, (result = isInPlace(directory)));
    return result;
  };
}
