import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { discover } from "../../src/discover/index.ts";
import { temporaryTree } from "./temporary-tree.ts";
import { withoutPrivileges } from "./without-privileges.ts";

async function pathsOf(paths: readonly string[], cwd: string): Promise<readonly string[]> {
  const { files, problems } = await discover(paths, { cwd });
  expect(problems).toEqual([]);
  return files.map(({ path }) => path);
}

describe("in directories", () => {
  test("Dockerfiles are found and sorted by code units", async () => {
    const cwd = temporaryTree([
      "b/Dockerfile",
      "a/z/Containerfile",
      "a/Dockerfile",
      "a-b/Dockerfile",
      "Dockerfile",
      "B.dockerfile",
      "é/Dockerfile",
      "a/Makefile",
      "a/Dockerfile.md",
    ]);
    expect(await pathsOf(["."], cwd)).toEqual([
      "B.dockerfile",
      "Dockerfile",
      "a-b/Dockerfile",
      "a/Dockerfile",
      "a/z/Containerfile",
      "b/Dockerfile",
      "é/Dockerfile",
    ]);
  });

  test("hidden ones are searched, but not .git and node_modules", async () => {
    const cwd = temporaryTree([
      ".devcontainer/Dockerfile",
      ".git/Dockerfile",
      "node_modules/Dockerfile",
      "a/node_modules/b/Dockerfile",
      "a/.git/Dockerfile",
      "node_modules.old/Dockerfile",
    ]);
    expect(await pathsOf(["."], cwd)).toEqual([
      ".devcontainer/Dockerfile",
      "node_modules.old/Dockerfile",
    ]);
    expect(await pathsOf(["a/node_modules"], cwd)).toEqual(["a/node_modules/b/Dockerfile"]);
  });

  test("special characters of globs, shells and regular expressions in names have no effect", async () => {
    const paths = [
      "Dockerfile/Dockerfile",
      "[a]*{b,c}!(d)/Dockerfile",
      "a\nb/Dockerfile",
      "a\\b/c\\d/Dockerfile",
      "$(x) `y`/Dock\u2028er.dockerfile",
      "\u001b[31m/Dockerfile",
      "..a/Dockerfile",
      ".\\Dockerfile.x/Dockerfile",
      "\uFFFD/Dockerfile.\uFFFD",
      "constructor/__proto__/Dockerfile",
    ];
    const cwd = temporaryTree(paths);
    expect(await pathsOf(["."], cwd)).toEqual(paths.toSorted());
    for (const path of paths) {
      const directory = path.slice(0, path.lastIndexOf("/"));
      expect(await pathsOf([directory], cwd)).toEqual([path]);
      expect(await pathsOf(["."], join(cwd, directory))).toEqual([
        path.slice(directory.length + 1),
      ]);
    }
  });

  test("outside the working directory, paths are relative to it", async () => {
    const root = temporaryTree(["a/Dockerfile", "b/c/Dockerfile"]);
    expect(await pathsOf([".."], join(root, "b"))).toEqual(["../a/Dockerfile", "c/Dockerfile"]);
    expect(await pathsOf([join(root, "a")], join(root, "b"))).toEqual(["../a/Dockerfile"]);
  });

  test("nothing is found without Dockerfiles or without paths", async () => {
    const cwd = temporaryTree(["a/Makefile"]);
    expect(await pathsOf(["."], cwd)).toEqual([]);
    expect(await pathsOf([], cwd)).toEqual([]);
  });
});

