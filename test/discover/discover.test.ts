import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { discover } from "./discover.ts";
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
      "a/index.html",
      "a/README.md",
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

  test("nothing is found without files of a kind that is read, or without paths", async () => {
    const cwd = temporaryTree(["a/index.html"]);
    expect(await pathsOf(["."], cwd)).toEqual([]);
    expect(await pathsOf([], cwd)).toEqual([]);
  });
});

describe("names that do not say whether it is a Dockerfile", () => {
  test("the text decides", async () => {
    const dockerfile = "# syntax=docker/dockerfile:1\nARG A\nFROM a\n";
    const cwd = temporaryTree({
      DockerfileGPU: dockerfile,
      "gpu-Dockerfile": dockerfile,
      "x.dockerfile.tmpl": "{% if a %}\nFROM a\n",
      "Dockerfile.txt": dockerfile,
      "Dockerfile~": dockerfile,
      "serve.docker": dockerfile,
      "serve.df": dockerfile,
      "wide.df": Buffer.from(`\uFEFF${dockerfile}`, "utf16le"),
      "large.df": `# ${"x\n# ".repeat(400_000)}\nFROM a\n`,
      "dockerfile.md": "From version 2 on it is different.\n",
      "dockerfile_gen.py": "from string import Template\n",
      "a-in-dockerfile-deployment.yml": "name: a\n",
      "large-dockerfile.json": `{ "a": "${"x".repeat(2_000_000)}" }`,
      "binary.docker": Buffer.from([0, 1, 2, 3]),
      "empty.docker": "",
    });
    expect(await pathsOf(["."], cwd)).toEqual([
      "Dockerfile.txt",
      "DockerfileGPU",
      "Dockerfile~",
      "a-in-dockerfile-deployment.yml",
      "dockerfile_gen.py",
      "gpu-Dockerfile",
      "large-dockerfile.json",
      "large.df",
      "serve.df",
      "serve.docker",
      "wide.df",
      "x.dockerfile.tmpl",
    ]);
  });

  test("the text of other names decides nothing", async () => {
    const names = ["Dockerfile", "Dockerfile.dev", "x.dockerfile", "Containerfile"];
    const texts = ["RUN x\n", "FORM a\n", "<<<<<<< HEAD\nFROM a\n", "\0"];
    const cwd = temporaryTree(Object.fromEntries(names.map((name, at) => [name, texts[at] ?? ""])));
    expect(await pathsOf(["."], cwd)).toEqual(names.toSorted());
  });

  test("a file that cannot be read is a fatal problem", async ({ skip }) => {
    const cwd = temporaryTree(["serve.docker"]);
    await discover(["."], { cwd });
    chmodSync(join(cwd, "serve.docker"), 0);
    const { problems } = await withoutPrivileges(cwd, skip, () => discover(["."], { cwd }));
    expect(problems.map(({ path, id, fatal }) => [path, id, fatal])).toEqual([
      ["serve.docker", "unreadable-path", true],
    ]);
  });
});

