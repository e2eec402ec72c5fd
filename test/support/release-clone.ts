import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Ended } from "./working-copy.ts";
import { bareEnvironment, git, projectFiles, projectRoot, run } from "./working-copy.ts";

/** What is installed in the project, and not part of a clone. */
const installed = ["node_modules", "packaging/pypi/.venv"];

/** Makes a repository of one commit: the files of the project as they stand, and dist/ made of these. */
export function createReleaseOrigin(directory: string): void {
  for (const path of projectFiles())
    cpSync(join(projectRoot, path), join(directory, path), { verbatimSymlinks: true });
  git(directory, "init", "--quiet", "--initial-branch=main");
  install(directory);
  const { status, stderr } = run(process.execPath, ["scripts/bundle.mjs"], { cwd: directory });
  if (status !== 0) throw new Error(`bundle.mjs ended with ${status}: ${stderr}`);
  git(directory, "add", "--all");
  git(directory, "commit", "--quiet", "--message=The working copy");
}

/** Clones a repository into a new directory, with what is installed. */
export function cloneInstalled(origin: string, directory: string): void {
  git(dirname(directory), "clone", "--quiet", origin, directory);
  install(directory);
}

function install(directory: string): void {
  for (const path of installed) {
    if (!existsSync(join(projectRoot, path))) continue;
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    symlinkSync(join(projectRoot, path), join(directory, path));
  }
}

/** `npm run release -- ARGS` in a clone. */
export function release(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Ended {
  return run("npm", ["run", "--silent", "release", "--", ...args], {
    cwd,
    env: bareEnvironment({ npm_config_update_notifier: "false", ...env }),
  });
}
