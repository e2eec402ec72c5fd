import {
  constants,
  copyFileSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, isAbsolute, join, relative } from "node:path";
import { capOf } from "../../discover/index.ts";
import { gitDirectory, hashLength } from "../../git/git-directory.ts";
import { errorCode } from "../../fs/error-code.ts";
import { writeSparseFile } from "../../fs/write-sparse-file.ts";
import { readIfExists } from "../../fs/read-if-exists.ts";
import { holds } from "../run-root.ts";
import { walkTree } from "./walk-tree.ts";

/** Whether a file is a configuration, a baseline or an ignore file. @param path relative to the root of the tree, with `/` */
export type IsSettingsFile = (path: string) => boolean;

/** In bytes: the largest limit of any kind. Of a larger file, one byte more is there, so that it is too large as well. */
export const maxFileSize: number = capOf("notebook");

/**
 * Writes a tree that has the files of one tree and the configuration and ignore files of another. Links stay as they are; one
 * that leads into its tree by an absolute path leads into the new one.
 * @param to absolute; an empty folder
 * @throws the system's error
 */
export function composeTree(
  { files, settings }: { readonly files: string; readonly settings: string },
  to: string,
  isSettings: IsSettingsFile,
): void {
  // Links come last: a path below one would lead out of the new tree.
  const links: { readonly from: string; readonly path: string }[] = [];
  const add = (from: string, path: string, kind: "file" | "link"): void => {
    if (kind === "link") links.push({ from, path });
    else copyFile(from, to, path);
  };
  for (const { path, kind } of walkTree(files))
    if (kind === "repository") writeRepository(dirname(join(files, path)), join(to, path));
    else if (!isSettings(path)) add(files, path, kind);
  for (const { path, kind } of walkTree(settings))
    if (kind !== "repository" && isSettings(path)) add(settings, path, kind);
  for (const link of links) copyLink(link.from, to, link.path);
}

/** The settings files of a tree: path → content. */
export function settingsFiles(
  root: string,
  isSettings: IsSettingsFile,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, kind } of walkTree(root)) {
    if (kind === "repository" || !isSettings(path)) continue;
    const file = join(root, path);
    found.set(path, kind === "link" ? `link ${readlinkSync(file)}` : contentOf(file));
  }
  return found;
}

function contentOf(file: string): string {
  return statSync(file).size > maxFileSize ? "too large" : readFileSync(file, "latin1");
}

function copyFile(from: string, to: string, path: string): void {
  const source = join(from, path);
  const isTooLarge = statSync(source).size > maxFileSize;
  unlessTaken(join(to, path), (target) => {
    // Nobody reads it, but it is there, and too large.
    if (isTooLarge) writeSparseFile(target, maxFileSize + 1);
    else copyFileSync(source, target, constants.COPYFILE_FICLONE);
  });
}

function copyLink(from: string, to: string, path: string): void {
  const end = readlinkSync(join(from, path));
  const isOwn = isAbsolute(end) && holds(from, end);
  unlessTaken(join(to, path), (target) => {
    symlinkSync(isOwn ? join(to, relative(from, end)) : end, target);
  });
}

/** A path can be a file in one of the trees and a folder in the other: the first that is written stays. */
function unlessTaken(target: string, write: (target: string) => void): void {
  try {
    mkdirSync(dirname(target), { recursive: true });
    write(target);
  } catch (error) {
    if (!["EEXIST", "ENOTDIR", "EISDIR"].includes(errorCode(error) ?? "")) throw error;
  }
}

/** What discovery reads of a repository: that it is one, and what git tracks in it. */
function writeRepository(root: string, to: string): void {
  mkdirSync(to, { recursive: true });
  writeFileSync(join(to, "HEAD"), "ref: refs/heads/none\n");
  try {
    const directory = gitDirectory(root, readIfExists);
    if (hashLength(directory, readIfExists) === 32)
      writeFileSync(join(to, "config"), "[extensions]\n\tobjectformat = sha256\n");
    copyFileSync(join(directory, "index"), join(to, "index"));
  } catch {
    // Without an index nothing is tracked, as in the tree itself.
  }
}
