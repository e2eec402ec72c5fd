import { existsSync, mkdirSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { sep } from "node:path";
import { fsPath, joined } from "../../discover/index.ts";
import { errorCode } from "../../fs/error-code.ts";
import { writeSparseFile } from "../../fs/write-sparse-file.ts";
import type { ObjectFormat } from "../../git/blob-id.ts";
import { indexFile } from "../../git/index-file.ts";
import type { TreeEntry } from "../../git/tree-entries.ts";
import { unsafePath } from "../../git/unsafe-path.ts";

/** Writes the paths of trees into an empty folder of its own. Nothing is written through a link, since links come last. */
export class TreeWriter {
  readonly #folder: string;
  readonly #directories = new Set<string>([""]);
  /** By the name that a system takes for the same one; null where case counts. */
  readonly #names: Map<string, string> | null;

  /** @param folder absolute, without links; empty */
  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(joined(folder, ".git"));
    this.#names = existsSync(joined(folder, ".GIT")) ? new Map() : null;
  }

  /**
   * Makes a folder a repository that tracks paths below it, and holds no objects.
   * @param path empty, or with a slash at its end
   */
  repository(path: string, entries: readonly TreeEntry[], format: ObjectFormat): void {
    this.#makeDirectory(path.slice(0, -1));
    const directory = joined(this.#folder, fsPath(`${path}.git`));
    for (const name of ["objects", "refs"])
      mkdirSync(joined(directory, name), { recursive: true, mode: 0o700 });
    const write = (name: string, content: string | Buffer): void => {
      writeFileSync(joined(directory, name), content, { flag: "wx", mode: 0o600 });
    };
    write("HEAD", "ref: refs/heads/base\n");
    write("config", configs[format]);
    write("index", indexFile(entries, format));
  }

  /** Why a path cannot be written: a clause. Null where it can be. @param path one character per byte */
  rejects(path: string): string | null {
    const why = unsafePath(path, sep === "\\");
    if (why !== null || this.#names === null) return why;
    return this.#collides(path, this.#names);
  }

  /** @returns why it was not written: a clause; null where it was */
  file(path: string, bytes: Buffer): string | null {
    return this.#write(path, (target) => {
      writeFileSync(target, bytes, { flag: "wx", mode: 0o600 });
    });
  }

  /** A file that nobody reads, as it is too large. @param size in bytes */
  largeFile(path: string, size: number): string | null {
    return this.#write(path, (target) => {
      writeSparseFile(target, size);
    });
  }

  /** @param target as the link holds it, one character per byte */
  link(path: string, target: string): string | null {
    return this.#write(path, (file) => {
      symlinkSync(fsPath(target), file);
    });
  }

  removeLink(path: string): void {
    unlinkSync(joined(this.#folder, fsPath(path)));
  }

  #write(path: string, write: (target: string | Buffer) => void): string | null {
    const why = this.rejects(path);
    if (why !== null) return why;
    try {
      this.#makeDirectory(path.slice(0, Math.max(path.lastIndexOf("/"), 0)));
      write(joined(this.#folder, fsPath(path)));
      return null;
    } catch (error) {
      return `it cannot be written (${errorCode(error) ?? String(error)})`;
    }
  }

  #makeDirectory(path: string): void {
    if (this.#directories.has(path)) return;
    this.#makeDirectory(path.slice(0, Math.max(path.lastIndexOf("/"), 0)));
    mkdirSync(joined(this.#folder, fsPath(path)), { mode: 0o700 });
    this.#directories.add(path);
  }

  /** Two names that differ in case or form are one file on some systems, so that one would replace the other. */
  #collides(path: string, names: Map<string, string>): string | null {
    for (let end = path.indexOf("/"); ; end = path.indexOf("/", end + 1)) {
      const part = end < 0 ? path : path.slice(0, end);
      const key = Buffer.from(part, "latin1").toString().normalize("NFC").toLowerCase();
      const known = names.get(key);
      if (known === undefined) names.set(key, part);
      else if (known !== part) return "its name differs from another one only in case";
      if (end < 0) return null;
    }
  }
}

const configs: Readonly<Record<ObjectFormat, string>> = {
  sha1: "[core]\n\trepositoryformatversion = 0\n",
  sha256: "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n",
};
