import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blobId } from "../../src/git/blob-id.ts";
import { indexEntries } from "../../src/git/index-entries.ts";
import { indexFile } from "../../src/git/index-file.ts";
import type { TreeEntry } from "../../src/git/tree-entries.ts";
import { unsafePath } from "../../src/git/unsafe-path.ts";
import { git } from "../support/working-copy.ts";
import { temporaryTree } from "../discover/temporary-tree.ts";

test.each(["sha1", "sha256"] as const)("an index of %s is read by git and by us", (format) => {
  const root = temporaryTree({});
  git(root, "init", "--quiet", `--object-format=${format}`);
  const id = blobId(format, Buffer.from("FROM a\n"));
  const entry = (bytes: string, kind: TreeEntry["kind"] = "file"): TreeEntry => ({
    ...{ bytes, kind, id, isExecutable: bytes.endsWith(".sh") },
  });
  const entries = [
    entry("b"),
    entry("a.sh"),
    entry("a/b"),
    entry("a-b", "link"),
    entry("sub", "submodule"),
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((length) => entry(`long/${"x".repeat(length)}`)),
    entry(`long/${"y".repeat(5000)}`),
  ];
  const index = indexFile(entries, format);
  writeFileSync(join(root, ".git/index"), index);
  const listed = git(root, "ls-files", "--stage").split("\n");
  expect(listed).toHaveLength(entries.length);
  expect(listed.slice(0, 5)).toEqual([
    `120000 ${id} 0\ta-b`,
    `100755 ${id} 0\ta.sh`,
    `100644 ${id} 0\ta/b`,
    `100644 ${id} 0\tb`,
    `100644 ${id} 0\tlong/x`,
  ]);
  const short = entries.filter(({ bytes }) => bytes.length < 4096);
  const read = [...indexEntries(indexFile(short, format), id.length === 40 ? 20 : 32)];
  expect(read.map(({ bytes, kind }) => `${kind} ${bytes}`)).toEqual(
    short
      .map(({ bytes, kind }) => `${kind} ${bytes}`)
      .sort((a, b) => {
        const [x = "", y = ""] = [a, b].map((line) => line.slice(line.indexOf(" ") + 1));
        return x < y ? -1 : 1;
      }),
  );
});

test.each(["sha1", "sha256"] as const)("git gives a blob the same name with %s", (format) => {
  const root = temporaryTree({ empty: "", text: "FROM a\r\n", bytes: Buffer.from([0, 255, 10]) });
  git(root, "init", "--quiet", `--object-format=${format}`);
  const hash = (name: string): string => git(root, "hash-object", "--no-filters", name);
  expect(blobId(format, Buffer.alloc(0))).toBe(hash("empty"));
  expect(blobId(format, Buffer.from("FROM a\r\n"))).toBe(hash("text"));
  expect(blobId(format, Buffer.from([0, 255, 10]))).toBe(hash("bytes"));
});

test.each<readonly [string, string | null, string | null]>([
  ["Dockerfile", null, null],
  ["a/.gitignore", null, null],
  ["a/.github/b", null, null],
  ["a/..b/...", null, "it has a name in it that ends in a dot or a blank"],
  ["git~2", null, null],
  ["a/.git/config", "it has a name in it that stands for .git", ""],
  [".GIT/hooks/x", "it has a name in it that stands for .git", ""],
  [".git. ./x", "it has a name in it that stands for .git", ""],
  [".git::$INDEX_ALLOCATION/x", "it has a name in it that stands for .git", ""],
  ["GIT~1/x", "it has a name in it that stands for .git", ""],
  ["a\\.git\\config", "it has a name in it that stands for .git", ""],
  [Buffer.from(".g\u200cit/x").toString("latin1"), "it has a name in it that stands for .git", ""],
  [Buffer.from("\ufeff.GiT").toString("latin1"), "it has a name in it that stands for .git", ""],
  ["../x", "it has .. in it", ""],
  ["a/../x", "it has .. in it", ""],
  ["a/./x", "it has . in it", ""],
  ["/etc/passwd", "it has an empty name in it", ""],
  ["a//b", "it has an empty name in it", ""],
  ["", "it has an empty name in it", ""],
  ["x".repeat(4097), "it is longer than 4096 bytes", ""],
  ["a\\b", null, "it has a character in it that Windows does not allow"],
  ["a:b", null, "it has a character in it that Windows does not allow"],
  ["C:/x", null, "it has a character in it that Windows does not allow"],
  ["a/nul.txt", null, "it has the name of a device in it"],
  ["a/COM1", null, "it has the name of a device in it"],
  ["a/console", null, null],
])("%j", (path, everywhere, onWindows) => {
  expect(unsafePath(path, false)).toBe(everywhere);
  expect(unsafePath(path, true)).toBe(onWindows === "" ? everywhere : onWindows);
});
