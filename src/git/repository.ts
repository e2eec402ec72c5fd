import { existsSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ObjectFormat } from "./blob-id.ts";
import { ObjectReader } from "./object-reader.ts";
import { GitError, saidByGit } from "./git-error.ts";
import type { GitProgram } from "./git-program.ts";
import { runGit } from "./git-program.ts";

/** A repository with a work tree, as the program git reads it. */
export interface Repository {
  /** Of the work tree; absolute, without links. */
  readonly root: string;
  readonly program: GitProgram;
  /** Its directory, and the one that it shares with other work trees; both absolute. */
  readonly directories: readonly [own: string, common: string];
  readonly objectFormat: ObjectFormat;
  /** History ends somewhere (`git clone --depth`). */
  readonly isShallow: boolean;
  /** Contents of objects; its process is started on first use. */
  readonly objects: ObjectReader;
  /** Sizes of objects; as above. */
  readonly sizes: ObjectReader;
  /** Ends these processes. */
  readonly close: () => void;
}

/**
 * Opens the repository of a folder. Nothing of it runs: no hook, filter, monitor, pager, nor a transport that would fetch what is
 * missing.
 * @param folder absolute; holds `.git`
 * @throws GitError where git rejects it, as for `safe.directory`
 */
export async function openRepository(folder: string, program: GitProgram): Promise<Repository> {
  const root = realpathSync.native(folder);
  if (!existsSync(join(root, ".git"))) throw new GitError("it is not the root of a git repository");
  const { code, stdout, stderr } = await runGit(program, root, ["rev-parse", ...asked]);
  if (code !== 0) throw rejected(root, stderr);
  const [isShallow, format, top = "", own = "", common = "", ...rest] = stdout
    .toString()
    .split("\n");
  if (rest.length !== 1)
    throw new GitError("git cannot be asked about it: its path has several lines");
  if (realpathSync.native(top) !== root)
    throw new GitError(`git takes ${top} as its work tree: core.worktree names another folder`);
  const objects = new ObjectReader(program, root, "--batch");
  const sizes = new ObjectReader(program, root, "--batch-check");
  return {
    ...{ root, program, objects, sizes },
    directories: [own, resolve(root, common)],
    // A git that does not know the option repeats it, and knows SHA-1 alone.
    objectFormat: format === "sha256" ? "sha256" : "sha1",
    isShallow: isShallow === "true",
    close: () => {
      objects.close();
      sizes.close();
    },
  };
}

const asked: readonly string[] = [
  ...["--is-shallow-repository", "--show-object-format", "--show-toplevel"],
  ...["--absolute-git-dir", "--git-common-dir"],
];

/** What to do where an object is not there. */
export async function whyMissing(repository: Repository): Promise<string> {
  return (await whyIncomplete(repository)) ?? "the repository is damaged: git fsck says more";
}

/** What to do about a clone that lacks objects; null for one that has all. */
export async function whyIncomplete({
  root,
  program,
  isShallow,
}: Repository): Promise<string | null> {
  const promisors = ["config", "--get-regexp", String.raw`^remote\..*\.promisor$`];
  if ((await runGit(program, root, promisors)).code === 0)
    return "this is a partial clone, and nothing is fetched here: clone without --filter, or run git fetch --refetch --no-filter";
  return isShallow
    ? "this is a shallow clone: fetch more (fetch-depth: 0 of actions/checkout, GIT_DEPTH: 0 of GitLab, git fetch --unshallow)"
    : null;
}

function rejected(root: string, stderr: string): GitError {
  if (!/dubious ownership|unsafe repository/.test(stderr))
    return new GitError(`git cannot read it: ${saidByGit(stderr)}`);
  const quoted = /^[\w./:@+-]+$/.test(root) ? root : `'${root.replaceAll("'", String.raw`'\''`)}'`;
  return new GitError(
    "it belongs to another user, so git does not read it; if you trust it, run " +
      `git config --global --add safe.directory ${quoted}`,
  );
}
