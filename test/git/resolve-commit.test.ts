import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { headCommit, resolveCommit } from "../../src/git/resolve-commit.ts";
import { git, run, temporaryDirectory } from "../support/working-copy.ts";
import { temporaryTree } from "../discover/temporary-tree.ts";
import { cloned, commitAll, committed, opened } from "./repository.ts";

/** Four commits and a merge on `main`: c1 - c2 - merge, c1 - side - merge. */
function makeHistory(root: string, ...options: readonly string[]): History {
  writeFileSync(join(root, "Dockerfile"), "FROM a\n");
  git(root, "init", "--quiet", "--initial-branch=main", ...options);
  commitAll(root, "First");
  const first = git(root, "rev-parse", "HEAD");
  git(root, "checkout", "--quiet", "-b", "side");
  const side = commitAll(root, "Side");
  git(root, "checkout", "--quiet", "main");
  const second = commitAll(root, "Second");
  git(root, "merge", "--quiet", "--no-ff", "--message=Merge", "side");
  const merge = git(root, "rev-parse", "HEAD");
  git(root, "tag", "light", second);
  git(root, "tag", "--annotate", "--message=A tag", "v1", second);
  git(root, "tag", "--annotate", "--message=A tag of a tag", "v2", "v1");
  git(root, "update-ref", "refs/remotes/origin/main", second);
  git(root, "update-ref", "refs/remotes/origin/feature/x", side);
  git(root, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
  return { root, first, side, second, merge };
}

type Name = "first" | "side" | "second" | "merge";

interface History extends Readonly<Record<Name, string>> {
  readonly root: string;
}

/** Made once, since it takes twenty commands. No test changes it. */
let shared: History;

beforeAll(() => {
  shared = makeHistory(temporaryDirectory());
});

afterAll(() => {
  rmSync(shared.root, { recursive: true });
});

/** One to change. */
function history(): History {
  const root = temporaryTree({});
  cpSync(shared.root, root, { recursive: true });
  return { ...shared, root };
}

describe("a REF that names one commit", () => {
  test.each<readonly [string, Name]>([
    ["main", "merge"],
    ["HEAD", "merge"],
    ["@", "merge"],
    ["@~1", "second"],
    ["HEAD^", "second"],
    ["HEAD^1", "second"],
    ["HEAD^2", "side"],
    ["HEAD^0", "merge"],
    ["HEAD~", "second"],
    ["HEAD~2", "first"],
    ["HEAD^2~1", "first"],
    ["HEAD^^", "first"],
    ["side", "side"],
    ["heads/side", "side"],
    ["refs/heads/side", "side"],
    ["light", "second"],
    ["v1", "second"],
    ["v2", "second"],
    ["v2^1", "first"],
    ["tags/v1", "second"],
    ["origin", "second"],
    ["origin/main", "second"],
    ["remotes/origin/main", "second"],
    ["refs/remotes/origin/main", "second"],
    ["refs/remotes/origin/HEAD", "second"],
    ["origin/feature/x", "side"],
    ["origin/main...", "second"],
    ["side...", "side"],
    ["HEAD...", "merge"],
    ["HEAD~2...", "first"],
  ])("%s", async (ref, name) => {
    expect(await resolveCommit(await opened(shared.root), ref)).toBe(shared[name]);
  });

  test.each(["sha1", "sha256"])("its object id, with %s", async (format) => {
    const { root, first, second } = makeHistory(temporaryTree({}), `--object-format=${format}`);
    const repository = await opened(root);
    expect(await resolveCommit(repository, first)).toBe(first);
    expect(await resolveCommit(repository, second.toUpperCase())).toBe(second);
    expect(await resolveCommit(repository, `${second}^1`)).toBe(first);
    expect(await resolveCommit(repository, git(root, "rev-parse", "refs/tags/v2"))).toBe(second);
  });

  test("packed, and in a linked work tree", async () => {
    const { root, side, second, merge } = history();
    git(root, "pack-refs", "--all");
    git(root, "gc", "--quiet");
    const repository = await opened(root);
    expect(await resolveCommit(repository, "side")).toBe(side);
    expect(await resolveCommit(repository, "v2")).toBe(second);
    const linked = `${temporaryTree({})}/linked`;
    git(root, "worktree", "add", "--quiet", "--detach", linked, "side");
    const other = await opened(linked);
    expect(await resolveCommit(other, "HEAD")).toBe(side);
    expect(await resolveCommit(other, "main")).toBe(merge);
    expect(await headCommit(other)).toBe(side);
  });

  test("that was fetched", async () => {
    const { root, second } = history();
    writeFileSync(join(root, ".git/FETCH_HEAD"), `${second}\t\tbranch 'main' of x\n`);
    expect(await resolveCommit(await opened(root), "FETCH_HEAD")).toBe(second);
  });

  test("in a repository that borrows its objects", async () => {
    const { root, second } = history();
    const borrowed = `${temporaryTree({})}/borrowed`;
    git(root, "clone", "--quiet", "--shared", root, borrowed);
    expect(await resolveCommit(await opened(borrowed), "HEAD^1")).toBe(second);
  });
});

describe("what a pull request may change does not count", () => {
  test("a replace ref", async () => {
    const { root, first, second, merge } = history();
    git(root, "replace", second, first);
    git(root, "replace", "--graft", merge, first);
    const repository = await opened(root);
    expect(await resolveCommit(repository, "HEAD^1")).toBe(second);
    expect(await resolveCommit(repository, "origin/main")).toBe(second);
    expect(await resolveCommit(repository, "origin/main...")).toBe(second);
  });

  test("a graft", async () => {
    const { root, first, second, merge } = history();
    writeFileSync(join(root, ".git/info/grafts"), `${merge} ${first}\n`);
    const repository = await opened(root);
    expect(await resolveCommit(repository, "HEAD^1")).toBe(second);
    expect(await resolveCommit(repository, "origin/main...")).toBe(second);
  });

  test("the variables that a hook has", async () => {
    const { root, second } = history();
    const other = committed({});
    const repository = await opened(root, {
      GIT_DIR: join(other, ".git"),
      GIT_WORK_TREE: other,
      GIT_INDEX_FILE: join(other, "index"),
      GIT_OBJECT_DIRECTORY: join(other, ".git/objects"),
      GIT_ALTERNATE_OBJECT_DIRECTORIES: join(other, ".git/objects"),
      GIT_COMMON_DIR: join(other, ".git"),
      GIT_NAMESPACE: "other",
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "core.bare",
      GIT_CONFIG_VALUE_0: "true",
      GIT_CONFIG_PARAMETERS: "'core.bare=true'",
      GIT_TRACE: join(other, "trace"),
      LC_ALL: "de_DE.UTF-8",
    });
    expect(repository.root).toBe(root);
    expect(await resolveCommit(repository, "HEAD^1")).toBe(second);
  });
});

async function whyNot(root: string, ref: string): Promise<string> {
  const repository = await opened(root);
  return resolveCommit(repository, ref).then(
    (commit) => `resolved to ${commit}`,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

describe("a REF that names more than one thing lists the full names", () => {
  const advice = "; write the full name of a ref, or an object id";
  test.each<readonly [string, string, string, string]>([
    [
      "a pushed tag",
      "refs/tags/origin/main",
      "origin/main",
      "refs/tags/origin/main, refs/remotes/origin/main",
    ],
    [
      "… and its parent",
      "refs/tags/origin/main",
      "origin/main^1",
      "refs/tags/origin/main, refs/remotes/origin/main",
    ],
    [
      "… and the merge base",
      "refs/tags/origin/main",
      "origin/main...",
      "refs/tags/origin/main, refs/remotes/origin/main",
    ],
    [
      "a local branch",
      "refs/heads/origin/main",
      "origin/main",
      "refs/heads/origin/main, refs/remotes/origin/main",
    ],
    ["a tag and a branch", "refs/tags/side", "side", "refs/tags/side, refs/heads/side"],
    ["a ref below refs", "refs/side", "side", "refs/side, refs/heads/side"],
    [
      "a branch and a remote",
      "refs/heads/origin",
      "origin",
      "refs/heads/origin, refs/remotes/origin/HEAD",
    ],
    ["a branch HEAD", "refs/heads/HEAD", "HEAD^1", "HEAD in the git directory, refs/heads/HEAD"],
    ["a tag HEAD, by @", "refs/tags/HEAD", "@", "HEAD in the git directory, refs/tags/HEAD"],
  ])("%s", async (_, made, ref, names) => {
    const { root, side } = history();
    git(root, "update-ref", made, side);
    expect(await whyNot(root, ref)).toBe(`it names more than one thing: ${names}${advice}`);
    git(root, "pack-refs", "--all");
    expect(await whyNot(root, ref)).toBe(`it names more than one thing: ${names}${advice}`);
  });

  test("a ref with the name of an object id", async () => {
    const { root, side, second } = history();
    git(root, "update-ref", `refs/heads/${second}`, side);
    const both = `refs/heads/${second}, the object ${second}`;
    expect(await whyNot(root, second)).toContain(both);
    expect(await whyNot(root, `${second}^1`)).toContain(both);
    git(root, "update-ref", `refs/tags/${second.slice(0, 8)}`, side);
    expect(await whyNot(root, second.slice(0, 8))).toContain(
      `refs/tags/${second.slice(0, 8)}, the object ${second}`,
    );
  });

  test("the full name means itself, whatever else was pushed", async () => {
    const { root, side, second } = history();
    git(root, "update-ref", "refs/tags/refs/remotes/origin/main", side);
    git(root, "update-ref", "refs/tags/origin/main", side);
    const repository = await opened(root);
    expect(await resolveCommit(repository, "refs/remotes/origin/main")).toBe(second);
    expect(await resolveCommit(repository, "refs/tags/origin/main")).toBe(side);
    expect(await resolveCommit(repository, "refs/tags/refs/remotes/origin/main")).toBe(side);
  });
});

describe("a REF that is none", () => {
  test.each<readonly [string, string]>([
    ["", "it names nothing"],
    ["...", "it names nothing"],
    ["^1", "it names nothing"],
    ["-main", "a name cannot begin with -"],
    ["--upload-pack=touch x", "a name cannot begin with -"],
    [
      "main@{1}",
      "what a branch was at some time (@{…}) is not read: it differs from clone to clone",
    ],
    [
      "@{yesterday}",
      "what a branch was at some time (@{…}) is not read: it differs from clone to clone",
    ],
    ["@{-1}", "what a branch was at some time (@{…}) is not read: it differs from clone to clone"],
    [
      "main@{upstream}",
      "what a branch was at some time (@{…}) is not read: it differs from clone to clone",
    ],
    ["main:Dockerfile", "a path or a search (with :) is no commit"],
    [":/First", "a path or a search (with :) is no commit"],
    ["ma in", "a name has no blanks or control characters"],
    ["main\n", "a name has no blanks or control characters"],
    ["ma\u0000in", "a name has no blanks or control characters"],
    ["main..side", "a range is no commit: only REF... is read, which ends in dots"],
    ["main...side", "a range is no commit: only REF... is read, which ends in dots"],
    ["../HEAD", "a range is no commit: only REF... is read, which ends in dots"],
    ["ma*n", "a name has none of * ? [ \\"],
    ["main^{commit}", "forms such as ^{commit} are not read: name the commit itself"],
    ["main^{/First}", "forms such as ^{commit} are not read: name the commit itself"],
    ["main~x", "only ^, ^N, ~ and ~N can follow a name, with N up to 999999"],
    ["main^1x", "only ^, ^N, ~ and ~N can follow a name, with N up to 999999"],
    ["main~9999999", "only ^, ^N, ~ and ~N can follow a name, with N up to 999999"],
    [
      "nothing",
      "there is no commit, branch or tag of that name; if it is on the server, run git fetch origin nothing (then use FETCH_HEAD)",
    ],
    [
      "origin/nothing",
      "there is no commit, branch or tag of that name; if it is on the server, run git fetch origin nothing:refs/remotes/origin/nothing",
    ],
    [
      "refs/remotes/origin/nothing...",
      "there is no commit, branch or tag of that name; if it is on the server, run git fetch origin nothing:refs/remotes/origin/nothing",
    ],
    [
      "feature/x",
      "there is no commit, branch or tag of that name; there is refs/remotes/origin/feature/x",
    ],
    [
      "refs/heads",
      "there is no commit, branch or tag of that name; if it is on the server, run git fetch origin refs/heads (then use FETCH_HEAD)",
    ],
    [
      "config",
      "there is no commit, branch or tag of that name; if it is on the server, run git fetch origin config (then use FETCH_HEAD)",
    ],
  ])("%j", async (ref, why) => {
    expect(await whyNot(shared.root, ref)).toBe(why);
  });

  test("an object id that is not in full, is no commit, or is not there", async () => {
    const { root, second, merge, first } = shared;
    expect(await whyNot(root, second.slice(0, 12))).toBe(
      `an object id has to be written in full: ${second}`,
    );
    const tree = git(root, "rev-parse", "HEAD^{tree}");
    expect(await whyNot(root, tree)).toBe("it names a tree, not a commit");
    const none = "1".repeat(40);
    expect(await whyNot(root, none)).toBe(
      `there is no such object here; if it is on the server, run git fetch origin ${none}`,
    );
    expect(await whyNot(root, "HEAD^3")).toBe(
      `the commit ${merge} has no parent 3: it is a merge of 2`,
    );
    expect(await whyNot(root, "light^2")).toBe(
      `the commit ${second} has no parent 2: it is no merge`,
    );
    expect(await whyNot(root, "HEAD~3")).toBe(
      `the commit ${first} is the first commit and has no parent`,
    );
  });

  test("HEAD before the first commit", async () => {
    const root = temporaryTree({});
    git(root, "init", "--quiet");
    expect(await whyNot(root, "HEAD")).toBe("HEAD names no commit: there is none yet");
    expect(await headCommit(await opened(root))).toBeNull();
  });

  test("a merge base where there is none, or several", async () => {
    const { root, side, second } = history();
    git(root, "checkout", "--quiet", "--orphan", "alone");
    commitAll(root, "Alone");
    expect(await whyNot(root, "side...")).toMatch(
      /^\w{40} and HEAD \(\w{40}\) have no merge base$/,
    );
    // Two branches that merged each other.
    git(root, "checkout", "--quiet", "-b", "other", second);
    git(root, "merge", "--quiet", "--no-ff", "--message=Other", "side");
    commitAll(root, "More");
    const bases = await whyNot(root, "main...");
    expect(bases).toContain("have several merge bases: ");
    expect(bases).toContain(side);
    expect(bases).toContain(second);
  });
});

describe("a shallow clone", () => {
  test("lacks the parent", async () => {
    const clone = cloned(shared.root, "--depth=1");
    expect((await opened(clone)).isShallow).toBe(true);
    const why = await whyNot(clone, "HEAD^1");
    expect(why).toContain("history ends there, as this is a shallow clone");
    expect(why).toContain("fetch-depth: 2");
  });

  test("has the parent after all", async () => {
    const { root, second } = shared;
    const clone = cloned(root, "--depth=2");
    expect(await resolveCommit(await opened(clone), "HEAD^1")).toBe(second);
  });

  test("lacks a branch, and the merge base", async () => {
    const { root } = history();
    git(root, "branch", "long", "HEAD~1");
    const clone = cloned(root, "--depth=1", "--no-single-branch");
    expect(await whyNot(clone, "elsewhere")).toContain(
      "this is a shallow clone, which can lack it: git fetch origin elsewhere",
    );
    expect(await whyNot(clone, "origin/long...")).toContain("this is a shallow clone");
    const missing = await whyNot(clone, "2".repeat(40));
    expect(missing).toContain("this is a shallow clone: fetch more");
  });
});

test("git is asked the same question by each name", () => {
  const { root, second } = shared;
  for (const name of ["origin", "origin/main", "light", "v2^{commit}"])
    expect(run("git", ["rev-parse", name], { cwd: root }).stdout.trim()).toBe(second);
});
