import { lstatSync, readlinkSync, statSync } from "node:fs";
import type { FsPath } from "../../discover/index.ts";
import { fsPath, joined } from "../../discover/index.ts";
import { readBytes, readChunks } from "../../fs/read-bytes.ts";
import type { ObjectFormat } from "../../git/blob-id.ts";
import { blobHash, blobId } from "../../git/blob-id.ts";
import { CleanFiles } from "../../git/clean-files.ts";
import type { Repository } from "../../git/repository.ts";

/** The files that stand in a work tree, which git may know by other contents. */
export class WorkTree {
  readonly #root: string;
  readonly #format: ObjectFormat;
  /** Directories by path: whether they are in the work tree itself, and not below a link. */
  readonly #inPlace = new Map<string, boolean>([["", true]]);

  readonly #clean: CleanFiles | null;

  constructor({ root, objectFormat, directories }: Repository) {
    this.#root = root;
    this.#format = objectFormat;
    this.#clean = cleanFilesOf(`${directories[0]}/index`, objectFormat);
  }

  /**
   * The size in bytes of a file that by git's index has not changed since it was written from a blob; null where it is not known.
   * It is not read, so that conversions that keep the size (none of git's own, for text in ASCII) go unnoticed.
   */
  cleanSize(path: string, id: string): number | null {
    const file = this.#clean ? this.#pathOf(path) : null;
    if (file === null || this.#clean === null) return null;
    try {
      const stat = lstatSync(file);
      return stat.isFile() && this.#clean.has(path, id, stat) ? stat.size : null;
    } catch {
      return null;
    }
  }

  /** The bytes of a file whose name in git would be `id`; null where there is no such file, or it is larger. */
  bytesOf(path: string, id: string, maxSize: number): Buffer | null {
    const file = this.#pathOf(path);
    if (file === null) return null;
    try {
      const read = readBytes(file, maxSize, { follow: false });
      return read.kind === "bytes" && blobId(this.#format, read.bytes) === id ? read.bytes : null;
    } catch {
      return null;
    }
  }

  /** Whether a file of any size has the contents of a blob. @param size of the blob in bytes */
  equals(path: string, id: string, size: number): boolean {
    const file = this.#pathOf(path);
    if (file === null) return false;
    try {
      const stat = lstatSync(file);
      if (!stat.isFile() || stat.size !== size || typeof file !== "string") return false;
      const hash = blobHash(this.#format, size);
      for (const chunk of readChunks(file)) hash.update(chunk);
      return hash.digest("hex") === id;
    } catch {
      return false;
    }
  }

  /** Whether there is a link with the target of a blob. */
  hasLink(path: string, id: string): boolean {
    const file = this.#pathOf(path);
    if (file === null) return false;
    try {
      return blobId(this.#format, readlinkSync(file, "buffer")) === id;
    } catch {
      return false;
    }
  }

  /** The folder of a nested repository; null where there is no folder, or a link on the way to it. */
  folderOf(path: string): string | null {
    const folder = fsPath(path);
    return this.#isInPlace(path) && typeof folder === "string" ? `${this.#root}/${folder}` : null;
  }

  /** Null where a directory on the way is none, or is a link: the file is at another place then. */
  #pathOf(path: string): FsPath | null {
    const directory = path.slice(0, Math.max(path.lastIndexOf("/"), 0));
    return this.#isInPlace(directory) ? joined(this.#root, fsPath(path)) : null;
  }

  #isInPlace(directory: string): boolean {
    let known = this.#inPlace.get(directory);
    if (known !== undefined) return known;
    const parent = directory.slice(0, Math.max(directory.lastIndexOf("/"), 0));
    known = this.#isInPlace(parent) && this.#isDirectory(directory);
    this.#inPlace.set(directory, known);
    return known;
  }

  #isDirectory(path: string): boolean {
    try {
      return lstatSync(joined(this.#root, fsPath(path))).isDirectory();
    } catch {
      return false;
    }
  }
}

/** In bytes; enough for a million files. */
const indexCap = 128 * 1024 * 1024;

/** Null where the index says nothing: it is missing, or of a form that is not read. */
function cleanFilesOf(path: string, format: ObjectFormat): CleanFiles | null {
  try {
    const written = statSync(path).mtimeMs;
    const read = readBytes(path, indexCap, { follow: true });
    return read.kind === "bytes" ? new CleanFiles(read.bytes, written, format) : null;
  } catch {
    return null;
  }
}
