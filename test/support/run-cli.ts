import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Ended } from "./working-copy.ts";
import { frozenCli, temporaryDirectory } from "./working-copy.ts";

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A program that runs while the servers of the test, which live in this process, answer it. */
export interface Started {
  readonly ended: Promise<Ended>;
  /** Ends the program at once, as a power failure would; its status is then null. */
  readonly kill: (signal?: "SIGKILL" | "SIGTERM" | "SIGINT") => void;
}

/** Runs the bundle with the frozen facts to its end, as a user does. Of this environment only PATH is passed on; HOME is an empty directory unless set. */
export function runCli(args: readonly string[], options: RunOptions): Promise<Ended> {
  return startCli(args, options).ended;
}

export function startCli(args: readonly string[], options: RunOptions): Started {
  return startProgram(process.execPath, [frozenCli, ...args], options);
}

/** Any other program, in the same bare environment. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Ended> {
  return startProgram(command, args, options).ended;
}

function startProgram(
  command: string,
  args: readonly string[],
  { cwd, env = {} }: RunOptions,
): Started {
  const temporary = "HOME" in env ? null : temporaryDirectory();
  const home = env["HOME"] ?? temporary ?? "";
  const { PATH = "" } = process.env;
  const child = spawn(command, args, {
    cwd,
    env: {
      PATH,
      HOME: home,
      XDG_CACHE_HOME: join(home, ".cache"),
      XDG_CONFIG_HOME: join(home, ".config"),
      XDG_DATA_HOME: join(home, ".local/share"),
      XDG_STATE_HOME: join(home, ".local/state"),
      XDG_RUNTIME_DIR: join(home, ".run"),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      output[name] += text;
    });
  const ended = new Promise<Ended>((done, failed) => {
    child.once("error", failed);
    child.once("close", (status) => {
      done({ status, ...output });
    });
  }).finally(() => {
    if (temporary !== null) rmSync(temporary, { recursive: true, force: true });
  });
  return { ended, kill: (signal = "SIGKILL") => void child.kill(signal) };
}
