import type { Stats } from "node:fs";
import type { ObjectFormat } from "./blob-id.ts";
import { idLengths } from "./blob-id.ts";
import { rawEntries } from "./index-entries.ts";

/** In an entry of an index: ctime, mtime, device and inode, mode, owner, size, object name. */
const fields = { ctime: 0, mtime: 8, inode: 20, size: 36, id: 40 } as const;
const stageMask = 0x3000;
const low = 2 ** 32;

/** Which files have not changed since git wrote or read them, by what its index says of each (gitformat-index). */
export class CleanFiles {
  readonly #index: Buffer;
  readonly #written: number;
  readonly #idBytes: 20 | 32;
  /** Where the entry of a path begins. */
  readonly #starts = new Map<string, number>();

  /**
   * @param written when the index was, in milliseconds since 1970
   * @throws Error where the index is of an unknown form
   */
  constructor(index: Buffer, written: number, format: ObjectFormat) {
    this.#index = index;
    this.#written = written;
    this.#idBytes = idLengths[format] === 40 ? 20 : 32;
    for (const { bytes, start } of rawEntries(index, this.#idBytes)) this.#starts.set(bytes, start);
  }

  /**
   * Whether a file is the one of a blob, by its times, inode and size, to less than a microsecond. It can be so and not be known.
   * @param path one character per byte
   */
  has(path: string, id: string, stat: Stats): boolean {
    const start = this.#starts.get(path);
    if (start === undefined) return false;
    if ((this.#index.readUInt16BE(start + fields.id + this.#idBytes) & stageMask) !== 0)
      return false;
    const mtime = this.#time(start + fields.mtime);
    return (
      // A file can change in the instant in which the index is written.
      mtime < this.#written &&
      mtime === stat.mtimeMs &&
      this.#time(start + fields.ctime) === stat.ctimeMs &&
      this.#number(start + fields.inode) === stat.ino % low &&
      this.#number(start + fields.size) === stat.size % low &&
      this.#index.toString("hex", start + fields.id, start + fields.id + this.#idBytes) === id
    );
  }

  #number(at: number): number {
    return this.#index.readUInt32BE(at);
  }

  /** Milliseconds, as Node computes them from seconds and nanoseconds. */
  #time(at: number): number {
    return this.#number(at) * 1000 + this.#number(at + 4) / 1_000_000;
  }
}