describe("symbolic links", () => {
  test("are not followed", async () => {
    const cwd = temporaryTree(["a/Dockerfile", "elsewhere/b/Dockerfile"]);
    symlinkSync("Dockerfile", join(cwd, "a", "Containerfile"));
    symlinkSync("../elsewhere", join(cwd, "a", "b"));
    symlinkSync("..", join(cwd, "a", "loop"));
    symlinkSync("itself", join(cwd, "a", "itself"));
    symlinkSync("nowhere", join(cwd, "a", "Dockerfile.gone"));
    symlinkSync("/dev/zero", join(cwd, "a", "Dockerfile.zero"));
    expect(await pathsOf(["."], cwd)).toEqual(["a/Dockerfile", "elsewhere/b/Dockerfile"]);
  });

  test("are followed if passed explicitly", async () => {
    const cwd = temporaryTree(["a/base", "b/Dockerfile"]);
    symlinkSync("a/base", join(cwd, "Dockerfile"));
    symlinkSync("b", join(cwd, "c"));
    expect(await pathsOf(["Dockerfile", "c"], cwd)).toEqual(["Dockerfile", "c/Dockerfile"]);
  });

  test("to nothing, to themselves or to a device are problems if passed explicitly", async () => {
    const cwd = temporaryTree([]);
    symlinkSync("nowhere", join(cwd, "a"));
    symlinkSync("b", join(cwd, "b"));
    symlinkSync("/dev/zero", join(cwd, "c"));
    const { files, problems } = await discover(["a", "b", "c"], { cwd });
    expect(files).toEqual([]);
    expect(problems.map(({ path, id, fatal }) => [path, id, fatal])).toEqual([
      ["a", "missing-path", true],
      ["b", "unreadable-path", true],
      ["c", "special-file", true],
    ]);
  });
});

