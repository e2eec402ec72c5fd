import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { onTestFinished, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../src/fs/temporary-folder.ts";
import type { BaseTree, WriteOptions } from "../../../src/pipeline/against/base-tree.ts";
import type { Base } from "../../../src/pipeline/against/open-base.ts";
import { openBase } from "../../../src/pipeline/against/open-base.ts";
import { temporaryTree } from "../../discover/temporary-tree.ts";
import { cloned, commitAll, committed } from "../../git/repository.ts";
import { bareEnvironment, git, run } from "../../support/working-copy.ts";

/** Writes a base; by default all of it. */
async function written(
  root: string,
  ref: string,
  options: Partial<WriteOptions> = {},
): Promise<BaseTree> {
  const folder = temporaryFolder(realpathSync(temporaryTree({})));
  onTestFinished(folder.remove);
  const base = await openBase({ root, ref, environment: bareEnvironment() });
  try {
    return await base.write({
      ...{ folder: folder.path, maxSize: 1000 },
      ...{ wants: () => true, writesEqual: () => true },
      ...options,
    });
  } finally {
    base.close();
  }
}

/** `path` for what was written from git, `path =` where the working tree has the same. */
function listed({ files }: BaseTree): readonly string[] {
  return files
    .map(
      ({ path, isEqual, isWritten }) =>
        path + (isEqual ? " =" : "") + (isWritten ? "" : " unwritten"),
    )
    .sort();
}

function textIn({ folder }: BaseTree, path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

describe("the tree of a commit", () => {
  test("is written, whatever the working tree holds", async () => {
    const root = committed({
      Dockerfile: "FROM a\n",
      "same/Dockerfile": "FROM same\n",
      "gone/Dockerfile": "FROM gone\n",
      "moved/Dockerfile": "FROM moved\n",
      ".gitignore": "ignored\n",
      "run.sh": "",
    });
    writeFileSync(join(root, "Dockerfile"), "FROM b\n");
    rmSync(join(root, "gone"), { recursive: true });
    renameSync(join(root, "moved"), join(root, "renamed"));
    writeFileSync(join(root, "untracked"), "");
    const tree = await written(root, "HEAD");
    expect(listed(tree)).toEqual([
      ...[".gitignore =", "Dockerfile", "gone/Dockerfile", "moved/Dockerfile"],
      ...["run.sh =", "same/Dockerfile ="],
    ]);
    expect(textIn(tree, "Dockerfile")).toBe("FROM a\n");
    expect(textIn(tree, "same/Dockerfile")).toBe("FROM same\n");
    expect(tree.problems).toEqual([]);
    expect(git(tree.folder, "ls-files").split("\n")).toEqual([
      ...[".gitignore", "Dockerfile", "gone/Dockerfile", "moved/Dockerfile"],
      ...["run.sh", "same/Dockerfile"],
    ]);
    expect(git(root, "ls-files", "--stage")).toBe(git(tree.folder, "ls-files", "--stage"));
    expect(statSync(tree.folder).mode & 0o777).toBe(0o700);
  });

  test("is written as far as it is wanted", async () => {
    const root = committed({ Dockerfile: "FROM a\n", "a/Dockerfile": "FROM b\n", "a/other": "" });
    const tree = await written(root, "HEAD", {
      wants: (path) => path.endsWith("Dockerfile"),
      writesEqual: (path) => path.startsWith("a/"),
    });
    expect(listed(tree)).toEqual(["Dockerfile = unwritten", "a/Dockerfile ="]);
    expect(existsSync(join(tree.folder, "Dockerfile"))).toBe(false);
    expect(existsSync(join(tree.folder, "a/other"))).toBe(false);
    expect(git(tree.folder, "ls-files").split("\n")).toEqual(["Dockerfile", "a/Dockerfile"]);
  });

  test("with SHA-256", async () => {
    const root = committed({ Dockerfile: "FROM a\n", b: "b" }, "--object-format=sha256");
    writeFileSync(join(root, "b"), "c");
    const tree = await written(root, "HEAD");
    expect(listed(tree)).toEqual(["Dockerfile =", "b"]);
    expect(git(tree.folder, "ls-files", "--stage")).toBe(git(root, "ls-files", "--stage"));
  });

  test("from packs, and by a linked work tree", async () => {
    const root = committed({ Dockerfile: "FROM a\n", b: "b" });
    writeFileSync(join(root, "b"), "c");
    commitAll(root, "Second");
    git(root, "gc", "--quiet");
    const linked = `${temporaryTree({})}/linked`;
    git(root, "worktree", "add", "--quiet", "--detach", linked);
    expect(listed(await written(linked, "main^1"))).toEqual(["Dockerfile =", "b"]);
  });

  test("with the bytes of git, not those of a checkout", async () => {
    const root = committed({
      Dockerfile: "FROM a\nUSER b\n",
      ".gitattributes": "* text eol=crlf\n",
    });
    rmSync(join(root, "Dockerfile"));
    git(root, "checkout", "--", "Dockerfile");
    expect(readFileSync(join(root, "Dockerfile"), "utf8")).toBe("FROM a\r\nUSER b\r\n");
    const tree = await written(root, "HEAD");
    expect(textIn(tree, "Dockerfile")).toBe("FROM a\nUSER b\n");
    expect(listed(tree)).toContain("Dockerfile");
  });

  test("with the size alone of files that nobody reads", async () => {
    const large = "x".repeat(5000);
    const root = committed({ equal: large, different: large, small: "x" });
    writeFileSync(join(root, "different"), "y".repeat(5000));
    const tree = await written(root, "HEAD");
    expect(listed(tree)).toEqual(["different", "equal =", "small ="]);
    expect(statSync(join(tree.folder, "equal")).size).toBe(1001);
    expect(statSync(join(tree.folder, "different")).size).toBe(1001);
  });

  test("with names that are not valid UTF-8, kept apart", async () => {
    const root = committed({ Dockerfile: "FROM a\n" });
    for (const name of ["caf\xe9", "caf\xe8"])
      writeFileSync(Buffer.from(`${root}/${name}`, "latin1"), name);
    commitAll(root, "Second");
    const seen: string[] = [];
    const wants = (path: string): boolean => seen.push(path) > 0;
    const tree = await written(root, "HEAD", { wants });
    expect(listed(tree)).toEqual(["Dockerfile =", "caf\\xe8 =", "caf\\xe9 ="]);
    expect(seen).toEqual(["Dockerfile", "caf\ufffd", "caf\ufffd"]);
    const bytes = readFileSync(Buffer.from(`${tree.folder}/caf\xe9`, "latin1"), "latin1");
    expect(Buffer.from(bytes, "latin1").toString()).toBe("caf\xe9");
  });

  test("is not taken from below a link of the working tree", async () => {
    const root = committed({ "a/Dockerfile": "FROM a\n" });
    renameSync(join(root, "a"), join(root, "b"));
    symlinkSync("b", join(root, "a"));
    expect(listed(await written(root, "HEAD"))).toEqual(["a/Dockerfile"]);
  });

  test("is not written into the checked repository", async () => {
    const root = committed({ Dockerfile: "FROM a\n" });
    mkdirSync(join(root, "tmp"));
    await expect(written(root, "HEAD", { folder: join(root, "tmp") })).rejects.toThrow(
      "is in the checked repository: set TMPDIR",
    );
  });
});

describe("a file that need not be written counts as equal", () => {
  const options = { writesEqual: () => false };
  /** Git trusts no file that is as new as its index. */
  const settled = async (content: Readonly<Record<string, string>>): Promise<string> => {
    const root = committed(content);
    await new Promise((resolve) => setTimeout(resolve, 30));
    git(root, "update-index", "--force-write-index", "--refresh");
    return root;
  };

  test("if the index says so, and then it is not read", async () => {
    const root = await settled({ Dockerfile: "FROM a\n", other: "1" });
    // Reading it would tell, but its times are those that git saw.
    const { atime, mtime } = statSync(join(root, "Dockerfile"));
    expect(listed(await written(root, "HEAD", options))).toEqual([
      ...["Dockerfile = unwritten", "other = unwritten"],
    ]);
    writeFileSync(join(root, "Dockerfile"), "FROM b\n");
    utimesSync(join(root, "Dockerfile"), atime, mtime);
    expect(listed(await written(root, "HEAD", options))).toEqual([
      ...["Dockerfile", "other = unwritten"],
    ]);
    // Written anew with the same bytes.
    writeFileSync(join(root, "Dockerfile"), "FROM a\n");
    expect(listed(await written(root, "HEAD", options))).toContain("Dockerfile = unwritten");
    git(root, "rm", "--quiet", "--cached", "Dockerfile");
    expect(listed(await written(root, "HEAD", options))).toContain("Dockerfile = unwritten");
    rmSync(join(root, ".git/index"));
    expect(listed(await written(root, "HEAD", options))).toContain("Dockerfile = unwritten");
  });

  test("but not another one of the index, nor one that was converted", async () => {
    const root = await settled({
      Dockerfile: "FROM a\n",
      crlf: "FROM a\n",
      ".gitattributes": "crlf text eol=crlf\n",
    });
    writeFileSync(join(root, "Dockerfile"), "FROM b\n");
    commitAll(root, "Second");
    rmSync(join(root, "crlf"));
    git(root, "checkout", "--", "crlf");
    await new Promise((resolve) => setTimeout(resolve, 30));
    git(root, "update-index", "--force-write-index", "--refresh");
    expect(git(root, "status", "--porcelain")).toBe("");
    expect(listed(await written(root, "HEAD^1", options))).toEqual([
      ...[".gitattributes = unwritten", "Dockerfile", "crlf"],
    ]);
  });
});

describe("links", () => {
  /** A commit with links alone besides some files. */
  function linked(links: Readonly<Record<string, string>>): string {
    const root = committed({ Dockerfile: "FROM a\n", "docker/main": "FROM b\n", "a/b/c": "" });
    for (const [path, target] of Object.entries(links)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      symlinkSync(target, join(root, path));
    }
    commitAll(root, "Links");
    return root;
  }

  const isLink = (path: string, kind: string): boolean => kind === "link" && path !== "via";

  test("are written with what they lead to", async () => {
    const root = linked({
      "a/Dockerfile": "../docker/main",
      "b/Dockerfile": "../via/main",
      via: "docker",
      dangling: "nowhere",
      loop: "loop",
      folder: "docker",
    });
    const tree = await written(root, "HEAD", { wants: isLink });
    expect(tree.problems).toEqual([]);
    expect(listed(tree)).toEqual([
      ...["a/Dockerfile =", "b/Dockerfile =", "dangling =", "docker/main =", "folder ="],
      ...["loop =", "via ="],
    ]);
    expect(readlinkSync(join(tree.folder, "a/Dockerfile"))).toBe("../docker/main");
    expect(textIn(tree, "b/Dockerfile")).toBe("FROM b\n");
    rmSync(join(root, "via"));
    symlinkSync("a", join(root, "via"));
    const changed = await written(root, "HEAD", { wants: isLink });
    expect(listed(changed)).toContain("via");
  });

  const outside = "Not in the base: the link leads out of the repository.";

  test.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
    ["absolute", { x: "/etc/passwd" }, ["x"]],
    ["above the root", { "a/x": "../../etc/passwd" }, ["a/x"]],
    ["by another link", { "d/e/top": "../../a", "d/e/x": "top/../../x" }, ["d/e/x"]],
    ["by a chain", { out: "..", x: "out/y" }, ["out", "x"]],
    ["up and back", { x: "../a/Dockerfile" }, ["x"]],
    ["Windows' forms", { x: "C:/x", y: "\\\\server\\x" }, ["x", "y"]],
  ])("that lead outside are left out: %s", async (_, links, left) => {
    const tree = await written(linked(links), "HEAD");
    expect(tree.problems).toEqual(left.map((path) => ({ path, message: outside })));
    for (const path of left)
      expect(() => lstatSync(join(tree.folder, path))).toThrow("no such file");
  });
});

