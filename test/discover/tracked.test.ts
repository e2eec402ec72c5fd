import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { git } from "../support/working-copy.ts";
import { everyFile } from "../../src/discover/discover.ts";
import { discover } from "./discover.ts";
import { temporaryTree } from "./temporary-tree.ts";

const ignored = {
  ".gitignore": "build/\n*.gpu\n",
  Dockerfile: "FROM a\n",
  "Dockerfile.gpu": "FROM a\n",
  "build/a/Dockerfile": "FROM a\n",
  "build/a/serve.docker": "FROM a\n",
  "build/a/other.docker": "Not one\n",
  "node_modules/a/Dockerfile": "FROM a\n",
  "vendor/node_modules/Dockerfile": "FROM a\n",
};

/** A repository in which git tracks some of the files that it ignores. */
function repository(
  tracked: readonly string[],
  content: Parameters<typeof temporaryTree>[0] = ignored,
): string {
  const root = temporaryTree(content);
  git(root, "init", "--quiet");
  if (tracked.length > 0) git(root, "add", "--force", "--", ...tracked);
  return root;
}

async function found(cwd: string, paths: readonly string[] = ["."]): Promise<readonly string[]> {
  const { files, problems } = await discover(paths, { cwd });
  expect(problems).toEqual([]);
  return files.map(({ path }) => path);
}

describe("what git tracks counts where .gitignore or node_modules would leave it out", () => {
  test("and only that", async () => {
    expect(await found(repository([]))).toEqual(["Dockerfile"]);
    const root = repository(["build", "node_modules", "Dockerfile.gpu"]);
    expect(await found(root)).toEqual([
      "Dockerfile",
      "Dockerfile.gpu",
      "build/a/Dockerfile",
      "build/a/serve.docker",
      "node_modules/a/Dockerfile",
    ]);
    expect(await found(join(root, "vendor"))).toEqual([]);
    expect(await found(root, ["vendor"])).toEqual([]);
  });

  test("below the searched directory", async () => {
    const root = repository(["x/build/Dockerfile", "xy/build/Dockerfile", "é/build/Dockerfile"], {
      ".gitignore": "build/\n",
      "x/build/Dockerfile": "",
      "xy/build/Dockerfile": "",
      "é/build/Dockerfile": "",
    });
    expect(await found(root, ["x"])).toEqual(["x/build/Dockerfile"]);
    expect(await found(join(root, "é"))).toEqual(["build/Dockerfile"]);
    expect(await found(root)).toHaveLength(3);
  });

  test("in a nested repository and in a submodule, by their own index", async () => {
    const root = repository([], { ".gitignore": "ignored/\n", "a/": "" });
    const inner = repository(["build", "Dockerfile"]);
    git(inner, "commit", "--quiet", "--message=First");
    const add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "--force"];
    git(root, ...add, inner, "ignored/module");
    git(root, "clone", "--quiet", inner, "a/clone");
    git(root, "clone", "--quiet", inner, "ignored/clone");
    for (const path of ["a/clone", "ignored/module"])
      writeFileSync(join(root, path, ".gitignore"), "build/\nDockerfile\n");
    expect(await found(root)).toEqual([
      "a/clone/Dockerfile",
      "a/clone/build/a/Dockerfile",
      "a/clone/build/a/serve.docker",
      "ignored/module/Dockerfile",
      "ignored/module/build/a/Dockerfile",
      "ignored/module/build/a/serve.docker",
    ]);
  });

  test("but not what was deleted, is below a link now, or is excluded", async () => {
    const root = repository(["build", "node_modules", "Dockerfile.gpu"]);
    rmSync(join(root, "Dockerfile.gpu"));
    rmSync(join(root, "node_modules"), { recursive: true });
    symlinkSync(temporaryTree(["a/Dockerfile"]), join(root, "node_modules"));
    const { files } = await discover(["."], { cwd: root });
    expect(files.map(({ path }) => path)).toEqual([
      "Dockerfile",
      "build/a/Dockerfile",
      "build/a/serve.docker",
    ]);
    const selection = {
      ...everyFile,
      isExcluded: (path: string) => path === join(root, "build"),
    };
    const excluded = await discover(["."], {
      cwd: root,
      selectionOf: () => Promise.resolve(selection),
    });
    expect(excluded.files.map(({ path }) => path)).toEqual(["Dockerfile"]);
  });

  test("where the searched directory is a link", async () => {
    const root = repository(["sub"], {
      "sub/.gitignore": "build/\n",
      "sub/build/Dockerfile": "FROM a\n",
      "sub/a/build/Dockerfile": "FROM a\n",
    });
    symlinkSync("sub", join(root, "link"));
    const outside = temporaryTree([]);
    symlinkSync(join(root, "sub"), join(outside, "link"));
    const tracked = ["link/a/build/Dockerfile", "link/build/Dockerfile"];
    expect(await found(root, ["link"])).toEqual(tracked);
    expect(await found(root, ["link/a"])).toEqual(["link/a/build/Dockerfile"]);
    expect(await found(outside, ["link"])).toEqual(tracked);
  });

  test("where a folder became a repository afterwards", async () => {
    const root = repository(["sub"], {
      "sub/.gitignore": "build/\n",
      "sub/build/Dockerfile": "FROM a\n",
    });
    mkdirSync(join(root, "sub", ".git"));
    expect(await found(root)).toEqual(["sub/build/Dockerfile"]);
    expect(await found(join(root, "sub"))).toEqual(["build/Dockerfile"]);
    git(join(root, "sub"), "init", "--quiet");
    expect(await found(root, ["sub"])).toEqual(["sub/build/Dockerfile"]);
  });

  test("links and names that are not valid UTF-8 too", async () => {
    const root = repository([], { ".gitignore": "build/\n", "build/base": "FROM a\n" });
    symlinkSync("base", join(root, "build", "Dockerfile"));
    symlinkSync("nowhere", join(root, "build", "Dockerfile.nothing"));
    symlinkSync("../..", join(root, "build", "up"));
    mkdirSync(Buffer.from(`${root}/build/d\xe9`, "latin1"));
    writeFileSync(Buffer.from(`${root}/build/d\xe9/Dockerfile`, "latin1"), "FROM a\n");
    git(root, "add", "--force", "build");
    const { files, problems } = await discover(["."], { cwd: root });
    expect(files.map(({ path, link }) => [path, link?.shown])).toEqual([
      ["build/Dockerfile", "build/base"],
    ]);
    expect(problems.map(({ path, fatal }) => [path, fatal])).toEqual([
      [null, false],
      ["build/Dockerfile.nothing", false],
      [String.raw`build/d\xe9/Dockerfile`, true],
    ]);
  });

  test("in a repository whose own path is not valid UTF-8, it is not known", async () => {
    const root = temporaryTree([".git/"]);
    const inner = Buffer.from(`${root}/d\xe9`, "latin1");
    mkdirSync(inner);
    for (const name of [".git", "node_modules"])
      mkdirSync(Buffer.concat([inner, Buffer.from(`/${name}`)]));
    const { problems } = await discover(["."], { cwd: root });
    expect(problems.map(({ path, id }) => [path, id])).toEqual([
      [String.raw`d\xe9`, "unread-git-index"],
    ]);
  });
});

