import { lstatSync, realpathSync } from "node:fs";
import { dirname, relative, sep } from "node:path";
import { errorCode } from "../fs/error-code.ts";
import { readBytes } from "../fs/read-bytes.ts";
import type { TrackedPath } from "../git/index-entries.ts";
import { trackedPaths } from "../git/tracked-paths.ts";
import type { FsPath } from "./fs-path.ts";
import { fsPath, joined, lastSegment, lossy } from "./fs-path.ts";
import { specialFile, systemErrorText, unreadable, unreadIndex } from "./problem.ts";
import type { Search } from "./search.ts";

/**
 * Adds what git tracks in a repository although the walk left it out because of its place: what `.gitignore` ignores, and what
 * is in `node_modules`.
 * @param root of the repository
 * @param directory absolute: what is searched; the repository holds it, or is in it
 * @param walk searches a submodule
 */
export function addTracked(
  root: FsPath,
  directory: string,
  search: Search,
  walk: (submodule: string) => void,
): void {
  if (typeof root !== "string") {
    search.report(unreadIndex(search.show(root), "its path is not valid UTF-8"));
    return;
  }
  const prefix = bytesBelow(root, directory);
  const top = prefix === "" ? root : directory;
  const isCandidate = ({ bytes, kind }: TrackedPath): boolean =>
    bytes.startsWith(prefix) && (kind !== "file" || isNamedLikeOne(search, root, bytes));
  const { paths, problem } = trackedPaths(root, readIfExists, isCandidate);
  if (problem !== null) search.report(unreadIndex(search.show(root), clauseOf(problem)));
  const isInPlace = placeCheck(root);
  for (const { bytes, kind } of paths) {
    const path = joined(root, fsPath(bytes.replace(/\/$/, "")));
    if (search.has(path) || isBelowExcluded(path, top, search) || !isInPlace(bytes)) continue;
    try {
      const stat = lstatSync(path);
      const isLink = stat.isSymbolicLink();
      const by = takenBy(search, path);
      if (kind === "directory") {
        const why = `it is sparse and does not name what is in ${search.show(path)}`;
        search.report(unreadIndex(search.show(root), why));
      } else if (stat.isDirectory()) {
        if (kind === "submodule" && typeof path === "string") walk(path);
      } else if (isLink || (by !== null && stat.isFile()))
        search.add({ path, isLink, by, named: false });
      else if (by !== null) search.report(specialFile(search.show(path), false));
    } catch (error) {
      // It was deleted, or is outside a sparse checkout.
      if (!isMissing(error)) search.report(unreadable(search.show(path), error));
    }
  }
}

/** Whether git tracks a file. */
export function isTracked(root: string, file: string): boolean {
  const wanted = Buffer.from(relative(root, file).replaceAll(sep, "/")).toString("latin1");
  return trackedPaths(root, readIfExists, ({ bytes }) => bytes === wanted).paths.length > 0;
}

/** @throws Error with a clause, or the system's error */
function readIfExists(path: string, cap: number): Buffer | null {
  try {
    const read = readBytes(path, cap, { follow: true });
    if (read.kind === "bytes") return read.bytes;
    const why = read.kind === "too-large" ? `is larger than ${cap} bytes` : "is not a regular file";
    throw new Error(`it ${why}`);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The clause of an error of `src/git/`, or what an error of the system says without its path. */
function clauseOf(error: unknown): string {
  return error instanceof Error && errorCode(error) === null
    ? error.message
    : systemErrorText(error);
}

function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "");
}

/** Of 100,000 paths hardly one has to be decoded. */
function isNamedLikeOne(search: Search, root: string, bytes: string): boolean {
  const isAscii = !/[\x80-\xff]/.test(bytes);
  const inside = isAscii ? bytes : Buffer.from(bytes, "latin1").toString();
  return search.takenBy(`${root}/${inside}`, inside.slice(inside.lastIndexOf("/") + 1)) !== null;
}

function takenBy(search: Search, path: FsPath): ReturnType<Search["takenBy"]> {
  return search.takenBy(lossy(path), lossy(lastSegment(path)));
}

/** The path from a repository to a directory in it, in bytes and ending in `/`; empty where all of the repository is searched. */
function bytesBelow(root: string, directory: string): string {
  const path = relative(root, directory);
  if (path === "" || path.split(sep)[0] === "..") return "";
  return Buffer.from(`${path.replaceAll(sep, "/")}/`).toString("latin1");
}

/** Whether a path, or a directory above it up to `top`, is excluded. */
function isBelowExcluded(path: FsPath, top: string, { selection }: Search): boolean {
  for (let at = lossy(path); at.length > top.length; at = dirname(at))
    if (selection.isExcluded(at)) return true;
  return false;
}

/** Whether the directory of a tracked path is still one: below a link, git takes a file as deleted. */
function placeCheck(root: string): (bytes: string) => boolean {
  const known = new Map<string, boolean>();
  const real = (path: FsPath): string =>
    realpathSync.native(path, "buffer").toString("latin1").replaceAll(sep, "/");
  const isInPlace = (directory: string): boolean => {
    if (directory === "") return true;
    try {
      return real(joined(root, fsPath(directory))) === `${real(root)}/${directory}`;
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
