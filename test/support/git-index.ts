/** An index of git (version 2, SHA-1) that tracks regular files, or entries of another mode, of which nothing but the paths counts here. */
export function gitIndex(
  paths: readonly string[],
  encoding: BufferEncoding = "utf8",
  mode = 0o100644,
): Buffer {
  const header = Buffer.from("DIRC\0\0\0\x02\0\0\0\0", "latin1");
  header.writeUInt32BE(paths.length, 8);
  const entries = paths.map((path) => {
    const bytes = Buffer.from(path, encoding);
    const entry = Buffer.alloc((62 + bytes.length + 8) & ~7);
    entry.writeUInt32BE(mode, 24);
    entry.writeUInt16BE(Math.min(bytes.length, 0xfff), 60);
    bytes.copy(entry, 62);
    return entry;
  });
  return Buffer.concat([header, ...entries, Buffer.alloc(20)]);
}
