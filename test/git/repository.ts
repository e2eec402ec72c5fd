import { onTestFinished } from "vitest";
import type { GitProgram } from "../../src/git/git-program.ts";
import type { Repository } from "../../src/git/repository.ts";
import { openRepository } from "../../src/git/repository.ts";
import { findProgram } from "../../src/fs/find-program.ts";
import { bareEnvironment, git } from "../support/working-copy.ts";
import { temporaryTree } from "../discover/temporary-tree.ts";

/** The git of this machine, without the settings of its user. */
export async function gitProgram(added: NodeJS.ProcessEnv = {}): Promise<GitProgram> {
  const environment = bareEnvironment(added);
  const file = await findProgram("git", environment["PATH"] ?? "");
  if (file === null) throw new Error("there is no git");
  return { file, environment };
}

/** Opens a repository until the test ends. */
export async function opened(root: string, added: NodeJS.ProcessEnv = {}): Promise<Repository> {
  const repository = await openRepository(root, await gitProgram(added));
  onTestFinished(repository.close);
  return repository;
}

/** A repository with one commit on the branch `main`. */
export function committed(
  content: Readonly<Record<string, string | Uint8Array>>,
  ...options: readonly string[]
): string {
  const root = temporaryTree(content);
  git(root, "init", "--quiet", "--initial-branch=main", ...options);
  commitAll(root, "First");
  return root;
}

/** Commits the working tree as it stands; returns the commit. */
export function commitAll(root: string, message: string): string {
  git(root, "add", "--all");
  git(root, "commit", "--quiet", "--allow-empty", `--message=${message}`);
  return git(root, "rev-parse", "HEAD");
}

/** A clone by the protocol for servers, as of CI. */
export function cloned(from: string, ...options: readonly string[]): string {
  const root = `${temporaryTree({})}/clone`;
  git(from, "config", "uploadpack.allowFilter", "true");
  git(from, "config", "uploadpack.allowAnySHA1InWant", "true");
  git(
    from,
    "-c",
    "protocol.file.allow=always",
    "clone",
    "--quiet",
    ...options,
    `file://${from}`,
    root,
  );
  return root;
}
