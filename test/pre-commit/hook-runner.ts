import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { Ended } from "../support/working-copy.ts";
import { bareEnvironment, git, run } from "../support/working-copy.ts";

/** A repository in which a program such as pre-commit runs hooks at each commit. */
export interface HookRunner {
  readonly repository: string;
  readonly write: (path: string, text: string) => void;
  /** Uses other hooks of the same source. */
  readonly configure: (...ids: readonly string[]) => void;
  /** Commits all files, which runs the hooks. */
  readonly commit: () => Ended;
  /** What npm ran with its shell: one script a line. */
  readonly scripts: () => string;
}

export interface HookSource {
  readonly url: string;
  readonly commit: string;
}

/**
 * Installs hooks from a clean cache, all in a directory. Throws if that fails.
 *
 * @param program the path of pre-commit or prek
 */
export function installHooks(
  program: string,
  directory: string,
  source: HookSource,
  ids: readonly string[],
  variables: NodeJS.ProcessEnv = {},
): HookRunner {
  const repository = join(directory, "repository");
  const log = join(directory, "scripts.log");
  // npm runs scripts of packages with this shell.
  const shell = join(directory, "shell");
  mkdirSync(repository, { recursive: true });
  writeFileSync(shell, `#!/bin/sh\necho "$*" >>'${log}'\nexec sh "$@"\n`, { mode: 0o755 });
  const home = join(directory, "home");
  const env = bareEnvironment({ PRE_COMMIT_HOME: home, PREK_HOME: home, ...variables });

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), text);
  };
  const configure = (...chosen: readonly string[]): void => {
    const hooks = chosen.map((id) => `{ id: ${id} }`).join(", ");
    const text = `repos: [{ repo: "${source.url}", rev: "${source.commit}", hooks: [${hooks}] }]\n`;
    write(".pre-commit-config.yaml", text);
  };

  git(repository, "init", "--quiet");
  configure(...ids);
  for (const command of ["install", "install-hooks"]) {
    const { status, stdout, stderr } = run(program, [command], {
      cwd: repository,
      env: { ...env, npm_config_script_shell: shell },
    });
    if (status !== 0)
      throw new Error(`${program} ${command} exited with ${status}: ${stdout}${stderr}`);
  }
  return {
    repository,
    write,
    configure,
    commit: () => {
      git(repository, "add", "--all");
      return run("git", ["commit", "--message=Serve the model"], { cwd: repository, env });
    },
    scripts: () => (existsSync(log) ? readFileSync(log, "utf8") : ""),
  };
}

/** Makes a directory with links to all programs of PATH but those of Node.js. Returns it, for use as PATH. */
export function programsWithoutNode(directory: string): string {
  mkdirSync(directory, { recursive: true });
  const programs = new Map<string, string>();
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    for (const name of existsSync(folder) ? readdirSync(folder) : [])
      if (!programs.has(name)) programs.set(name, join(folder, name));
  }
  for (const name of ["node", "nodejs", "npm", "npx", "corepack"]) programs.delete(name);
  for (const [name, path] of programs) symlinkSync(path, join(directory, name));
  return directory;
}