describe("symbolic links", () => {
  test("to a file of the repository are followed, once", async () => {
    const cwd = temporaryTree({
      ".git/": "",
      "a/base": "FROM a\n",
      "a/notes": "Notes\n",
      "a/Dockerfile": "FROM a\n",
    });
    symlinkSync("../a/base", join(cwd, "a", "Dockerfile.1"));
    symlinkSync("Dockerfile.1", join(cwd, "a", "Dockerfile.0"));
    symlinkSync("a/base", join(cwd, "serve.docker"));
    symlinkSync("a/notes", join(cwd, "notes.docker"));
    symlinkSync("a/base", join(cwd, "base"));
    symlinkSync("a/Dockerfile", join(cwd, "Dockerfile"));
    const { files, problems } = await discover(["."], { cwd });
    expect(problems).toEqual([]);
    expect(files).toEqual([
      {
        path: "a/Dockerfile",
        absolute: join(cwd, "a/Dockerfile"),
        kind: "dockerfile",
        named: false,
        folder: cwd,
      },
      {
        path: "a/Dockerfile.0",
        absolute: join(cwd, "a/Dockerfile.0"),
        kind: "dockerfile",
        named: false,
        folder: cwd,
        link: {
          target: join(cwd, "a/base"),
          shown: "a/base",
          others: ["a/Dockerfile.1", "serve.docker"],
        },
      },
    ]);
  });

  test("of which discovery could take a file or a folder, but that lead elsewhere, are named", async () => {
    const outside = temporaryTree(["Dockerfile", "b/Dockerfile"]);
    const cwd = temporaryTree({
      ".git/config": "FROM a\n",
      "a/Dockerfile": "",
      "inner/.git/": "",
      "inner/base": "FROM a\n",
    });
    const links = {
      "Dockerfile.device": "/dev/zero",
      "Dockerfile.git": ".git/config",
      "Dockerfile.inner": "inner/base",
      "Dockerfile.loop": "Dockerfile.loop",
      "Dockerfile.nothing": "nowhere",
      "Dockerfile.outside": join(outside, "Dockerfile"),
      "nothing.docker": "nowhere",
      folder: "a",
      "folder.docker": join(outside, "b"),
      nothing: "nowhere",
      other: join(outside, "Dockerfile"),
      up: "..",
    };
    for (const [path, target] of Object.entries(links)) symlinkSync(target, join(cwd, path));
    const { files, problems } = await discover(["."], { cwd });
    expect(files.map(({ path }) => path)).toEqual(["a/Dockerfile"]);
    expect(problems.map(({ path, id, fatal, message }) => [path, id, fatal, message])).toEqual(
      [
        [null, "3 symbolic links to folders were not followed: folder, folder.docker and up."],
        ["Dockerfile.device", "it leads to a device, FIFO or socket"],
        ["Dockerfile.git", "it leads into .git"],
        ["Dockerfile.inner", "it leads into another repository"],
        ["Dockerfile.loop", "it leads to itself"],
        ["Dockerfile.nothing", "its target does not exist"],
        ["Dockerfile.outside", "it leads out of the repository"],
        ["nothing.docker", "its target does not exist"],
      ].map(([path, why]) => [
        path,
        "unfollowed-link",
        false,
        path === null ? why : `The symbolic link was not followed: ${why}.`,
      ]),
    );
  });

  test("without a repository must not lead out of what is searched", async () => {
    const root = temporaryTree(["base", "a/base", "b/base"]);
    symlinkSync("../base", join(root, "a", "Dockerfile.up"));
    symlinkSync("base", join(root, "a", "Dockerfile"));
    const within = await discover(["."], { cwd: join(root, "a") });
    expect(within.files.map(({ path }) => path)).toEqual(["Dockerfile"]);
    expect(within.problems.map(({ message }) => message)).toEqual([
      "The symbolic link was not followed: it leads out of the searched directory.",
    ]);
    expect(await pathsOf(["a"], root)).toEqual(["a/Dockerfile", "a/Dockerfile.up"]);
    expect((await discover(["../a"], { cwd: join(root, "b") })).problems).toHaveLength(1);
  });

  test("are not reported where .gitignore, node_modules or an exclusion leaves them out", async () => {
    const cwd = temporaryTree({
      ".gitignore": "build/\n*.gone\n",
      "build/": "",
      "node_modules/": "",
    });
    for (const path of ["build/Dockerfile", "Dockerfile.gone", "node_modules/Dockerfile"])
      symlinkSync("nowhere", join(cwd, path));
    expect(await pathsOf(["."], cwd)).toEqual([]);
  });

  test("to many folders are one line", async () => {
    const cwd = temporaryTree(["a/Dockerfile"]);
    for (let at = 10; at < 30; at += 1) symlinkSync("a", join(cwd, `l${at}`));
    const { problems } = await discover(["."], { cwd });
    expect(problems.map(({ message }) => message)).toEqual([
      "20 symbolic links to folders were not followed: l10, l11, l12, l13, l14, l15, l16, l17, l18, l19 and 10 more.",
    ]);
  });

  test("are followed if passed explicitly", async () => {
    const cwd = temporaryTree(["a/base", "b/Dockerfile"]);
    symlinkSync("a/base", join(cwd, "Dockerfile"));
    symlinkSync("b", join(cwd, "c"));
    expect(await pathsOf(["Dockerfile", "c"], cwd)).toEqual(["Dockerfile", "c/Dockerfile"]);
    const outside = temporaryTree(["base"]);
    symlinkSync(join(outside, "base"), join(cwd, "outside"));
    expect(await pathsOf(["outside"], cwd)).toEqual(["outside"]);
  });

  test("passed explicitly count for their targets, unless those are passed or found too", async () => {
    const cwd = temporaryTree(["a/base", "b/Dockerfile"]);
    symlinkSync("../a/base", join(cwd, "b", "Containerfile"));
    symlinkSync("a/base", join(cwd, "link"));
    const { files } = await discover(["link", "."], { cwd });
    expect(files.map(({ path, named, link }) => [path, named, link?.others])).toEqual([
      ["b/Dockerfile", false, undefined],
      ["link", true, ["b/Containerfile"]],
    ]);
    expect(await pathsOf(["link", "a/base"], cwd)).toEqual(["a/base"]);
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
      {
        path: "a/Dockerfile",
        absolute: join(cwd, "a/Dockerfile"),
        kind: "dockerfile",
        named: true,
        folder: join(cwd, "a"),
      },
      {
        path: "a/notes.md",
        absolute: join(cwd, "a/notes.md"),
        kind: "markdown",
        named: true,
        folder: join(cwd, "a"),
      },
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

  test("are fatal problems wherever a Dockerfile would have been checked", async ({ skip }) => {
    const cwd = temporaryTree({
      ".git/": "",
      ".gitignore": Buffer.from(
        "*.gone\nbuild/\nDockerfile.\xe9*\nDockerfile.\xef\xbf\xbd\n",
        "latin1",
      ),
      Dockerfile: "",
      "b/Dockerfile": "",
      "b/Dockerfile.\uFFFDx": "",
      "b/base": "FROM a\n",
    });
    try {
      writeFileSync(odd(cwd, "Dockerfile.\xff"), "");
      mkdirSync(odd(cwd, "d\xe9/build"), { recursive: true });
      mkdirSync(odd(cwd, "d\xe9/node_modules/a"), { recursive: true });
      mkdirSync(odd(cwd, "d\xe9/e"), { recursive: true });
      mkdirSync(odd(cwd, "empty\xe9"), { recursive: true });
    } catch {
      skip("this file system takes UTF-8 only");
    }
    for (const path of ["d\xe9/e/Dockerfile", "d\xe9/e/\xe9.docker", "\xe9.df"])
      writeFileSync(odd(cwd, path), "FROM a\n");
    for (const path of ["notes\xe9.txt", "\xe9-dockerfile.md", "d\xe9/e/gen-dockerfile.py"])
      writeFileSync(odd(cwd, path), "From now on it is different.\n");
    for (const path of ["d\xe9/build/Dockerfile", "d\xe9/Dockerfile.gone", "Dockerfile.\xe91"])
      writeFileSync(odd(cwd, path), "FROM a\n");
    writeFileSync(odd(cwd, "d\xe9/node_modules/a/Dockerfile"), "FROM a\n");
    writeFileSync(odd(cwd, "d\xe9/.gitignore"), "*.local\n");
    writeFileSync(odd(cwd, "d\xe9/Dockerfile.local"), "FROM a\n");
    symlinkSync("b/base", odd(cwd, "Dockerfile.\xffl"));
    symlinkSync("Dockerfile", odd(cwd, "Dockerfile.\xffm"));
    symlinkSync("nowhere", odd(cwd, "Dockerfile.\xffn"));
    symlinkSync(odd(cwd, "d\xe9/e/Dockerfile"), join(cwd, "b", "Dockerfile.l"));
    symlinkSync("b", odd(cwd, "f\xff"));
    const { files, problems } = await discover([".", "b"], { cwd });
    expect(files.map(({ path }) => path)).toEqual([
      "Dockerfile",
      "b/Dockerfile",
      "b/Dockerfile.\uFFFDx",
    ]);
    expect(problems.map(({ path, fatal }) => [path, fatal])).toEqual([
      [null, false],
      [String.raw`Dockerfile.\xff`, true],
      [String.raw`Dockerfile.\xffl`, true],
      [String.raw`Dockerfile.\xffn`, false],
      [String.raw`\xe9.df`, true],
      ["b/Dockerfile.l", true],
      [String.raw`d\xe9/e/Dockerfile`, true],
      [String.raw`d\xe9/e/\xe9.docker`, true],
    ]);
    expect(problems[1]?.message).toBe(
      "The name is not valid UTF-8; the Dockerfile was not read. Rename it.",
    );
    expect(problems[0]?.message).toContain(String.raw`f\xff`);
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
