import { statSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * Reads a file of at most `cap` bytes; null if there is none.
 * @throws Error with a clause, or the system's error
 */
export type ReadFile = (path: string, cap: number) => Buffer | null;

/** In bytes; real files hold one path. */
const pointerCap = 64 * 1024;
/** In bytes; real files hold some ten lines. */
const configCap = 1024 * 1024;

/**
 * The directory in which git keeps the index of a work tree: `.git`, or in linked work trees and submodules the directory that
 * the file `.git` names.
 * @param root absolute; holds `.git`
 * @throws Error with a clause, or the system's error
 */
export function gitDirectory(root: string, read: ReadFile): string {
  const path = join(root, ".git");
  if (statSync(path).isDirectory()) return path;
  const target = /^gitdir: (.+?)[\r\n]*$/s.exec(textOf(read(path, pointerCap)))?.[1];
  if (target === undefined) throw new Error("the file .git names no directory");
  const directory = resolve(root, target);
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true) return directory;
  throw new Error("the directory that the file .git names does not exist");
}

/** The length of object names in bytes: 20 with SHA-1, 32 with SHA-256. */
export function hashLength(directory: string, read: ReadFile): 20 | 32 {
  const config = textOf(read(join(commonDirectory(directory, read), "config"), configCap));
  return /^[^#;\n]*\bobjectformat[ \t]*=[ \t]*"?sha256\b/im.test(config) ? 32 : 20;
}

/** The directory that linked work trees share: its own for any other. @param directory as `gitDirectory` returns it */
export function commonDirectory(directory: string, read: ReadFile): string {
  return resolve(directory, textOf(read(join(directory, "commondir"), pointerCap)).trim());
}

function textOf(bytes: Buffer | null): string {
  return bytes?.toString() ?? "";
}
