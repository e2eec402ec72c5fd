import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { FileSelection } from "../../src/domain/settings/settings.ts";
import { everyFile } from "../../src/discover/discover.ts";
import { git } from "../support/working-copy.ts";
import { discover } from "./discover.ts";
import { temporaryTree } from "./temporary-tree.ts";

const content = {
  Dockerfile: "FROM a\n",
  "a/Dockerfile.gpu": "FROM a\n",
  "a/compose.yaml": "services: {}\n",
  "a/mydockerfile.old": "FROM a\n",
  "a/notes.md": "Notes\n",
  "a/LICENSE": "Text\n",
  "b/é/Dockerfile": "FROM a\n",
};

function repository(files: Parameters<typeof temporaryTree>[0] = content): string {
  const root = temporaryTree(files);
  git(root, "init", "--quiet");
  git(root, "add", "--force", "--all");
  git(root, "commit", "--quiet", "--message=First");
  return root;
}

interface Options {
  readonly paths?: readonly string[];
  readonly policy?: boolean;
  readonly isExcluded?: FileSelection["isExcluded"];
}

/** What is said of missing files: level, path and message. */
async function missing(
  cwd: string,
  { paths = ["."], policy = false, isExcluded = () => false }: Options = {},
): Promise<readonly string[]> {
  const selection: FileSelection = {
    ...{ ...everyFile, isExcluded },
    excludingPattern: policy ? () => "pattern" : null,
  };
  const { problems } = await discover(paths, {
    cwd,
    selectionOf: () => Promise.resolve(selection),
  });
  return problems
    .filter(({ id }) => id === "missing-file")
    .map(({ path, message, fatal, isNote }) => {
      const level = fatal ? "fatal" : isNote ? "note" : "warning";
      return `${level} ${path ?? "-"}: ${message}`;
    });
}

const restore = "(git sparse-checkout disable, git restore), or stage";

describe("what git tracks and the working tree lacks is named", () => {
  test("if it was deleted, not if its removal is staged", async () => {
    const root = repository();
    expect(await missing(root)).toEqual([]);
    rmSync(join(root, "Dockerfile"));
    const text = `Dockerfile: Git tracks this file, which is not in the working tree and was not checked: restore it ${restore} its removal (git rm).`;
    expect(await missing(root)).toEqual([`note ${text}`]);
    expect(await missing(root, { policy: true })).toEqual([`fatal ${text}`]);
    git(root, "rm", "--quiet", "--cached", "Dockerfile");
    expect(await missing(root, { policy: true })).toEqual([]);
  });

  test("once, with a count, if discovery would take it by its name", async () => {
    const root = repository();
    for (const path of Object.keys(content)) rmSync(join(root, path));
    const names =
      "Dockerfile, a/Dockerfile.gpu, a/compose.yaml, a/mydockerfile.old and b/é/Dockerfile";
    const text = `-: Git tracks 5 files that are not in the working tree and were not checked: ${names}; restore them ${restore} their removal (git rm).`;
    expect(await missing(root)).toEqual([`note ${text}`]);
    expect(await missing(root, { policy: true })).toEqual([`fatal ${text}`]);
  });

  test("the first ten of many", async () => {
    const names = Array.from({ length: 12 }, (_, at) => `s${at + 10}/Dockerfile`);
    const root = repository(names);
    for (const name of names) rmSync(join(root, name));
    expect(await missing(root)).toEqual([
      expect.stringMatching(/12 files .*: s10\/Dockerfile, .*, s19\/Dockerfile and 2 more; /),
    ]);
  });

  test("with a whole folder, and where a link or a file replaces it", async () => {
    const root = repository();
    rmSync(join(root, "b"), { recursive: true });
    expect(await missing(root)).toEqual([expect.stringContaining("note b/é/Dockerfile: ")]);
    const elsewhere = temporaryTree({ "é/Dockerfile": "FROM a\n" });
    symlinkSync(elsewhere, join(root, "b"));
    expect(await missing(root)).toEqual([expect.stringContaining("note b/é/Dockerfile: ")]);
    rmSync(join(root, "b"));
    writeFileSync(join(root, "b"), "");
    expect(await missing(root)).toEqual([expect.stringContaining("note b/é/Dockerfile: ")]);
    rmSync(join(root, "b"));
    mkdirSync(join(root, "b/é/Dockerfile"), { recursive: true });
    expect(await missing(root)).toEqual([expect.stringContaining("note b/é/Dockerfile: ")]);
  });

  test("a tracked link", async () => {
    const root = temporaryTree({ "base/x": "FROM a\n" });
    symlinkSync("base/x", join(root, "Dockerfile"));
    symlinkSync("base/x", join(root, "other"));
    git(root, "init", "--quiet");
    git(root, "add", "--all");
    rmSync(join(root, "Dockerfile"));
    rmSync(join(root, "other"));
    expect(await missing(root)).toEqual([expect.stringContaining("note Dockerfile: ")]);
  });

  test("only in what is searched", async () => {
    const root = repository();
    rmSync(join(root, "Dockerfile"));
    rmSync(join(root, "a/Dockerfile.gpu"));
    expect(await missing(root, { paths: ["b"] })).toEqual([]);
    expect(await missing(root, { paths: ["a"] })).toEqual([
      expect.stringContaining("note a/Dockerfile.gpu: "),
    ]);
    expect(await missing(join(root, "a"))).toEqual([
      expect.stringContaining("note Dockerfile.gpu: "),
    ]);
    expect(await missing(root, { paths: ["a/compose.yaml"] })).toEqual([]);
    const isExcluded = (path: string): boolean => path.startsWith(join(root, "a"));
    expect(await missing(root, { isExcluded })).toEqual([
      expect.stringContaining("note Dockerfile: "),
    ]);
  });

  test("in a nested repository, by its own index", async () => {
    const root = repository();
    const inner = repository();
    git(root, "clone", "--quiet", inner, "nested");
    expect(await missing(root, { policy: true })).toEqual([]);
    rmSync(join(root, "nested/a/Dockerfile.gpu"));
    expect(await missing(root, { policy: true })).toEqual([
      expect.stringContaining("fatal nested/a/Dockerfile.gpu: "),
    ]);
  });
});

