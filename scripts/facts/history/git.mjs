// Runs git on a repository that may be hostile: nothing is checked out, no hook and no program of its configuration runs.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { env } from "node:process";

/** The output of one command in bytes; the history of the largest source has 45 MB. */
const maxOutput = 1024 * 1024 * 1024;

/** Settings that win over the configuration of the repository, where that could run a program or change the output. */
const settings = [
  "log.showSignature=false",
  "log.mailmap=false",
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "core.quotePath=false",
];
const neutral = ["--no-pager", "--no-replace-objects", ...settings.flatMap((text) => ["-c", text])];

/** No protocol is allowed, so that objects missing in a partial clone are never fetched. */
const environment = () => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("GIT_"))),
  GIT_ALLOW_PROTOCOL: "none",
  GIT_NO_LAZY_FETCH: "1",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  LC_ALL: "C",
});

/** The git directory of a folder: itself if it is bare, its `.git` if it is a checkout; null if it is neither. */
export function gitDirectory(folder) {
  if (existsSync(join(folder, ".git"))) return join(folder, ".git");
  return ["HEAD", "objects", "refs"].every((name) => existsSync(join(folder, name)))
    ? folder
    : null;
}

const argumentsOf = (directory, args) => [...neutral, `--git-dir=${directory}`, ...args];

/** The output of a git command as bytes. Throws with git's own message if it fails. */
export function git(directory, args) {
  const { status, stdout, stderr, error } = spawnSync("git", argumentsOf(directory, args), {
    env: environment(),
    maxBuffer: maxOutput,
  });
  if (error) throw new Error(`git ${args[0]} in ${directory}: ${error.message}`);
  if (status !== 0)
    throw new Error(`git ${args[0]} in ${directory}: ${stderr.toString().trim().split("\n")[0]}`);
  return stdout;
}

/** The output of a git command as a stream of bytes, with `input` on its standard input. Throws if git fails. */
export async function* gitStream(directory, args, input) {
  const child = spawn("git", argumentsOf(directory, args), {
    env: environment(),
    stdio: ["pipe", "pipe", "ignore"],
  });
  const ended = new Promise((resolve) => {
    child.on("error", () => resolve(-1));
    child.on("close", resolve);
  });
  // Git may end early, which the exit status says.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  try {
    yield* child.stdout;
    const status = await ended;
    if (status !== 0) throw new Error(`git ${args[0]} in ${directory}: exit status ${status}`);
  } finally {
    child.kill();
  }
}
