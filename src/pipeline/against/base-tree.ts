import { realpathSync } from "node:fs";
import { holdsRepository } from "../../discover/index.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { GitError } from "../../git/git-error.ts";
import type { Repository } from "../../git/repository.ts";
import { openRepository } from "../../git/repository.ts";
import { shownPath, textOf } from "./base-path.ts";
import { BaseRepository } from "./base-repository.ts";
import { holds } from "../run-root.ts";
import { TreeWriter } from "./tree-writer.ts";

/** What is written of a base, and where. */
export interface WriteOptions {
  /** Absolute; empty, private (`temporaryFolder`), and not in the checked repository. */
  readonly folder: string;
  /**
   * Whether the run could read a path, which is relative to the root of the run, with `/`, also in submodules; U+FFFD stands for
   * what is not valid UTF-8. What a wanted link leads to is written in any case.
   */
  readonly wants: (path: string, kind: "file" | "link") => boolean;
  /** Whether a wanted file is written although the working tree has the same one. */
  readonly writesEqual: (path: string) => boolean;
  /** In bytes. A larger file has its size, or one above this, but no contents. */
  readonly maxSize: number;
}

/** The files of a commit, as a directory with a repository that tracks them. */
export interface BaseTree {
  /** Without links. Its `.git`, and that of each submodule, has an index but no objects. */
  readonly folder: string;
  readonly files: readonly BaseFile[];
  /** What was wanted and left out. */
  readonly problems: readonly BaseProblem[];
  /** Submodules without a repository in the working tree, of which nothing was written. */
  readonly missing: readonly MissingSubmodule[];
}

export interface BaseFile {
  /** Relative to the root of the run; what is not valid UTF-8 as `\xHH`. */
  readonly path: string;
  readonly kind: "file" | "link";
  /** The working tree has the same bytes, or the same target of a link, at this path. */
  readonly isEqual: boolean;
  /** False for an equal file that `writesEqual` leaves out. */
  readonly isWritten: boolean;
}

export interface BaseProblem {
  readonly path: string;
  /** Why it is not in the base, or only its size is: a sentence without the path. */
  readonly message: string;
}

export interface MissingSubmodule {
  readonly path: string;
  /** That the base names. */
  readonly commit: string;
}

/**
 * Writes the tree of a commit, with those of its submodules at the commits that it names.
 * @throws GitError where an object is missing; UsageError if the folder is in the checked repository
 */
export async function writeBaseTree(
  repository: Repository,
  commit: string,
  options: WriteOptions,
): Promise<BaseTree> {
  const folder = realpathSync.native(options.folder);
  if (holds(repository.root, folder))
    throw new UsageError(
      `the folder for temporary files, ${folder}, is in the checked repository: set TMPDIR (TEMP on Windows) to one outside of it`,
    );
  const files: BaseFile[] = [];
  const problems: BaseProblem[] = [];
  const missing: MissingSubmodule[] = [];
  const writer = new TreeWriter(folder);

  /** @param prefix of paths: empty, or with a slash at its end */
  const write = async (one: Repository, id: string, prefix: string): Promise<void> => {
    const base = new BaseRepository(one, prefix, {
      ...{ writer, folder, maxSize: options.maxSize },
      wants: (path, kind) => options.wants(textOf(path), kind),
      writesEqual: (path) => options.writesEqual(textOf(path)),
      onFile: (path, kind, { isEqual, isWritten }) =>
        files.push({ path: shownPath(path), kind, isEqual, isWritten }),
      onProblem: (path, message) => problems.push({ path: shownPath(path), message }),
    });
    for (const { bytes, id: named } of await base.write(id)) {
      const path = prefix + bytes;
      const place = base.workTree.folderOf(bytes);
      if (place === null || !holdsRepository(place))
        missing.push({ path: shownPath(path), commit: named });
      else await inSubmodule(path, () => writeNested(place, named, path));
    }
  };

  const writeNested = async (place: string, id: string, path: string): Promise<void> => {
    const nested = await openRepository(place, repository.program);
    try {
      if ((await nested.sizes.one(id)) === null)
        throw new GitError(`the commit ${id} is missing; run git fetch origin ${id} in it`);
      await write(nested, id, `${path}/`);
    } finally {
      nested.close();
    }
  };

  await write(repository, commit, "");
  return { folder, files, problems, missing };
}

/** Adds the submodule to an error of its repository. */
async function inSubmodule(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new GitError(`the submodule ${shownPath(path)}: ${error.message}`, { cause: error });
  }
}