describe("files passed explicitly", () => {
  test("are included once, with any name and even if .gitignore excludes them", async () => {
    const cwd = temporaryTree({ ".gitignore": "*\n", "a/notes.md": "", "a/Dockerfile": "" });
    const paths = ["a/notes.md", "./a/Dockerfile", "a/../a/Dockerfile", join(cwd, "a/notes.md")];
    expect((await discover(paths, { cwd })).files).toEqual([
      { path: "a/Dockerfile", absolute: join(cwd, "a/Dockerfile"), named: true },
      { path: "a/notes.md", absolute: join(cwd, "a/notes.md"), named: true },
    ]);
  });

  test("count as passed explicitly even if a passed directory contains them", async () => {
    const cwd = temporaryTree(["a/Dockerfile", "a/b/Dockerfile"]);
    for (const paths of [
      ["a", "a/Dockerfile", "a/b"],
      ["a/Dockerfile", ".", "a"],
    ]) {
      const { files } = await discover(paths, { cwd });
      expect(files.map(({ path, named }) => [path, named])).toEqual([
        ["a/Dockerfile", true],
        ["a/b/Dockerfile", false],
      ]);
    }
  });

  test("are fatal problems if missing, and the others are still included", async () => {
    const cwd = temporaryTree(["Dockerfile"]);
    const { files, problems } = await discover(
      ["gone", "Dockerfile", "Dockerfile/x", "gone\uFFFD", "", "nul\0"],
      { cwd },
    );
    expect(files.map(({ path }) => path)).toEqual(["Dockerfile"]);
    expect(problems.map(({ path, message }) => [path, message])).toEqual([
      ["", "The path is empty."],
      ["Dockerfile/x", "No such file or directory."],
      ["gone", "No such file or directory."],
      [
        "gone\uFFFD",
        "No such file or directory. Names that are not valid UTF-8 are not supported.",
      ],
      ["nul\0", expect.stringMatching(/^Cannot be read \(/) as string],
    ]);
    expect(problems.every(({ fatal }) => fatal)).toBe(true);
  });
});

describe("a path that is neither file nor directory", () => {
  test("is a fatal problem if passed explicitly, else only reported", async () => {
    const cwd = temporaryTree(["a/Dockerfile"]);
    execFileSync("mkfifo", [join(cwd, "a", "Dockerfile.fifo"), join(cwd, "a", "pipe")]);
    const server = createServer().listen(join(cwd, "a", "Dockerfile.socket"));
    await new Promise((resolve) => server.once("listening", resolve));
    const found = await discover(["."], { cwd });
    const named = await discover(["a/pipe", "/dev/null"], { cwd });
    server.close();
    expect(found.files.map(({ path }) => path)).toEqual(["a/Dockerfile"]);
    expect(found.problems.map(({ path, id, fatal }) => [path, id, fatal])).toEqual([
      ["a/Dockerfile.fifo", "special-file", false],
      ["a/Dockerfile.socket", "special-file", false],
    ]);
    expect(named.files).toEqual([]);
    expect(named.problems.map(({ id, fatal }) => [id, fatal])).toEqual([
      ["special-file", true],
      ["special-file", true],
    ]);
  });

  test("is not reported if ignored", async () => {
    const cwd = temporaryTree({ ".gitignore": "*.fifo\n" });
    execFileSync("mkfifo", [join(cwd, "Dockerfile.fifo")]);
    expect(await pathsOf(["."], cwd)).toEqual([]);
  });
});

describe("names that are not valid UTF-8", () => {
  const odd = (cwd: string, name: string): Buffer =>
    Buffer.concat([Buffer.from(`${cwd}/`), Buffer.from(name, "latin1")]);

  test("are reported, and the other files are included", async ({ skip }) => {
    const cwd = temporaryTree(["Dockerfile", "Dockerfile.\uFFFD", "b/Dockerfile"]);
    try {
      writeFileSync(odd(cwd, "Dockerfile.\xff"), "");
      mkdirSync(odd(cwd, "d\xe9"));
    } catch {
      skip("this file system takes UTF-8 only");
    }
    writeFileSync(odd(cwd, "d\xe9/Dockerfile"), "");
    writeFileSync(odd(cwd, "notes\xe9.txt"), "");
    const { files, problems } = await discover([".", "b"], { cwd });
    expect(files.map(({ path }) => path)).toEqual([
      "Dockerfile",
      "Dockerfile.\uFFFD",
      "b/Dockerfile",
    ]);
    expect(problems.map(({ path, message, fatal }) => [path, message, fatal])).toEqual([
      [String.raw`Dockerfile.\xff`, "The name is not valid UTF-8; the file was not read.", false],
      [String.raw`d\xe9`, "The name is not valid UTF-8; the directory was not searched.", false],
    ]);
  });
});

describe("a directory without read permission", () => {
  test("is reported, and the others are searched", async ({ skip }) => {
    const cwd = temporaryTree(["a/Dockerfile", "b/c/Dockerfile", "d/Dockerfile"]);
    // Loads the walker before the permissions are dropped.
    await discover(["."], { cwd });
    chmodSync(join(cwd, "b"), 0);
    const { files, problems } = await withoutPrivileges(cwd, skip, () =>
      discover([".", "b"], { cwd }),
    );
    chmodSync(join(cwd, "b"), 0o755);
    expect(files.map(({ path }) => path)).toEqual(["a/Dockerfile", "d/Dockerfile"]);
    expect(problems).toEqual([
      {
        kind: "problem",
        id: "unreadable-path",
        path: "b",
        message: "Cannot be read (EACCES: permission denied).",
        fatal: true,
      },
    ]);
  });
});

test("a tree deeper than the maximum path length is a problem", async () => {
  const cwd = temporaryTree(["Dockerfile"]);
  // Each half is short enough to be moved into the other.
  const half = Array.from({ length: 10 }, () => "d".repeat(240)).join("/");
  for (const part of ["a", "b"]) mkdirSync(join(cwd, part, half), { recursive: true });
  renameSync(join(cwd, "b"), join(cwd, "a", half, "b"));
  const { files, problems } = await discover(["."], { cwd });
  renameSync(join(cwd, "a", half, "b"), join(cwd, "b"));
  expect(files.map(({ path }) => path)).toEqual(["Dockerfile"]);
  expect(problems.map(({ id, fatal }) => [id, fatal])).toEqual([["unreadable-path", true]]);
  expect(problems[0]?.message).toBe("Cannot be read (ENAMETOOLONG: name too long).");
});