/** A commit with the entries of a tree as they are, which no git would make. */
function evil(root: string, entries: readonly (readonly [string, string, string])[]): string {
  const parts = entries.map(([mode, name, id]) =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, "hex")]),
  );
  const tree = treeOf(root, parts);
  return git(root, "commit-tree", "-m", "Evil", tree);
}

function treeOf(root: string, parts: readonly Buffer[]): string {
  const file = join(temporaryTree({}), "tree");
  writeFileSync(file, Buffer.concat(parts));
  return git(root, "hash-object", "-t", "tree", "-w", "--literally", file);
}

describe("names that lead outside, or into .git", () => {
  test("are left out and named", async () => {
    const root = committed({ Dockerfile: "FROM a\n" });
    const blob = git(root, "rev-parse", "HEAD:Dockerfile");
    const sub = git(root, "rev-parse", "HEAD^{tree}");
    const names = ["..", ".", ".GIT", ".git ", "git~1", ".g\u200cit", "../../evil", "/tmp/evil"];
    const commit = evil(root, [
      ...names.map((name) => ["100644", name, blob] as const),
      ["40000", ".git", sub],
      ["40000", "..", sub],
      ["100644", "fine", blob],
      ["160000", "..", commitAll(root, "Other")],
    ]);
    const tree = await written(root, commit);
    expect(listed(tree)).toEqual(["fine"]);
    expect(tree.problems.map(({ path }) => path).sort()).toEqual(
      [...names, "..", ".git/Dockerfile", "../Dockerfile"].sort(),
    );
    expect(existsSync("/tmp/evil")).toBe(false);
    expect(existsSync(join(tree.folder, "../Dockerfile"))).toBe(false);
    expect(existsSync(join(tree.folder, ".git/Dockerfile"))).toBe(false);
  });

  test("one path is a link and a directory, or comes twice", async () => {
    const root = committed({ Dockerfile: "FROM a\n" });
    const blob = git(root, "rev-parse", "HEAD:Dockerfile");
    const sub = git(root, "rev-parse", "HEAD^{tree}");
    const outside = temporaryTree({});
    const link = (target: string): string => {
      writeFileSync(join(root, "target"), target);
      return git(root, "hash-object", "-w", "target");
    };
    const commit = evil(root, [
      ["120000", "a", link(outside)],
      ["40000", "a", sub],
      ["120000", "b", link("c/d/e")],
      ["40000", "b", sub],
      // By the link b it would stay inside; by the directory it does not.
      ["120000", "x", link("b/../../x")],
      ["100644", "y", blob],
      ["100644", "y", link("other")],
    ]);
    const tree = await written(root, commit);
    expect(existsSync(join(outside, "Dockerfile"))).toBe(false);
    expect(() => lstatSync(join(tree.folder, "x"))).toThrow("no such file");
    expect(lstatSync(join(tree.folder, "a")).isDirectory()).toBe(true);
    const places = tree.problems.map(({ path }) => path).sort();
    expect(places).toEqual(["a", "b", "x", "y"]);
  });
});

