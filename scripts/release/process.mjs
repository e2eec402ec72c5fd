// Programs that a release runs.
import { spawnSync } from "node:child_process";
import { ReleaseError } from "./release-error.mjs";

/**
 * Runs a program to its end, without a shell; returns what it prints.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @throws ReleaseError if it is missing or fails
 */
export function run(command, args, { cwd, env = process.env }) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw new ReleaseError(`${command} cannot be run: ${error.message}`);
  if (status !== 0)
    throw new ReleaseError(
      `${[command, ...args].join(" ")} ended with ${status}:\n${stdout}${stderr}`.trimEnd(),
    );
  return stdout;
}
