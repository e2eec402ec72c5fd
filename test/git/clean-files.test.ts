import { readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CleanFiles } from "../../src/git/clean-files.ts";
import { git } from "../support/working-copy.ts";
import { committed } from "./repository.ts";

test.each(["sha1", "sha256"] as const)("by the index of a repository with %s", (format) => {
  const root = committed({ "a/Dockerfile": "FROM a\n", b: "1" }, `--object-format=${format}`);
  const file = join(root, "a/Dockerfile");
  const id = git(root, "rev-parse", "HEAD:a/Dockerfile");
  const index = readFileSync(join(root, ".git/index"));
  const later = Infinity;
  const has = (written: number, path = "a/Dockerfile", named = id): boolean =>
    new CleanFiles(index, written, format).has(path, named, statSync(join(root, path)));
  expect(has(later)).toBe(true);
  expect(has(later, "b")).toBe(false);
  expect(has(later, "b", git(root, "rev-parse", "HEAD:b"))).toBe(true);
  // As new as the index: it may have changed since.
  expect(has(statSync(file).mtimeMs)).toBe(false);
  const { atime, mtime } = statSync(file);
  writeFileSync(file, "FROM b\n");
  expect(has(later)).toBe(false);
  utimesSync(file, atime, mtime);
  expect(has(later)).toBe(false);
  writeFileSync(join(root, "new"), "");
  expect(has(later, "new")).toBe(false);
});

test("an index that is damaged, or split, is none", () => {
  const root = committed({ b: "1" });
  const index = readFileSync(join(root, ".git/index"));
  expect(() => new CleanFiles(index.subarray(0, 60), 0, "sha1")).toThrow("it is damaged");
  git(root, "update-index", "--split-index");
  const split = readFileSync(join(root, ".git/index"));
  expect(() => new CleanFiles(split, 0, "sha1")).toThrow("it is split in two files");
});
