import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isDockerfileName } from "../../src/discover/index.ts";
import { everyFile } from "../../src/discover/discover.ts";
import { discover } from "./discover.ts";
import { temporaryTree } from "./temporary-tree.ts";
import { withoutPrivileges } from "./without-privileges.ts";

async function found(cwd: string, paths: readonly string[] = ["."]): Promise<readonly string[]> {
  const { files, problems } = await discover(paths, { cwd });
  expect(problems).toEqual([]);
  return files.map(({ path }) => path);
}

describe(".gitignore files", () => {
  test("apply inside and outside repositories", async () => {
    const files = { ".gitignore": "/build/\n*.gpu\n", "a/.gitignore": "!keep.gpu\n/Dockerfile\n" };
    const dockerfiles = {
      Dockerfile: "",
      "build/Dockerfile": "",
      "a/Dockerfile": "",
      "a/b/Dockerfile": "",
      "a/build/Dockerfile": "",
      "a/Dockerfile.gpu": "",
    };
    const expected = ["Dockerfile", "a/b/Dockerfile", "a/build/Dockerfile"];
    const bare = temporaryTree({ ...files, ...dockerfiles });
    const repository = temporaryTree({ ...files, ...dockerfiles, ".git/": "" });
    expect(await found(bare)).toEqual(expected);
    expect(await found(repository)).toEqual(expected);
    expect(await found(join(repository, "a"))).toEqual(["b/Dockerfile", "build/Dockerfile"]);
    expect(await found(repository, ["a"])).toEqual(expected.slice(1));
    expect(await found(bare, ["a"])).toEqual(expected.slice(1));
  });

  test.each([[true], [false]])(
    "apply in folders with a selection of their own, in a repository: %s",
    async (isRepository) => {
      const root = temporaryTree({
        ...(isRepository ? { "searched/.git/": "" } : {}),
        "elsewhere/": "",
        "searched/.gitignore": "/a/b/build.docker\n*.gpu\n",
        "searched/a/.gitignore": "!keep.gpu\n",
        ...{ "searched/a/.own": "", "searched/a/b/.own": "", "searched/a/b/c/.own": "" },
        "searched/a/b/build.docker": "FROM a\n",
        "searched/a/b/c/Dockerfile": "",
        "searched/a/b/c/Dockerfile.gpu": "",
        "searched/a/b/c/Dockerfile.keep.gpu": "",
      });
      const folders: string[] = [];
      for (const cwd of ["elsewhere", "searched", "searched/a/b"]) {
        const { files } = await discover([join(root, "searched")], {
          cwd: join(root, cwd),
          hasOwn: (entries) => entries.some(({ name }) => name === ".own"),
          selectionOf: (folder) => {
            folders.push(relative(root, folder));
            return Promise.resolve(everyFile);
          },
        });
        expect(files.map((file) => relative(root, file.absolute))).toEqual([
          "searched/a/b/c/Dockerfile",
        ]);
        expect(files[0]?.folder).toBe(join(root, "searched/a/b/c"));
      }
      expect(new Set(folders.filter((one) => one.startsWith("searched")))).toEqual(
        new Set(["searched", "searched/a", "searched/a/b", "searched/a/b/c"]),
      );
    },
  );

  test("above the working directory apply up to the root of the repository", async () => {
    const root = temporaryTree({
      ".gitignore": "*\n",
      "git/": "",
      "r/.git": "gitdir: ../git\n",
      "r/.gitignore": "/a/x/\n*.gpu\n",
      "r/a/.gitignore": "!b.gpu\n",
      "r/a/x/Dockerfile": "",
      "r/a/y/Dockerfile": "",
      "r/a/y/Dockerfile.gpu": "",
    });
    expect(await found(join(root, "r", "a"))).toEqual(["y/Dockerfile"]);
    expect(await found(join(root, "r", "a", "y"))).toEqual(["Dockerfile"]);
  });

  test("do not apply in inner repositories", async () => {
    const cwd = temporaryTree({
      ".git/": "",
      ".gitignore": "*.gpu\n/away/\n",
      "Dockerfile.gpu": "",
      "module/.git": "gitdir: elsewhere\n",
      "module/Dockerfile.gpu": "",
      "away/.git/": "",
      "away/Dockerfile": "",
    });
    expect(await found(cwd)).toEqual(["module/Dockerfile.gpu"]);
    expect(await found(cwd, ["module"])).toEqual(["module/Dockerfile.gpu"]);
  });

  test("do not apply in an ignored directory that is passed explicitly, except those inside it", async () => {
    const cwd = temporaryTree({
      ".gitignore": "/build/\n*.gpu\n",
      "build/.gitignore": "*.cpu\n",
      "build/a/Dockerfile": "",
      "build/a/Dockerfile.gpu": "",
      "build/a/Dockerfile.cpu": "",
    });
    expect(await found(cwd)).toEqual([]);
    const expected = ["build/a/Dockerfile", "build/a/Dockerfile.gpu"];
    expect(await found(cwd, ["build"])).toEqual(expected);
    expect(await found(cwd, ["build/a"])).toEqual(expected);
    expect(await found(join(cwd, "build", "a"), ["."])).toEqual([
      "Dockerfile",
      "Dockerfile.cpu",
      "Dockerfile.gpu",
    ]);
  });

  test("must be files: a directory, symbolic link or FIFO of that name is not read", async () => {
    const cwd = temporaryTree(["Dockerfile", "a/.gitignore/Dockerfile", "b/Dockerfile", "all"]);
    writeFileSync(join(cwd, "all"), "*\n");
    symlinkSync("all", join(cwd, ".gitignore"));
    execFileSync("mkfifo", [join(cwd, "b", ".gitignore")]);
    const expected = ["Dockerfile", "a/.gitignore/Dockerfile", "b/Dockerfile"];
    expect(await found(cwd)).toEqual(expected);
    mkdirSync(join(cwd, ".git"));
    expect(await found(cwd, ["a", "b"])).toEqual(expected.slice(1));
    expect(await found(cwd, ["b/.", "a/.gitignore"])).toEqual(expected.slice(1));
  });

  test("keep ignored directories from being listed", async () => {
    const cwd = temporaryTree({ ".gitignore": "/venv/\n", "venv/Dockerfile": "" });
    execFileSync("mkfifo", [join(cwd, "venv", "Dockerfile.fifo")]);
    expect(await found(cwd)).toEqual([]);
  });

  test.each([
    ["too large", "a\n".repeat(100_000), "it is too large"],
    [
      "with an endless pattern",
      `*\n${"a*".repeat(3000)}`,
      "it contains a pattern that is too long",
    ],
    [
      "with several ** and brackets around a slash",
      "*\n**/[a/b]/**/c\n",
      "it contains a pattern that is too complicated",
    ],
  ])("%s are not applied and reported", async (_, text, why) => {
    const cwd = temporaryTree({ ".gitignore": "*.gpu\n", "a/.gitignore": text });
    for (const path of ["a/Dockerfile", "a/Dockerfile.gpu"]) writeFileSync(join(cwd, path), "");
    const { files, problems } = await discover(["."], { cwd });
    expect(files.map(({ path }) => path)).toEqual(["a/Dockerfile"]);
    expect(problems).toEqual([
      {
        kind: "problem",
        id: "ignored-gitignore",
        path: "a/.gitignore",
        message: `.gitignore was not applied: ${why}.`,
        fatal: false,
      },
    ]);
  });

  test("without read permission are not applied and reported", async ({ skip }) => {
    const cwd = temporaryTree({ ".gitignore": "*\n", Dockerfile: "" });
    await found(cwd);
    chmodSync(join(cwd, ".gitignore"), 0);
    const { files, problems } = await withoutPrivileges(cwd, skip, () => discover(["."], { cwd }));
    expect(files.map(({ path }) => path)).toEqual(["Dockerfile"]);
    expect(problems.map(({ path, message, fatal }) => [path, message, fatal])).toEqual([
      [".gitignore", ".gitignore was not applied: EACCES: permission denied.", false],
    ]);
  });

  test("can contain long comments", async () => {
    const cwd = temporaryTree({
      ".gitignore": `#${"-".repeat(9000)}\n*.gpu\n`,
      "Dockerfile.gpu": "",
    });
    expect(await found(cwd)).toEqual([]);
  });

  // As single regular expressions, these patterns would take exponential time.
  test("cannot make discovery hang", async () => {
    const name = "a".repeat(250);
    const deep = "a/".repeat(400);
    const hostile = [
      `${"*a".repeat(2000)}b`,
      `${"?*".repeat(1000)}b`,
      `${"[a]*".repeat(500)}b`,
      `${"**/a/".repeat(12)}c`,
      `${"a/**/".repeat(12)}c`,
    ];
    const cwd = temporaryTree({
      ".gitignore": hostile.join("\n"),
      [`${name}/Dockerfile`]: "",
      [`${deep}Dockerfile`]: "",
    });
    const { files, problems } = await discover(["."], { cwd });
    expect(files.map(({ path }) => path)).toEqual([`${deep}Dockerfile`, `${name}/Dockerfile`]);
    expect(problems).toEqual([]);
  });
});

