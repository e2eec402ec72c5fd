import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { frozenCli } from "./working-copy.ts";

/** An empty repository, and the bundle with the frozen facts run in it as users run it. */
export interface Sandbox {
  readonly root: string;
  readonly write: (path: string, text: string | Buffer) => void;
  readonly read: (path: string) => string;
  readonly run: (args: readonly string[], env?: Readonly<Record<string, string>>) => Ended;
  /** With this text on standard input. */
  readonly runWith: (input: string, args: readonly string[]) => Ended;
  readonly runIn: (folder: string, args: readonly string[]) => Ended;
  readonly remove: () => void;
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Commands that check something do so as of 2026-11-23. */
export function sandbox(): Sandbox {
  const root = mkdtempSync(join(tmpdir(), "inferlint-sandbox-"));
  mkdirSync(join(root, ".git"));
  return {
    root,
    write: (path, text) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    read: (path) => readFileSync(join(root, path), "utf8"),
    run: (args, env = {}) => runIn(root, args, env),
    runWith: (input, args) => runIn(root, args, {}, input),
    runIn: (folder, args) => runIn(join(root, folder), args, {}),
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Commands without a date. */
const undated = new Set(["merge", "init", "rules", "explain", "cache", "help", "version"]);

function runIn(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input = "",
): Ended {
  const { PATH = "" } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [frozenCli, ...(undated.has(args[0] ?? "") ? [] : ["--as-of", "2026-11-23"]), ...args],
    { cwd, encoding: "utf8", env: { PATH, ...env }, input },
  );
  return { status, stdout, stderr };
}