describe("an index that cannot be read is reported", () => {
  test("if something was left out", async () => {
    const root = repository(["build"]);
    writeFileSync(join(root, ".git", "index"), "DIRC nonsense");
    const { files, problems } = await discover(["."], { cwd: root });
    expect(files.map(({ path }) => path)).toEqual(["Dockerfile"]);
    expect(problems).toEqual([
      {
        kind: "problem",
        id: "unread-git-index",
        path: ".",
        message:
          "Git's index was not read completely: it is damaged. Files that git tracks can be missing where .gitignore or node_modules leaves them out.",
        fatal: false,
      },
    ]);
    for (const path of [".gitignore", "node_modules", "vendor"])
      rmSync(join(root, path), { recursive: true });
    expect((await discover(["."], { cwd: root })).problems).toEqual([]);
  });

  test("also a sparse one, where a directory exists that it does not describe", async () => {
    const root = repository(["build", ".gitignore"], {
      ".gitignore": "build/\n",
      "build/a/Dockerfile": "FROM a\n",
    });
    git(root, "commit", "--quiet", "--message=First");
    git(root, "sparse-checkout", "set", "--cone", "--sparse-index");
    mkdirSync(join(root, "build"));
    const { problems } = await discover(["."], { cwd: root });
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining("it is sparse and does not name what is in build") as string,
    ]);
  });

  test("git is not started", async () => {
    const root = repository(["build"]);
    writeFileSync(join(root, "run.sh"), `#!/bin/sh\ntouch "${root}/started"\n`, { mode: 0o755 });
    git(root, "config", "core.fsmonitor", join(root, "run.sh"));
    expect(await found(root)).toContain("build/a/Dockerfile");
    expect(() => execFileSync("test", ["-e", join(root, "started")])).toThrow("failed");
    git(root, "ls-files", "--modified");
    execFileSync("test", ["-e", join(root, "started")]);
  });
});

