import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CacheDirectoryOptions } from "../../src/registry/cache/cache-directory.ts";
import { cacheDirectory } from "../../src/registry/cache/cache-directory.ts";
import { temporaryTree } from "../discover/temporary-tree.ts";

const nowhere: CacheDirectoryOptions = {
  option: null,
  env: {},
  userConfig: null,
  home: "/home/nobody-here",
  platform: "linux",
  repositoryRoots: [],
};

const find = (options: Partial<CacheDirectoryOptions>) =>
  cacheDirectory({ ...nowhere, ...options });
const at = (path: string) => ({ kind: "directory", path });

describe("the order of directories", () => {
  const all = {
    option: "/given",
    env: { INFERLINT_CACHE_DIR: "/variable", XDG_CACHE_HOME: "/xdg" },
    userConfig: "/user",
  };
  test.each<[what: string, options: Partial<CacheDirectoryOptions>, path: string]>([
    ["--cache-dir", all, "/given"],
    ["INFERLINT_CACHE_DIR", { ...all, option: null }, "/variable"],
    [
      "the user's configuration",
      { ...all, option: null, env: { INFERLINT_CACHE_DIR: "", XDG_CACHE_HOME: "/xdg" } },
      "/user",
    ],
    ["XDG_CACHE_HOME", { env: { XDG_CACHE_HOME: "/xdg" } }, "/xdg/inferlint"],
    [
      "an empty XDG_CACHE_HOME",
      { env: { XDG_CACHE_HOME: "" } },
      "/home/nobody-here/.cache/inferlint",
    ],
    ["a relative one", { env: { XDG_CACHE_HOME: "cache" } }, "/home/nobody-here/.cache/inferlint"],
    ["nothing", {}, "/home/nobody-here/.cache/inferlint"],
    ["nothing, on an unknown system", { platform: "haiku" }, "/home/nobody-here/.cache/inferlint"],
    ["a name that is not the shortest", { option: "/a/../b//c/" }, "/b/c"],
  ])("%s", (_, options, path) => {
    expect(find(options)).toEqual(at(path));
  });

  test("on macOS and Windows", () => {
    expect(find({ platform: "darwin" })).toEqual(at("/home/nobody-here/Library/Caches/inferlint"));
    const windows = { platform: "win32", home: "C:\\Users\\me" };
    const local = { LOCALAPPDATA: "D:\\Local" };
    expect(find({ ...windows, env: local })).toEqual(at("D:\\Local\\inferlint\\Cache"));
    expect(find(windows)).toEqual(at("C:\\Users\\me\\AppData\\Local\\inferlint\\Cache"));
    expect(find({ ...windows, env: { LOCALAPPDATA: "Local" } })).toEqual(
      at("C:\\Users\\me\\AppData\\Local\\inferlint\\Cache"),
    );
    expect(find({ ...windows, option: "E:/cache" })).toEqual(at("E:\\cache"));
  });

  test.each<[options: Partial<CacheDirectoryOptions>, why: string]>([
    [{ env: { INFERLINT_CACHE_DIR: "cache" } }, "INFERLINT_CACHE_DIR cache is not absolute"],
    [{ env: { INFERLINT_CACHE_DIR: "~/cache" } }, "INFERLINT_CACHE_DIR ~/cache is not absolute"],
    [{ option: "." }, "--cache-dir . is not absolute"],
    [{ userConfig: "cache" }, "the user's cacheDir cache is not absolute"],
  ])("%j is rejected", (options, why) => {
    expect(find(options)).toEqual({ kind: "rejected", why });
  });

  test.each(["", "relative"])("without a home directory (%j) there is no cache", (home) => {
    const none = { kind: "none", why: "the home directory is unknown" };
    for (const platform of ["linux", "darwin", "win32"])
      expect(find({ home, platform })).toEqual(none);
    expect(find({ home, env: { XDG_CACHE_HOME: "/xdg" } })).toEqual(at("/xdg/inferlint"));
  });
});

