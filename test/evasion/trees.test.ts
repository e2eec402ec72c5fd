import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { runCli } from "../support/run-cli.ts";
import { temporaryDirectory } from "../support/working-copy.ts";
import type { TreeCase } from "./tree-case.ts";
import { readTables } from "./read-tables.ts";

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

describe.each(await readTables<TreeCase>("trees"))("%s", (_, cases) => {
  test.each(cases)("$name", async (item) => {
    const root = temporaryDirectory();
    roots.push(root);
    write(root, item);
    const day = item.args.includes("--as-of") ? [] : ["--as-of", "2026-11-23"];
    const { status, stdout, stderr } = await runCli([...item.args, ...day], {
      cwd: join(root, item.cwd ?? ""),
      env: item.env ?? {},
    });
    const shown = `exit ${status ?? "none"}\n${stdout}\n${stderr}`;
    for (const text of item.stdout ?? []) expectIn(stdout, text);
    for (const text of item.stderr ?? []) expectIn(stderr, text);
    for (const text of item.silent ?? []) expect(stdout + stderr).not.toContain(text);
    expect(status, shown).toBe(item.status);
    for (const [path, text] of Object.entries(item.after ?? {}))
      expect(readFileSync(join(root, path), "utf8"), path).toBe(text);
  });
});

function expectIn(output: string, text: string | RegExp): void {
  if (typeof text === "string") expect(output).toContain(text);
  else expect(output).toMatch(text);
}

const bytePath = "latin1:";

function write(root: string, { files }: TreeCase): void {
  mkdirSync(join(root, ".git"));
  for (const [path, entry] of Object.entries(files)) {
    const isBytes = path.startsWith(bytePath);
    const own = isBytes ? path.slice(bytePath.length) : path;
    const target = Buffer.from(join(root, own), isBytes ? "latin1" : "utf8");
    mkdirSync(Buffer.from(dirname(join(root, own)), isBytes ? "latin1" : "utf8"), {
      recursive: true,
    });
    if (typeof entry === "object" && "directory" in entry) mkdirSync(target, { recursive: true });
    else if (typeof entry === "object" && "link" in entry) symlinkSync(entry.link, target);
    else writeFileSync(target, entry);
  }
}
