import { readdirSync } from "node:fs";

/** A directory entry whose name is not valid UTF-8. */
interface UndecodableEntry {
  /** The name with U+FFFD, as in a listing by strings. */
  readonly listed: string;
  /** The name with each byte outside ASCII as `\xHH`. */
  readonly escaped: string;
  readonly isDirectory: boolean;
}

/**
 * Lists a directory by bytes, because a listing by strings has U+FFFD both for that character and for bytes that are not
 * UTF-8.
 */
export function listByBytes(directory: string): {
  readonly decodable: ReadonlySet<string>;
  readonly undecodable: readonly UndecodableEntry[];
} {
  const decodable = new Set<string>();
  const undecodable: UndecodableEntry[] = [];
  for (const entry of readdirSync(directory, { withFileTypes: true, encoding: "buffer" })) {
    const listed = entry.name.toString();
    if (Buffer.from(listed).equals(entry.name)) decodable.add(listed);
    else
      undecodable.push({ listed, escaped: escape(entry.name), isDirectory: entry.isDirectory() });
  }
  return { decodable, undecodable };
}

function escape(name: Buffer): string {
  return name
    .toString("latin1")
    .replace(/[\x80-\xff]/g, (byte) => String.raw`\x` + byte.charCodeAt(0).toString(16));
}
