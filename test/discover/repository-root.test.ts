import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRootFinder } from "../../src/discover/index.ts";
import { temporaryTree } from "./temporary-tree.ts";

test("finds the nearest directory that contains .git, a directory or a file", () => {
  const root = temporaryTree({
    ".git/": "",
    "a/b/": "",
    "a/module/.git": "gitdir: x",
    "a/module/c/": "",
  });
  const find = repositoryRootFinder();
  expect(find(root)).toBe(root);
  expect(find(join(root, "a", "b"))).toBe(root);
  expect(find(join(root, "a", "module", "c"))).toBe(join(root, "a", "module"));
  expect(find(join(root, "a"))).toBe(root);
  expect(find(join(root, "a", "missing", "d"))).toBe(root);
});

test("returns null outside repositories", () => {
  const root = temporaryTree(["a/Dockerfile"]);
  const find = repositoryRootFinder();
  expect(find(join(root, "a"))).toBeNull();
  expect(find(join(root, "a"))).toBeNull();
});

test("caches results; a new finder does not", () => {
  const root = temporaryTree(["a/Dockerfile"]);
  const find = repositoryRootFinder();
  expect(find(join(root, "a"))).toBeNull();
  mkdirSync(join(root, ".git"));
  expect(find(join(root, "a"))).toBeNull();
  expect(find(root)).toBeNull();
  expect(repositoryRootFinder()(join(root, "a"))).toBe(root);
});