test("a file that is none is an error", async () => {
  const root = committed({ Dockerfile: "FROM a\n" });
  const id = git(root, "rev-parse", "HEAD^{tree}");
  await expect(written(root, evil(root, [["100644", "x", id]]))).rejects.toThrow(
    `: x names an object that is no file: ${id}`,
  );
});

describe("submodules", () => {
  function withSubmodule(): { readonly root: string; readonly inner: string } {
    const inner = committed({ Dockerfile: "FROM inner\n", "deep/x": "1" });
    const root = committed({ Dockerfile: "FROM outer\n" });
    git(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "lib/sub");
    commitAll(root, "Submodule");
    return { root, inner };
  }

  test("are written at the commit that the base names, with a repository of their own", async () => {
    const { root, inner } = withSubmodule();
    writeFileSync(join(inner, "Dockerfile"), "FROM changed\n");
    const changed = commitAll(inner, "Changed");
    const sub = join(root, "lib/sub");
    git(sub, "-c", "protocol.file.allow=always", "fetch", "--quiet");
    git(sub, "checkout", "--quiet", changed);
    commitAll(root, "Moves the submodule");
    const tree = await written(root, "HEAD^1");
    expect(listed(tree)).toEqual([
      ...[".gitmodules =", "Dockerfile =", "lib/sub/Dockerfile", "lib/sub/deep/x ="],
    ]);
    expect(textIn(tree, "lib/sub/Dockerfile")).toBe("FROM inner\n");
    expect(git(tree.folder, "ls-files").split("\n")).toContain("lib/sub");
    expect(git(join(tree.folder, "lib/sub"), "ls-files").split("\n")).toEqual([
      ...["Dockerfile", "deep/x"],
    ]);
    expect(tree.missing).toEqual([]);
  });

  test("without a folder, or with one below a link, are missing", async () => {
    const { root, inner } = withSubmodule();
    const commit = git(inner, "rev-parse", "HEAD");
    const missing = [{ path: "lib/sub", commit }];
    const clone = cloned(root);
    expect((await written(clone, "HEAD")).missing).toEqual(missing);
    rmSync(join(clone, "lib"), { recursive: true });
    expect((await written(clone, "HEAD")).missing).toEqual(missing);
    symlinkSync(join(root, "lib"), join(clone, "lib"));
    expect((await written(clone, "HEAD")).missing).toEqual(missing);
  });

  test("whose commit is missing are an error", async () => {
    const { root } = withSubmodule();
    rmSync(join(root, "lib/sub"), { recursive: true });
    mkdirSync(join(root, "lib/sub"));
    git(join(root, "lib/sub"), "init", "--quiet");
    await expect(written(root, "HEAD")).rejects.toThrow(
      /^--against HEAD: the submodule lib\/sub: the commit (\w{40}) is missing; run git fetch origin \1 in it$/,
    );
  });
});

