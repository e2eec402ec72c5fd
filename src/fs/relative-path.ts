import { relative, resolve, sep } from "node:path";

/**
 * A path as reports name it: relative to a directory, with `/`. Empty for the directory itself, absolute if on another drive.
 * @param path absolute, or relative to the directory
 * @param directory absolute
 */
export function relativePath(path: string, directory: string): string {
  return relative(directory, resolve(directory, path)).replaceAll(sep, "/");
}