describe("with --force-exclude, what discovery would not take is not read", () => {
  const forced = async (cwd: string, paths: readonly string[]): Promise<unknown> => {
    const { files, problems } = await discover(paths, { cwd, forceExclude: true });
    return [
      files.map(({ path, link }) => (link ? `${path} -> ${link.shown}` : path)),
      problems.map(({ path, message, fatal }) => `${path ?? ""}: ${message} ${String(fatal)}`),
    ];
  };

  test("by name, text and place", async () => {
    const root = repository(["build/a/Dockerfile"]);
    writeFileSync(join(root, "dockerfile.md"), "From version 2 on it is different.\n");
    writeFileSync(join(root, "notes.md"), "FROM a\n");
    const paths = [...Object.keys(ignored), "dockerfile.md", "notes.md", ".git/Dockerfile"];
    mkdirSync(join(root, ".git"), { recursive: true });
    writeFileSync(join(root, ".git", "Dockerfile"), "FROM a\n");
    expect(await forced(root, paths)).toEqual([["Dockerfile", "build/a/Dockerfile"], []]);
    git(root, "add", "--force", "--all");
    expect(await forced(root, paths)).toEqual([
      [
        "Dockerfile",
        "Dockerfile.gpu",
        "build/a/Dockerfile",
        "build/a/serve.docker",
        "node_modules/a/Dockerfile",
        "vendor/node_modules/Dockerfile",
      ],
      [],
    ]);
    expect(await forced(root, ["build", "node_modules/a", ".git"])).toEqual([
      ["build/a/Dockerfile", "build/a/serve.docker", "node_modules/a/Dockerfile"],
      [],
    ]);
  });

  test("an index that does not say is reported", async () => {
    const root = repository(["build"]);
    writeFileSync(join(root, ".git", "index"), "DIRC nonsense");
    expect(await forced(root, ["build/a/Dockerfile"])).toEqual([
      [],
      [expect.stringContaining(".: Git's index was not read completely: it is damaged.")],
    ]);
  });

  test("links as in a search", async () => {
    const root = repository([], { "a/base": "FROM a\n", "a/Dockerfile": "FROM a\n" });
    symlinkSync("a/base", join(root, "Dockerfile"));
    symlinkSync("nowhere", join(root, "Dockerfile.nothing"));
    symlinkSync("Dockerfile", join(root, "a", "Dockerfile.same"));
    symlinkSync(join(temporaryTree(["Dockerfile"]), "Dockerfile"), join(root, "out.docker"));
    symlinkSync("a", join(root, "folder.docker"));
    execFileSync("mkfifo", [join(root, "Dockerfile.fifo")]);
    const paths = ["Dockerfile", "Dockerfile.nothing", "a/Dockerfile", "a/Dockerfile.same"];
    expect(
      await forced(root, [...paths, "out.docker", "folder.docker", "Dockerfile.fifo"]),
    ).toEqual([
      ["Dockerfile -> a/base", "a/Dockerfile"],
      [
        ": 1 symbolic link to a folder was not followed: folder.docker. false",
        "Dockerfile.fifo: Not a regular file; it was not read. false",
        "Dockerfile.nothing: The symbolic link was not followed: its target does not exist. false",
        "out.docker: The symbolic link was not followed: it leads out of the repository. false",
      ],
    ]);
    expect(await forced(root, ["gone"])).toEqual([[], ["gone: No such file or directory. true"]]);
  });
});

test("under a policy, each folder and pattern that is left out is named once, with a count", async () => {
  const root = temporaryTree({
    ...ignored,
    ".gitignore": "build/\n*.gpu\n",
    "a/.gitignore": "build/\n",
    "a/build/": "",
    "a/b/build/": "",
    "third/Dockerfile": "",
    "third.docker": "",
  });
  const options = (respectsGitignore: boolean) => ({
    cwd: root,
    selectionOf: () =>
      Promise.resolve({
        ...everyFile,
        isExcluded: (path: string) => path.startsWith(join(root, "third")),
        excludingPattern: () => "third*",
        respectsGitignore,
      }),
  });
  const messages = async (paths: string[], respectsGitignore: boolean) =>
    (await discover(paths, options(respectsGitignore))).problems.map(
      ({ path, message, isNote }) => [path, message, isNote],
    );
  const both = [
    [null, "Left out: 1 folder and 1 file that the pattern third* excludes.", true],
    [null, "Left out: 2 folders named node_modules, except for what git tracks.", true],
  ];
  expect(await messages(["."], false)).toEqual(both);
  expect(await messages(["."], true)).toEqual([
    ...both,
    [".gitignore", "Left out: 1 file that *.gpu ignores, except for what git tracks.", true],
    [".gitignore", "Left out: 1 folder that build/ ignores, except for what git tracks.", true],
    ["a/.gitignore", "Left out: 2 folders that build/ ignores, except for what git tracks.", true],
  ]);
});

test("what is tracked among 100,000 ignored files is found", async () => {
  const root = temporaryTree({
    ".gitignore": "/ignored/\n",
    "ignored/99999/Dockerfile": "FROM a\n",
  });
  git(root, "init", "--quiet");
  const blob = git(root, "hash-object", "-w", ".gitignore");
  const lines = Array.from(
    { length: 100_000 },
    (_, at) => `100644 ${blob}\tignored/${at}/${at % 100 === 99 ? "Dockerfile" : "module.py"}\n`,
  );
  execFileSync("git", ["-C", root, "update-index", "--index-info"], { input: lines.join("") });
  const { files, problems } = await discover(["."], { cwd: root });
  expect(files.map(({ path }) => path)).toEqual(["ignored/99999/Dockerfile"]);
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Git tracks 99999 files that are not .* and 99989 more; restore them/),
  ]);
});
