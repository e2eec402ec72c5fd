/** What git tracks at a path. `directory`: all that a sparse index has of a directory outside the checkout. */
export type TrackedKind = "file" | "link" | "submodule" | "directory";

/** A path in git's index. */
export interface TrackedPath {
  /** Relative to the work tree, with `/`, and one character per byte, as git keeps names. A `directory` ends in `/`. */
  readonly bytes: string;
  readonly kind: TrackedKind;
}

/** Longer than any path that a system can open. Without a limit, a short index of version 4 could name gigabytes. */
const maxPathLength = 4096;
/** The fields of an entry before the object name. */
const statLength = 40;
const isExtended = 0x4000;
const nameLengthMask = 0xfff;

const corrupt = (): Error => new Error("it is damaged");

/** Where an entry begins in an index file. */
export interface IndexEntry {
  readonly bytes: string;
  /** The fields of `stat` and the mode, in 40 bytes; then the object name, and two bytes of flags. */
  readonly start: number;
}

/**
 * The paths in an index file (gitformat-index) of version 2, 3 or 4, in their order.
 * @param hashLength of object names: 20 or 32 bytes
 * @throws Error with a clause, where the file cannot be understood from there on
 */
export function* indexEntries(index: Buffer, hashLength: 20 | 32): Generator<TrackedPath> {
  for (const { bytes, start } of rawEntries(index, hashLength))
    yield { bytes, kind: kindOf(index.readUInt32BE(start + 24)) };
}

/** As `indexEntries`, with the place of each entry. */
export function* rawEntries(index: Buffer, hashLength: 20 | 32): Generator<IndexEntry> {
  const end = index.length - hashLength;
  if (end < 12 || index.toString("latin1", 0, 4) !== "DIRC") throw corrupt();
  const version = index.readUInt32BE(4);
  if (version < 2 || version > 4) throw new Error(`its version is ${version}`);
  let path = "";
  let at = 12;
  for (let left = index.readUInt32BE(8); left > 0; left -= 1) {
    const start = at;
    at += statLength + hashLength;
    if (at + 2 > end) throw corrupt();
    const flags = index.readUInt16BE(at);
    at += (flags & isExtended) === 0 ? 2 : 4;
    let kept = 0;
    if (version === 4) {
      const strip = stripLength(index, at, end);
      kept = path.length - strip.length;
      at = strip.next;
      if (kept < 0) throw corrupt();
    }
    // The length in the flags ends at 4095, and counts the whole path in version 4.
    const length = flags & nameLengthMask;
    const to = version === 4 || length === nameLengthMask ? index.indexOf(0, at) : at + length;
    if (to < at || to >= end || index[to] !== 0 || to - at + kept > maxPathLength) throw corrupt();
    const previous = path;
    path = path.slice(0, kept) + index.toString("latin1", at, to);
    at = version === 4 ? to + 1 : start + ((to - start + 8) & ~7);
    // A conflict has up to three entries of one path.
    if (path !== previous) yield { bytes: path, start };
  }
  rejectUnknownExtensions(index, at, end);
}

/** How many characters of the path before are not repeated: an integer of 7 bits a byte, as in pack files. */
function stripLength(index: Buffer, from: number, end: number): { length: number; next: number } {
  let at = from;
  let byte = index[at++] ?? 0;
  let length = byte & 0x7f;
  while ((byte & 0x80) !== 0) {
    if (at >= end || length > maxPathLength) throw corrupt();
    byte = index[at++] ?? 0;
    length = ((length + 1) << 7) | (byte & 0x7f);
  }
  return { length, next: at };
}

function kindOf(mode: number): TrackedKind {
  switch (mode & 0o170000) {
    case 0o120000:
      return "link";
    case 0o160000:
      return "submodule";
    case 0o040000:
      return "directory";
    default:
      return "file";
  }
}

/** Extensions in lower case change what the entries mean. */
function rejectUnknownExtensions(index: Buffer, from: number, end: number): void {
  let at = from;
  while (at + 8 <= end) {
    const name = index.toString("latin1", at, at + 4);
    if (name === "link") throw new Error("it is split in two files (core.splitIndex)");
    // A sparse index has entries for directories.
    if (/^[^A-Z]/.test(name) && name !== "sdir")
      throw new Error(`it has the unknown extension ${JSON.stringify(name)}`);
    at += 8 + index.readUInt32BE(at + 4);
  }
  if (at !== end) throw corrupt();
}