describe("a sparse checkout", () => {
  test("lacks the files outside of its cone", async () => {
    const root = repository();
    git(root, "sparse-checkout", "set", "--cone", "a");
    expect(existsSync(join(root, "b"))).toBe(false);
    expect(await missing(root, { policy: true })).toEqual([
      expect.stringContaining("fatal b/é/Dockerfile: "),
    ]);
    git(root, "sparse-checkout", "disable");
    expect(await missing(root, { policy: true })).toEqual([]);
  });

  test("with a sparse index lacks folders whose files git does not name", async () => {
    const root = repository();
    git(root, "sparse-checkout", "set", "--cone", "--sparse-index", "a");
    const text =
      "b: Git tracks this folder, which is not in the working tree and was not checked: run git sparse-checkout disable.";
    expect(await missing(root)).toEqual([`note ${text}`]);
    expect(await missing(root, { policy: true })).toEqual([`fatal ${text}`]);
    const isExcluded = (path: string): boolean => path === join(root, "b");
    expect(await missing(root, { policy: true, isExcluded })).toEqual([]);
  });
});

test("under a policy, a submodule that is not checked out is named", async () => {
  const root = repository();
  const inner = repository();
  const add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add"];
  git(root, ...add, inner, "module");
  expect(await missing(root, { policy: true })).toEqual([]);
  git(root, "submodule", "--quiet", "deinit", "--force", "module");
  expect(await missing(root)).toEqual([]);
  const text =
    "note module: Git tracks this submodule, which is not in the working tree and was not checked: run git submodule update --init to check it.";
  expect(await missing(root, { policy: true })).toEqual([text]);
  rmSync(join(root, "module"), { recursive: true });
  expect(await missing(root, { policy: true })).toEqual([text]);
});

test("an index that cannot be read is said where it matters", async () => {
  const root = repository();
  writeFileSync(join(root, ".git/index"), "DIRC nonsense");
  const ids = async (policy: boolean): Promise<readonly string[]> => {
    const selection = { ...everyFile, excludingPattern: policy ? () => "pattern" : null };
    const options = { cwd: root, selectionOf: () => Promise.resolve(selection) };
    return (await discover(["."], options)).problems.map(({ id }) => id);
  };
  expect(await ids(false)).toEqual([]);
  expect(await ids(true)).toEqual(["unread-git-index"]);
});

test("a renamed file is no missing one once the rename is staged", async () => {
  const root = repository();
  renameSync(join(root, "Dockerfile"), join(root, "Containerfile"));
  expect(await missing(root)).toHaveLength(1);
  execFileSync("git", ["-C", root, "add", "--all"]);
  expect(await missing(root)).toEqual([]);
});
