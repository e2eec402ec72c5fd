import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";

/** Where the project lies. */
export const projectRoot: string = fileURLToPath(new URL("../..", import.meta.url));

/** What dist/ is, made before the tests from the source as it is, with the facts of fixtures/catalogue/. */
export const frozenBundle: string = inject("frozenBundle");

/** The command line with these facts. */
export const frozenCli: string = join(frozenBundle, "cli.cjs");

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** package.json */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly homepage: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}

export function readManifest(): Manifest {
  return JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as Manifest;
}

/** A temporary directory by the name that git and Node see. */
export function temporaryDirectory(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "inferlint-")));
}

/** What git, npm and vitest hand down to what they start: npm hands down the settings of the project's .npmrc, too. */
const handedDown =
  /^(GIT_|VITEST|npm_(?!config_)|npm_config_(?:.*prefix|ignore_scripts)$|(NODE_ENV|NODE_OPTIONS|TEST|DEV|PROD|SSR|MODE)$)/;

/** An environment in which a repository is like one made elsewhere: nothing handed down, and no settings of the user's git. */
export function bareEnvironment(added: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !handedDown.test(name));
  const person = { NAME: "A tester", EMAIL: "tester@example.org" };
  return {
    ...Object.fromEntries(inherited),
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: person.NAME,
    GIT_AUTHOR_EMAIL: person.EMAIL,
    GIT_COMMITTER_NAME: person.NAME,
    GIT_COMMITTER_EMAIL: person.EMAIL,
    ...added,
  };
}

/** Runs a program to its end, without standard input. */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Ended {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    env: bareEnvironment(),
    ...options,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** Runs git, which has to succeed; returns what it prints. */
export function git(cwd: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = run("git", args, { cwd });
  if (status !== 0) throw new Error(`git ${args.join(" ")} ended with ${status}: ${stderr}`);
  return stdout.trim();
}

/** The files of the project, committed or not, without those that git ignores; relative to the project, with `/`. */
export function projectFiles(): readonly string[] {
  const listed = git(projectRoot, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
  return listed.split("\0").filter((path) => path !== "" && existsSync(join(projectRoot, path)));
}

/**
 * A git repository with one commit, tagged as the version: the files of the project as they stand, committed or not, and in dist/
 * the facts of fixtures/catalogue/.
 */
export function commitWorkingCopy(directory: string): { readonly commit: string } {
  for (const path of projectFiles()) cpSync(join(projectRoot, path), join(directory, path));
  cpSync(frozenBundle, join(directory, "dist"), { recursive: true });
  git(directory, "init", "--quiet", "--initial-branch=main");
  git(directory, "add", "--all");
  git(directory, "commit", "--quiet", "--message=The working copy");
  git(directory, "tag", `v${readManifest().version}`);
  return { commit: git(directory, "rev-parse", "HEAD") };
}
