import { mkdirSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { holdsRepository } from "../../discover/index.ts";
import type { ComparedWith } from "../../domain/rule/run.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { readIfExists } from "../../fs/read-if-exists.ts";
import { AmbiguousRef } from "../../git/git-error.ts";
import type { TrackedPath } from "../../git/index-entries.ts";
import { trackedPaths } from "../../git/tracked-paths.ts";
import { shownPath } from "./base-path.ts";
import type { BaseFile } from "./base-tree.ts";
import { composeTree, maxFileSize } from "./compose-tree.ts";
import { whyInRepository } from "../gate-inputs.ts";
import { holds } from "../run-root.ts";
import { openBase } from "./open-base.ts";

/** The tree that a run is compared with, as a directory that is scanned like any other. */
export interface BaseTree {
  /** Absolute, by its own path. */
  readonly root: string;
  readonly against: ComparedWith;
  /** The directory was given; false for a copy of a commit. */
  readonly isDirectory: boolean;
  /** Whether all that git tracks in the head is the same; null where only the contents of checked files tell. */
  readonly isEqual: boolean | null;
  /** What is in the base and was not written. */
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

export interface TreeRequest {
  /** As given: a ref, or a directory. */
  readonly given: string;
  /** Absolute. */
  readonly cwd: string;
  /** Of the run; absolute. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute; private and empty. */
  readonly temporary: string;
}

/**
 * Opens the base. A name that is both a ref and a directory is rejected, since a change can add a directory of any name; what
 * begins with `.` or `/` or ends in `/` is a directory.
 * @throws UsageError
 */
export async function openTree(request: TreeRequest): Promise<BaseTree> {
  const { given, cwd, root, environment } = request;
  const absolute = resolve(cwd, given);
  const isFolder = statSync(absolute, { throwIfNoEntry: false })?.isDirectory() === true;
  if (/^\.{0,2}[\\/]|^\.{1,2}$|[\\/]$|^[A-Za-z]:[\\/]/.test(given)) {
    if (!isFolder) throw new UsageError(`--against ${given}: no such directory`);
    return directory(absolute, request);
  }
  if (!holdsRepository(root)) {
    if (isFolder) return directory(absolute, request);
    throw new UsageError(
      `--against ${given}: ${root} is no repository of git; name a directory, or run inferlint in one repository`,
    );
  }
  let base: Awaited<ReturnType<typeof openBase>>;
  try {
    base = await openBase({ root, ref: given, environment });
  } catch (error) {
    if (!isFolder || isAmbiguous(error)) throw error;
    // A change can add a directory that is named like a base which is not there.
    if (whyInRepository(absolute, [{ real: realpathSync(root), isRepository: true }]) !== null)
      throw new UsageError(`${messageOf(error)}; if the directory is meant, write ./${given}`);
    return directory(absolute, request);
  }
  try {
    if (isFolder)
      throw new UsageError(
        `--against ${given} is both a ref and a directory: name the directory ./${given}, or the ref in full (refs/heads/…, refs/remotes/…)`,
      );
    return await commitTree(base, request);
  } finally {
    base.close();
  }
}

async function commitTree(
  base: Awaited<ReturnType<typeof openBase>>,
  { given, root, temporary }: TreeRequest,
): Promise<BaseTree> {
  const folder = join(temporary, "base");
  mkdirSync(folder, { mode: 0o700 });
  const { files, problems } = await base.write({
    folder,
    wants: () => true,
    writesEqual: () => true,
    maxSize: maxFileSize,
  });
  return {
    root: folder,
    against: { ref: given, commit: base.commit },
    ...{ isDirectory: false, isEqual: isSame(files, root), problems },
  };
}

/** Whether the files of a base are those that git tracks in the head. */
function isSame(files: readonly BaseFile[], root: string): boolean {
  if (!files.every(({ isEqual }) => isEqual)) return false;
  const known = new Set(files.map(({ path }) => path));
  const isNew = ({ bytes, kind }: TrackedPath): boolean =>
    (kind === "file" || kind === "link") && !known.has(shownPath(bytes));
  return trackedPaths(root, readIfExists, isNew).paths.length === 0;
}

function isAmbiguous(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof AmbiguousRef;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A directory without a repository of its own is copied: what is around it must not count. */
function directory(absolute: string, { given, root: checked, temporary }: TreeRequest): BaseTree {
  if (holds(realpathSync(checked), temporary))
    throw new UsageError(
      `the folder for temporary files, ${temporary}, is in what is checked: set TMPDIR (TEMP on Windows) to one outside of it`,
    );
  const real = realpathSync(absolute);
  const rest = { against: { ref: given, commit: null }, isEqual: null, problems: [] };
  if (holdsRepository(real)) return { root: real, isDirectory: true, ...rest };
  const root = join(temporary, "base");
  mkdirSync(join(root, ".git"), { recursive: true, mode: 0o700 });
  writeFileSync(join(root, ".git", "HEAD"), "ref: refs/heads/none\n");
  composeTree({ files: real, settings: real }, root, () => false);
  return { root, isDirectory: true, ...rest };
}
