import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
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
import type { Base } from "./open-base.ts";
import { openBase } from "./open-base.ts";
import { walkTree } from "./walk-tree.ts";

/** What a run is compared with. */
export interface OpenedBase {
  readonly against: ComparedWith;
  /** Whether all that git tracks in the head is the same; asked where nothing else differs. */
  readonly isEqual: () => boolean;
  /** Where the files of a commit differ from those at the same paths of the head; null where only the whole base tells. */
  readonly changes: Changes | null;
  /** The whole base. @throws UsageError where an object is missing */
  readonly tree: () => Promise<WholeBase>;
  /** Ends the processes that read the base. */
  readonly close: () => void;
}

/** A base as a directory that is scanned like any other. */
export interface WholeBase {
  /** Absolute, by its own path. */
  readonly root: string;
  /** What is in the base and was not written. */
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

export interface Changes {
  /** All files of the base. */
  readonly files: readonly BaseFile[];
  /** Absolute: has those that are not equal in the head. */
  readonly folder: string;
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
export async function openTree(request: TreeRequest): Promise<OpenedBase> {
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
  let base: Base;
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
    return await commit(base, request);
  } catch (error) {
    base.close();
    throw error;
  }
}

async function commit(base: Base, { given, root, temporary }: TreeRequest): Promise<OpenedBase> {
  const folderFor = (name: string): string => {
    const folder = join(temporary, name);
    mkdirSync(folder, { mode: 0o700 });
    return folder;
  };
  const options = { wants: () => true, maxSize: maxFileSize };
  const folder = folderFor("changed");
  const { files, ...changed } = await base.write({ ...options, folder, writesEqual: () => false });
  const isWhole = changed.problems.length + changed.missing.length === 0;
  return {
    against: { ref: given, commit: base.commit },
    isEqual: () => base.hasTreeOfHead && isSame(files, root),
    changes: isWhole ? { files, folder } : null,
    tree: async () => {
      const to = folderFor("base");
      const { problems } = await base.write({ ...options, folder: to, writesEqual: () => true });
      return { root: to, problems };
    },
    close: base.close,
  };
}

/** Whether a directory has the files of the head: what git tracks in it, or all where it does not. */
function isSameTree(root: string, base: string): boolean {
  const own = holdsRepository(root) ? trackedIn(root) : filesIn(root);
  const others = new Set(filesIn(base));
  if (own.some((path) => !others.has(path))) return false;
  return [...others].every((path) => isSameFile(join(root, path), join(base, path)));
}

function trackedIn(root: string): readonly string[] {
  const isFile = ({ kind }: TrackedPath): boolean => kind === "file" || kind === "link";
  return trackedPaths(root, readIfExists, isFile).paths.map(({ bytes }) => shownPath(bytes));
}

function filesIn(root: string): readonly string[] {
  return [...walkTree(root)].flatMap(({ path, kind }) => (kind === "repository" ? [] : [path]));
}

/** By kind, mode and contents. */
function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => lstatSync(path, { throwIfNoEntry: false }));
  if (a?.mode !== b?.mode || a?.size !== b?.size) return false;
  if (a?.isSymbolicLink() === true) return readlinkSync(one) === readlinkSync(other);
  return a?.isFile() === true && readFileSync(one).equals(readFileSync(other));
}

/** Whether the files of a base are those that git tracks in the head. */
function isSame(files: readonly BaseFile[], root: string): boolean {
  if (!files.every(({ isEqual }) => isEqual)) return false;
  const known = new Set(files.map(({ path }) => path));
  return trackedIn(root).every((path) => known.has(path));
}

function isAmbiguous(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof AmbiguousRef;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A directory without a repository of its own is copied: what is around it must not count. */
function directory(absolute: string, { given, root: checked, temporary }: TreeRequest): OpenedBase {
  if (holds(realpathSync(checked), temporary))
    throw new UsageError(
      `the folder for temporary files, ${temporary}, is in what is checked: set TMPDIR (TEMP on Windows) to one outside of it`,
    );
  const opened = { against: { ref: given, commit: null }, changes: null };
  const real = realpathSync(absolute);
  const isEqual = (): boolean => isSameTree(checked, real);
  const tree = (): Promise<WholeBase> =>
    Promise.resolve({ root: holdsRepository(real) ? real : copyOf(real, temporary), problems: [] });
  return { ...opened, isEqual, tree, close: () => undefined };
}

function copyOf(directory: string, temporary: string): string {
  const root = join(temporary, "base");
  mkdirSync(join(root, ".git"), { recursive: true, mode: 0o700 });
  writeFileSync(join(root, ".git", "HEAD"), "ref: refs/heads/none\n");
  composeTree({ files: directory, settings: directory }, root, () => false);
  return root;
}