describe("a directory inside the repository", () => {
  const believed = "is inside the repository, where commits could forge cached responses";

  test.each(["", "/cache", "/a/b/c", "/.git/cache", "/..cache", "/x/../y"])(
    "REPOSITORY%s, however it is named",
    (below) => {
      const repositoryRoot = temporaryTree(["a/"]);
      const path = `${repositoryRoot}${below}`;
      const rejected = (name: string) => ({ kind: "rejected", why: `${name} ${path} ${believed}` });
      expect(find({ repositoryRoots: [repositoryRoot], option: path })).toEqual(
        rejected("--cache-dir"),
      );
      expect(
        find({ repositoryRoots: [repositoryRoot], env: { INFERLINT_CACHE_DIR: path } }),
      ).toEqual(rejected("INFERLINT_CACHE_DIR"));
      expect(find({ repositoryRoots: [repositoryRoot], userConfig: path })).toEqual(
        rejected("the user's cacheDir"),
      );
    },
  );

  test("a default inside the repository means no cache, and no other directory is tried", () => {
    const home = temporaryTree([]);
    expect(find({ home, repositoryRoots: [home] })).toEqual({
      kind: "none",
      why: `${home}/.cache/inferlint ${believed}; set another directory with --cache-dir or INFERLINT_CACHE_DIR`,
    });
    expect(find({ repositoryRoots: [home], env: { XDG_CACHE_HOME: `${home}/c` } })).toEqual({
      kind: "none",
      why: `${home}/c/inferlint ${believed}; set another directory with --cache-dir or INFERLINT_CACHE_DIR`,
    });
  });

  test("beside and above the repository is allowed", () => {
    const root = temporaryTree(["repository/"]);
    const repositoryRoot = join(root, "repository");
    for (const path of [root, join(root, "repository2"), join(root, "cache")])
      expect(find({ repositoryRoots: [repositoryRoot], option: path })).toEqual(at(path));
    expect(
      find({ repositoryRoots: [repositoryRoot], option: `${repositoryRoot}/../cache` }),
    ).toEqual(at(join(root, "cache")));
  });

  test("links are resolved on both sides, also above a path that does not exist yet", () => {
    const root = temporaryTree(["real/repository/inside/", "outside/"]);
    const repository = join(root, "real/repository");
    symlinkSync(join(repository, "inside"), join(root, "outside/link"));
    symlinkSync(join(root, "real"), join(root, "alias"));
    mkdirSync(join(repository, "kept"));
    symlinkSync(join(root, "outside"), join(repository, "out"));
    const kinds = (option: string) =>
      [repository, join(root, "alias/repository")].map(
        (repositoryRoot) => find({ option, repositoryRoots: [repositoryRoot] }).kind,
      );
    const [rejected, fine] = [
      ["rejected", "rejected"],
      ["directory", "directory"],
    ];
    expect(kinds(join(root, "outside/link"))).toEqual(rejected);
    expect(kinds(join(root, "outside/link/not/yet"))).toEqual(rejected);
    expect(kinds(join(root, "alias/repository/not/yet"))).toEqual(rejected);
    expect(kinds(join(root, "alias/other"))).toEqual(fine);
    expect(kinds(join(root, "outside/not/yet"))).toEqual(fine);
    // The link itself is in the repository, where a commit could change its target.
    expect(
      find({ option: join(repository, "out/cache"), repositoryRoots: [repository] }).kind,
    ).toBe("rejected");
  });

  test("Windows paths are compared without case", () => {
    const windows = { platform: "win32", repositoryRoots: ["C:\\Work\\Repository"] };
    expect(find({ ...windows, option: "c:\\work\\REPOSITORY\\cache" }).kind).toBe("rejected");
    expect(find({ ...windows, option: "C:\\work\\repository2" }).kind).toBe("directory");
    expect(find({ ...windows, option: "D:\\Work\\Repository\\cache" }).kind).toBe("directory");
  });
});
