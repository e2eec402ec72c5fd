import { relative, resolve, sep } from "node:path";

/** An empty part of a path, `.` or `..`; also of an empty path. */
const unusualSegment = /(?:^|[\\/])\.{0,2}(?:[\\/]|$)/;

/**
 * A path as reports name it: relative to a directory, with `/`. Empty for the directory itself, absolute if on another drive.
 * @param path absolute, or relative to the directory
 * @param directory absolute
 */
export function relativePath(path: string, directory: string): string {
  // Nearly every path, in a tenth of the time.
  const start = directory.endsWith(sep) ? directory : directory + sep;
  const inside = path.startsWith(start) ? path.slice(start.length) : "";
  if (!unusualSegment.test(inside)) return inside.replaceAll(sep, "/");
  return relative(directory, resolve(directory, path)).replaceAll(sep, "/");
}
