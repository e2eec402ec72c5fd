import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readIfExists } from "../../src/fs/read-if-exists.ts";
import { headCommit } from "../../src/git/head-commit.ts";
import { temporaryTree } from "../discover/temporary-tree.ts";
import { git, run } from "../support/working-copy.ts";

const commitOf = (root: string): string | null => headCommit(root, readIfExists);

function repository(...options: readonly string[]): string {
  const root = temporaryTree({ Dockerfile: "FROM a\n" });
  git(root, "init", "--quiet", "--initial-branch=main", ...options);
  return root;
}

function committed(...options: readonly string[]): string {
  const root = repository(...options);
  git(root, "add", "--all");
  git(root, "commit", "--quiet", "--message=First");
  return root;
}

/** What git itself says. */
const named = (root: string): string => git(root, "rev-parse", "HEAD");

describe("the commit that HEAD names is read as git reads it", () => {
  test("on a branch", () => {
    const root = committed();
    expect(commitOf(root)).toMatch(/^[0-9a-f]{40}$/);
    expect(commitOf(root)).toBe(named(root));
  });

  test("with packed refs, and with a newer loose one", () => {
    const root = committed();
    git(root, "branch", "other/main");
    git(root, "tag", "--annotate", "--message=x", "v1");
    git(root, "pack-refs", "--all");
    expect(commitOf(root)).toBe(named(root));
    git(root, "commit", "--quiet", "--allow-empty", "--message=Second");
    expect(commitOf(root)).toBe(named(root));
  });

  test("detached, and through a symbolic ref", () => {
    const root = committed();
    git(root, "symbolic-ref", "refs/heads/alias", "refs/heads/main");
    git(root, "symbolic-ref", "HEAD", "refs/heads/alias");
    expect(commitOf(root)).toBe(named(root));
    git(root, "checkout", "--quiet", "--detach");
    expect(commitOf(root)).toBe(named(root));
  });

  test("with SHA-256", () => {
    const root = committed("--object-format=sha256");
    expect(commitOf(root)).toMatch(/^[0-9a-f]{64}$/);
    git(root, "pack-refs", "--all");
    expect(commitOf(root)).toBe(named(root));
  });

  test("in a linked work tree and in a submodule", () => {
    const root = committed();
    const tree = join(temporaryTree({ "x/": "" }), "tree");
    git(root, "worktree", "add", "--quiet", "-b", "second", tree);
    git(tree, "commit", "--quiet", "--allow-empty", "--message=Second");
    expect(commitOf(tree)).toBe(named(tree));
    git(root, "pack-refs", "--all");
    expect(commitOf(tree)).toBe(named(tree));
    expect(commitOf(tree)).not.toBe(commitOf(root));
    const outer = committed();
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", root, "inner");
    expect(commitOf(join(outer, "inner"))).toBe(named(root));
  });
});

describe("null where it is not known", () => {
  test("before the first commit, and without git", () => {
    expect(commitOf(repository())).toBeNull();
    expect(commitOf(temporaryTree({ "x/": "" }))).toBeNull();
  });

  test("with refs in the format reftable", () => {
    const root = temporaryTree({ "x/": "" });
    const { status } = run("git", ["init", "--quiet", "--ref-format=reftable"], { cwd: root });
    // Older versions of git do not know the format; this is what it leaves of HEAD.
    if (status !== 0) {
      mkdirSync(join(root, ".git/reftable"), { recursive: true });
      writeFileSync(join(root, ".git/HEAD"), "ref: refs/heads/.invalid\n");
    }
    expect(commitOf(root)).toBeNull();
  });

  test.each([
    ["a name that leads out", "ref: refs/heads/../../../secret"],
    ["a name that is no ref", "ref: config"],
    ["a ref of itself", "ref: refs/heads/loop"],
    ["no id", "hello"],
    ["a part of an id", "0123456789abcdef"],
    ["an id and more", `${"0".repeat(40)} and more`],
    ["nothing", ""],
  ])("for %s in HEAD", (_, head) => {
    const root = committed();
    const id = named(root);
    writeFileSync(join(root, "secret"), `${id}\n`);
    writeFileSync(join(root, ".git/config"), `${id}\n`);
    writeFileSync(join(root, ".git/refs/heads/loop"), "ref: refs/heads/loop\n");
    writeFileSync(join(root, ".git/HEAD"), `${head}\n`);
    expect(commitOf(root)).toBeNull();
  });

  test("for a HEAD that is missing, or a folder", () => {
    const root = committed();
    rmSync(join(root, ".git/HEAD"));
    expect(commitOf(root)).toBeNull();
    mkdirSync(join(root, ".git/HEAD"));
    expect(commitOf(root)).toBeNull();
  });
});

test("a HEAD that is a symbolic link, as old versions of git made it, is read", () => {
  const root = committed();
  const id = named(root);
  rmSync(join(root, ".git/HEAD"));
  symlinkSync("refs/heads/main", join(root, ".git/HEAD"));
  expect(commitOf(root)).toBe(id);
});
