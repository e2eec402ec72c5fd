import { join } from "node:path";
import { expect, test } from "vitest";
import { everyFile } from "../../src/discover/discover.ts";
import { discover } from "./discover.ts";
import { temporaryTree } from "./temporary-tree.ts";

test.each([
  [["."], false, ["c/Dockerfile"]],
  [["a/Dockerfile", "b/Dockerfile", "c/Dockerfile"], false, ["b/Dockerfile", "c/Dockerfile"]],
  [["a", "b"], false, []],
  [["b/Dockerfile", "c/Dockerfile"], true, ["c/Dockerfile"]],
])(
  "%j, --force-exclude %s: files.exclude skips b when found, --exclude skips a always",
  async (paths, forceExclude, expected) => {
    const cwd = temporaryTree(["a/Dockerfile", "b/Dockerfile", "c/Dockerfile"]);
    const isBelow = (path: string, folder: string) => path.startsWith(join(cwd, folder));
    const selection = {
      ...everyFile,
      isExcluded: (path: string) => isBelow(path, "a") || isBelow(path, "b"),
      isAlwaysExcluded: (path: string) => isBelow(path, "a"),
    };
    const { files, problems } = await discover(paths, {
      cwd,
      selectionOf: () => Promise.resolve(selection),
      forceExclude,
    });
    expect(problems).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual(expected);
  },
);
