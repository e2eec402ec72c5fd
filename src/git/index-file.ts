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
  const header = Buffer.from("DIRC\0\0\0\x02\0\0\0\0", "latin1");
  header.writeUInt32BE(entries.length, 8);
  // One character per byte, so that the order of code units is that of bytes.
  const sorted = [...entries].sort((a, b) => (a.bytes < b.bytes ? -1 : 1));
  const content = Buffer.concat([header, ...sorted.map(entryOf)]);
  return Buffer.concat([content, createHash(format).update(content).digest()]);
}

function entryOf({ bytes, kind, isExecutable, id }: TreeEntry): Buffer {
  const name = statLength + id.length / 2 + flagsLength;
  // At least one NUL ends a path, up to a multiple of eight.
  const entry = Buffer.alloc((name + bytes.length + 8) & ~7);
  entry.writeUInt32BE(isExecutable ? 0o100755 : modes[kind], 24);
  entry.write(id, statLength, "hex");
  entry.writeUInt16BE(Math.min(bytes.length, maxLength), name - flagsLength);
  entry.write(bytes, name, "latin1");
  return entry;
}
