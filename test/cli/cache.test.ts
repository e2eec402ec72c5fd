import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openFileStore } from "../../src/registry/cache/file-store.ts";
import { runCli } from "../support/run-cli.ts";

let repository: string;
let home: string;
beforeEach(() => {
  // The real path of the working directory, as the program sees it, without links.
  const temporary = realpathSync(tmpdir());
  repository = mkdtempSync(join(temporary, "inferlint-sandbox-"));
  mkdirSync(join(repository, ".git"));
  home = mkdtempSync(join(temporary, "inferlint-home-"));
});
afterEach(() => {
  for (const directory of [repository, home]) rmSync(directory, { recursive: true, force: true });
});

const cache = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runCli(["cache", ...args], { cwd: repository, env: { HOME: home, ...env } });

function fill(directory: string, entries: number): void {
  let count = 0;
  const store = openFileStore(
    directory,
    () => String(count++),
    () => 1,
  );
  for (let key = 0; key < entries; key++) store.write(String(key), { at: 0, value: key });
  expect(store.writeProblem()).toBeNull();
}

test("path prints the directory without creating it", async () => {
  const directory = join(home, "kept");
  const printed = (path: string) => ({ status: 0, stdout: `${path}\n`, stderr: "" });
  const variable = { INFERLINT_CACHE_DIR: directory };
  expect(await cache(["path", "--cache-dir", directory])).toEqual(printed(directory));
  expect(await cache(["path"], variable)).toEqual(printed(directory));
  const beside = join(repository, "../kept");
  expect(await cache(["path", "--cache-dir", "../kept"], variable)).toEqual(printed(beside));
  const defaultDirectory = join(home, "inferlint");
  expect(await cache(["path"], { XDG_CACHE_HOME: home })).toEqual(printed(defaultDirectory));
  expect(readdirSync(home)).toEqual([]);
});

test.each([
  [0, "removed 0 entries"],
  [1, "removed 1 entry"],
  [3, "removed 3 entries"],
])("clear removes %i entries", async (entries, said) => {
  const directory = join(home, "kept");
  fill(directory, entries);
  const cleared = { status: 0, stdout: "", stderr: `inferlint: ${said} from ${directory}\n` };
  expect(await cache(["clear", "--cache-dir", directory])).toEqual(cleared);
  expect(existsSync(directory)).toBe(false);
});

test("clear keeps other files", async () => {
  fill(home, 2);
  writeFileSync(join(home, "mine.txt"), "mine");
  mkdirSync(join(home, "folder"));
  expect(await cache(["clear", "--cache-dir", home])).toMatchObject({ status: 0, stdout: "" });
  expect(readdirSync(home).sort()).toEqual(["folder", "mine.txt"]);
});

test("errors exit with 2", async () => {
  const file = join(home, "file");
  writeFileSync(file, "");
  expect(await cache(["clear", "--cache-dir", file])).toEqual({
    status: 2,
    stdout: "",
    stderr: `inferlint: the cache ${file} cannot be cleared: ENOTDIR\n`,
  });
  for (const action of ["path", "clear"]) {
    const inside = await cache([action, "--cache-dir", "kept"]);
    expect(inside).toMatchObject({ status: 2, stdout: "" });
    expect(inside.stderr).toContain("is inside the repository");
    const relative = await cache([action], { INFERLINT_CACHE_DIR: "kept" });
    expect(relative).toMatchObject({ status: 2, stdout: "" });
    expect(relative.stderr).toContain("INFERLINT_CACHE_DIR kept is not absolute");
  }
});

test("a directory with control characters is cleared, and shown escaped", async () => {
  const directory = join(home, "\u001B[31mred");
  fill(directory, 1);
  const shown = await cache(["path", "--cache-dir", directory]);
  expect(shown).toMatchObject({ status: 2, stdout: "" });
  const cleared = await cache(["clear", "--cache-dir", directory]);
  expect(cleared).toMatchObject({ status: 0, stdout: "" });
  expect(existsSync(directory)).toBe(false);
  for (const { stderr } of [shown, cleared]) {
    expect(stderr).not.toContain("\u001B");
    expect(stderr).toContain("\\u{1b}[31mred");
  }
});

test("one valid action is required", async () => {
  for (const args of [[], ["purge"], ["clear", "path"], ["path", "more"]])
    expect(await cache(args)).toMatchObject({ status: 2, stdout: "" });
});

test("a default directory inside the repository means no cache", async () => {
  const inside = { HOME: repository };
  const why = `${join(repository, ".cache/inferlint")} is inside the repository`;
  const cleared = await cache(["clear"], inside);
  expect(cleared).toMatchObject({ status: 0, stdout: "" });
  expect(cleared.stderr).toContain(`inferlint: there is no cache to clear: ${why}`);
  const printed = await cache(["path"], inside);
  expect(printed).toMatchObject({ status: 2, stdout: "" });
  expect(printed.stderr).toContain(`inferlint: there is no cache: ${why}`);
});