describe("a base that cannot be opened", () => {
  test("without git", async () => {
    const root = committed({ Dockerfile: "FROM a\n", "bin/git": "#!/bin/sh\n" });
    chmodSync(join(root, "bin/git"), 0o755);
    const environment = { PATH: `${root}/bin:bin:.:` };
    await expect(openBase({ root, ref: "HEAD", environment })).rejects.toThrow(
      "--against needs git, which is in no directory of PATH outside of the checked repository: install it, or name a DIR",
    );
  });

  test("names the option, and the REF", async () => {
    const root = committed({ Dockerfile: "FROM a\n" });
    const environment = bareEnvironment();
    const opening = openBase({ root, ref: "none", environment });
    await expect(opening).rejects.toMatchObject({
      name: "UsageError",
      message:
        "--against none: there is no commit, branch or tag of that name; if it is on the server, run git fetch origin none (then use FETCH_HEAD)",
    });
  });

  test("says which commits are compared", async () => {
    const root = committed({ Dockerfile: "FROM a\n" });
    const first = git(root, "rev-parse", "HEAD");
    const open = async (): Promise<Base> => {
      const base = await openBase({ root, ref: "HEAD^1", environment: bareEnvironment() });
      base.close();
      return base;
    };
    const second = commitAll(root, "Second");
    const same = { ref: "HEAD^1", commit: first, hasTreeOfHead: true, isShallow: false };
    expect(await open()).toMatchObject(same);
    chmodSync(join(root, "Dockerfile"), 0o755);
    commitAll(root, "Third");
    expect(await open()).toMatchObject({ ...same, commit: second, hasTreeOfHead: false });
  });
});

test("a temporary folder is removed with all that is in it, and more than once", () => {
  const parent = temporaryTree({});
  const folder = temporaryFolder(parent);
  mkdirSync(join(folder.path, "a/b"), { recursive: true });
  symlinkSync(parent, join(folder.path, "a/link"));
  expect(run("ls", ["-ld", folder.path], { cwd: parent }).stdout).toMatch(/^drwx------/);
  folder.remove();
  folder.remove();
  expect(existsSync(folder.path)).toBe(false);
  expect(existsSync(parent)).toBe(true);
});