const hasGit = spawnSync("git", ["--version"]).status === 0;

describe.skipIf(!hasGit)("discovery finds what git does not ignore", () => {
  const directory = fc.constantFrom(
    "a",
    "b",
    "build",
    ".x",
    "a b",
    "[q]",
    "é",
    "a*b",
    "c\\d",
    "!n",
    "#h",
    "q?",
    "a\nb",
  );
  const file = fc.constantFrom(
    "Dockerfile",
    "Containerfile",
    "a.dockerfile",
    "Dockerfile.gpu",
    "Dockerfile-é",
  );
  const segment = fc.constantFrom(
    ..."a b build .x Dockerfile * ? ** *** a* *a* *file *.dockerfile [ab] [!a] [^b]* [[:alpha:]] [q [q] \\[q\\] a\\*b \\!n \\#h q\\? \\a c\\\\d é é* *??".split(
      " ",
    ),
    "a b",
  );
  const pattern = fc
    .tuple(
      fc.constantFrom("", "", "", "!", "!", "#"),
      fc.constantFrom("", "", "/"),
      fc.array(segment, { minLength: 1, maxLength: 4 }),
      fc.constantFrom("", "", "/", "  ", "/ ", "\\ ", "\t"),
    )
    .map(([negation, anchor, segments, end]) => negation + anchor + segments.join("/") + end);
  const gitignore = fc
    .tuple(
      fc.constantFrom("", "", "\uFEFF"),
      fc.array(pattern, { minLength: 1, maxLength: 5 }),
      fc.constantFrom("\n", "\n", "\r\n"),
      fc.boolean(),
    )
    .map(([mark, lines, eol, ends]) => mark + lines.join(eol) + (ends ? eol : ""));
  const location = fc.array(directory, { maxLength: 4 });
  const trees = fc.record({
    files: fc.array(fc.tuple(location, file), { minLength: 10, maxLength: 25 }),
    gitignores: fc.array(fc.tuple(location, gitignore), { minLength: 1, maxLength: 6 }),
    inRepository: fc.boolean(),
  });

  /** The least that git accepts as a repository; `git init` would take most of the time of this test. */
  const emptyRepository = {
    ".git/HEAD": "ref: refs/heads/main\n",
    ".git/objects/": "",
    ".git/refs/": "",
  };

  test("in generated trees", async () => {
    const elsewhere = join(temporaryTree(emptyRepository), ".git");
    await fc.assert(
      fc.asyncProperty(trees, async ({ files, gitignores, inRepository }) => {
        const tree = temporaryTree({
          ...(inRepository ? emptyRepository : {}),
          ...Object.fromEntries(files.map(([at, name]) => [[...at, name].join("/"), ""])),
          ...Object.fromEntries(
            gitignores.map(([at, text]) => [[...at, ".gitignore"].join("/"), text]),
          ),
        });
        const repository = inRepository ? join(tree, ".git") : elsewhere;
        const options = {
          cwd: tree,
          env: { ...process.env, GIT_DIR: repository, GIT_WORK_TREE: tree },
        };
        const listing = ["ls-files", "--others", "-z", "--exclude-per-directory=.gitignore"];
        const listed = execFileSync("git", listing, options)
          .toString()
          .split("\0")
          .filter((path) => isDockerfileName(path.slice(path.lastIndexOf("/") + 1)));
        expect(await found(tree)).toEqual(listed.toSorted());
      }),
      { seed: 20261123, numRuns: 60 },
    );
  });
});
