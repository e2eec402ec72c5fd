import { createHash } from "node:crypto";
import type { ObjectFormat } from "./blob-id.ts";
import type { TreeEntry } from "./tree-entries.ts";

/** The fields of an entry before the object name, and the flags after it. */
const statLength = 40;
const flagsLength = 2;
const maxLength = 0xfff;

const modes = { file: 0o100644, link: 0o120000, submodule: 0o160000 } as const;

/**
 * An index file (gitformat-index) of version 2 that tracks these paths. It says nothing of the files that are there, so that git
 * would compare their contents.
 * @param entries each path once, in any order
 */
export function indexFile(entries: readonly TreeEntry[], format: ObjectFormat): Buffer {
  // One character per byte, so that the order of code units is that of bytes.
  const sorted = [...entries].sort((a, b) => (a.bytes < b.bytes ? -1 : 1));
  const length = sorted.reduce((sum, entry) => sum + lengthOf(entry), headerLength);
  const content = Buffer.alloc(length);
  content.write("DIRC\0\0\0\x02", "latin1");
  content.writeUInt32BE(sorted.length, 8);
  let at = headerLength;
  for (const entry of sorted) {
    writeEntry(content, at, entry);
    at += lengthOf(entry);
  }
  return Buffer.concat([content, createHash(format).update(content).digest()]);
}

const headerLength = 12;

/** At least one NUL ends a path, up to a multiple of eight. */
function lengthOf({ bytes, id }: TreeEntry): number {
  return (statLength + id.length / 2 + flagsLength + bytes.length + 8) & ~7;
}

function writeEntry(index: Buffer, at: number, { bytes, kind, isExecutable, id }: TreeEntry): void {
  const name = at + statLength + id.length / 2 + flagsLength;
  index.writeUInt32BE(isExecutable ? 0o100755 : modes[kind], at + 24);
  index.write(id, at + statLength, "hex");
  index.writeUInt16BE(Math.min(bytes.length, maxLength), name - flagsLength);
  index.write(bytes, name, "latin1");
}
