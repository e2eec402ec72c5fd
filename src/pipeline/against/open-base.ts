import { realDirectory } from "../../discover/index.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { findProgram } from "../../fs/find-program.ts";
import { GitError } from "../../git/git-error.ts";
import { openRepository } from "../../git/repository.ts";
import { headCommit, resolveCommit, treeOf } from "../../git/resolve-commit.ts";
import { holds } from "../run-root.ts";
import type { BaseTree, WriteOptions } from "./base-tree.ts";
import { writeBaseTree } from "./base-tree.ts";

/** The commit that a working tree is compared with. */
export interface BaseRequest {
  /** Of the run: absolute, holds `.git` and the working directory. */
  readonly root: string;
  /** The REF of `--against`, with `...` where the merge base is meant. */
  readonly ref: string;
  /** The user's. Of git's own variables only those count that name the user's configuration. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** An opened base. */
export interface Base {
  readonly ref: string;
  /** Its object id. */
  readonly commit: string;
  /** Whether the commit that HEAD names has the same tree, modes of files and submodules included; true before the first one. */
  readonly hasTreeOfHead: boolean;
  /** History ends somewhere. */
  readonly isShallow: boolean;
  /** @throws UsageError where an object is missing */
  readonly write: (options: WriteOptions) => Promise<BaseTree>;
  /** Ends the processes of git, which otherwise keep this one from ending. */
  readonly close: () => void;
}

/**
 * Finds the commit of a REF.
 * @throws UsageError that says what to do: git is not installed, or rejects the repository; there is no such commit, or more than one
 */
export async function openBase(request: BaseRequest): Promise<Base> {
  const { ref, root } = request;
  const program = { file: await gitFor(request), environment: request.environment };
  const about = `--against ${ref}`;
  const repository = await explained(`the repository ${root}`, () => openRepository(root, program));
  try {
    const commit = await explained(about, () => resolveCommit(repository, ref));
    const head = await headCommit(repository);
    return {
      ...{ ref, commit, close: repository.close },
      hasTreeOfHead:
        head === null || (await treeOf(repository, head)) === (await treeOf(repository, commit)),
      isShallow: repository.isShallow,
      write: (options) => explained(about, () => writeBaseTree(repository, commit, options)),
    };
  } catch (error) {
    repository.close();
    throw error;
  }
}

/** The program git, which must not be one of the checked repository. */
async function gitFor({ root, environment }: BaseRequest): Promise<string> {
  // Windows ignores the case of names.
  const name = Object.keys(environment).find((one) => one.toUpperCase() === "PATH") ?? "PATH";
  const roots = [root, realDirectory(root)];
  const isElsewhere = (file: string): boolean => !roots.some((one) => holds(one, file));
  const file = await findProgram("git", environment[name] ?? "", isElsewhere);
  if (file !== null) return file;
  throw new UsageError(
    "--against needs git, which is in no directory of PATH outside of the checked repository: install it, or name a DIR",
  );
}

/** Turns what git says into an error of the user. */
async function explained<T>(about: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new UsageError(`${about}: ${error.message}`, { cause: error });
  }
}
