import { realpathSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";

/** An absolute path; in bytes where it is not valid UTF-8. */
export type FsPath = string | Buffer;

/** The path of an entry of a directory. */
export function joined(directory: FsPath, name: FsPath): FsPath {
  if (typeof directory === "string" && typeof name === "string")
    return directory.endsWith(sep) ? directory + name : directory + sep + name;
  return Buffer.concat([Buffer.from(directory), Buffer.from(sep), Buffer.from(name)]);
}

/** The name of an entry. */
export function lastSegment(path: FsPath): FsPath {
  return typeof path === "string"
    ? path.slice(path.lastIndexOf(sep) + 1)
    : path.subarray(path.lastIndexOf(sep) + 1);
}

/** A path of bytes, as text where it is valid UTF-8. @param bytes one character per byte */
export function fsPath(bytes: string): FsPath {
  const buffer = Buffer.from(bytes, "latin1");
  const text = buffer.toString();
  return Buffer.from(text).equals(buffer) ? text : buffer;
}

/** A path as text: for names and patterns, with U+FFFD for what is not valid UTF-8. */
export function lossy(path: FsPath): string {
  return path.toString();
}

/** A path as text that no other path has: each byte outside ASCII as `\xHH` if it is not valid UTF-8. */
export function escaped(path: FsPath): string {
  if (typeof path === "string") return path;
  return path
    .toString("latin1")
    .replace(/[\x80-\xff]/g, (byte) => String.raw`\x` + byte.charCodeAt(0).toString(16));
}

/** Turns a path into what problems show: relative to the working directory, with `/`. */
export type ShowPath = (path: FsPath) => string;

export function showPaths(cwd: string): ShowPath {
  const start = cwd.endsWith(sep) ? cwd : cwd + sep;
  return (path) => {
    const text = escaped(path);
    // Nearly all paths, of which there can be many.
    const inside = text.startsWith(start) ? text.slice(start.length) : relative(cwd, text);
    return inside.replaceAll(sep, "/") || ".";
  };
}

/** Whether an absolute path is a directory or below it. */
export function isWithin(path: string, directory: string): boolean {
  const inside = relative(directory, path);
  return !isAbsolute(inside) && inside.split(sep)[0] !== "..";
}

/** A directory by its own path, with the links on the way followed; the path as it is where that cannot be known. */
export function realDirectory(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
