import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { spawn } from "node:child_process";
import { devNull } from "node:os";
import { dirname, join } from "node:path";
import { GitError } from "./git-error.ts";

/** Which git is started, and with which environment. */
export interface GitProgram {
  /** Absolute, so that none is found in the repository: Windows searches the working directory first. */
  readonly file: string;
  /** The user's; what could make git read or run something else is left out. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A git that ended. */
export interface Ended {
  /** Null after a signal. */
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Names of these are short; more is not kept. */
const maxErrorBytes = 16 * 1024;
/** In bytes: a million refs. */
const maxOutput = 64 * 1024 * 1024;

/**
 * Nothing of the configuration of a repository is run. Only the first two can matter for the commands that are used, which read
 * objects and refs; the others make sure of it.
 */
const options: readonly string[] = [
  "--no-replace-objects",
  // An old git fetches the missing objects of a partial clone whatever the environment says.
  ...["-c", "protocol.allow=never"],
  "--no-pager",
  // Empty is off in every version; the word `false` was the name of a program once.
  ...["-c", "core.fsmonitor="],
  ...["-c", `core.hooksPath=${devNull}`],
  ...["-c", "safe.bareRepository=explicit"],
  // Object ids are passed, which a ref of the same name must not change or make slow.
  ...["-c", "core.warnAmbiguousRefs=false"],
];

/** Which files hold the user's configuration, with `safe.directory`. Git sets none of them for hooks. */
const kept = new Set(["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"]);

/**
 * The environment for git. Its own variables are left out: a hook sets those of its repository, and others name programs.
 * @param root of the repository; absolute
 */
function gitEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  root: string,
): Record<string, string | undefined> {
  const inherited = Object.entries(environment).filter(([name]) => {
    // Windows ignores the case of names.
    const upper = name.toUpperCase();
    return !(upper.startsWith("GIT_") || /^(LANGUAGE|LANG|LC_.*|SSH_ASKPASS)$/.test(upper));
  });
  const configuration = Object.entries(environment).filter(([name]) => kept.has(name));
  return {
    ...Object.fromEntries([...inherited, ...configuration]),
    LC_ALL: "C",
    GIT_NO_LAZY_FETCH: "1",
    GIT_ALLOW_PROTOCOL: "none",
    GIT_NO_REPLACE_OBJECTS: "1",
    // There is no such file. An empty one would make git warn of it.
    GIT_GRAFT_FILE: join(devNull, "none"),
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    GIT_PAGER: "cat",
    // The repository is the one of this folder, or none.
    GIT_CEILING_DIRECTORIES: dirname(root),
  };
}

/** Starts git in a folder, without a shell. @param root absolute */
export function startGit(
  { file, environment }: GitProgram,
  root: string,
  args: readonly string[],
): ChildProcessWithoutNullStreams {
  return spawn(file, [...options, ...args], {
    cwd: root,
    env: gitEnvironment(environment, root),
    shell: false,
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
  });
}

/** Collects the start of what a process writes to stderr. */
export function errorsOf(child: ChildProcessWithoutNullStreams): () => string {
  let text = "";
  child.stderr.setEncoding("utf8").on("data", (piece: string) => {
    if (text.length < maxErrorBytes) text += piece;
  });
  return () => text;
}

/**
 * Runs git to its end, without standard input.
 * @throws GitError if it cannot be started, or writes too much
 */
export function runGit(program: GitProgram, root: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = startGit(program, root, args);
    const chunks: Buffer[] = [];
    let size = 0;
    const stderr = errorsOf(child);
    child.on("error", (error) => {
      reject(cannotStart(error));
    });
    child.on("close", (code) => {
      resolve({ code, stdout: Buffer.concat(chunks), stderr: stderr() });
    });
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxOutput) chunks.push(chunk);
      else {
        child.kill();
        reject(new GitError(`git ${args[0] ?? ""} writes more than ${maxOutput} bytes`));
      }
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end();
  });
}

export function cannotStart(error: Error): GitError {
  return new GitError(`git cannot be started: ${error.message}`);
}
