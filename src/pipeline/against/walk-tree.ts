import type { Dirent } from "node:fs";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { trackedPaths } from "../../git/tracked-paths.ts";
import { readIfExists } from "../../fs/read-if-exists.ts";

/** What a tree holds at a path. */
export interface TreeItem {
  /** Relative to the root of the tree, with `/`. */
  readonly path: string;
  /** `repository`: a `.git`, of the repository in the folder of the path. */
  readonly kind: "file" | "link" | "repository";
}

/**
 * The files of a tree that a run can read, in no order. Of what is in `node_modules` only what git tracks, as in a search. Names
 * that are not valid UTF-8 are left out: a run names them itself.
 * @param root absolute
 */
export function* walkTree(root: string): Generator<TreeItem> {
  yield* walk(root, "", null);
}

/** @param tracked paths in `node_modules`, relative to the repository in which the folder is; null where it is in none */
function* walk(root: string, inside: string, tracked: Repository | null): Generator<TreeItem> {
  const folder = join(root, inside);
  const entries = entriesOf(folder);
  const isRepository = entries.some(({ name }) => name === ".git");
  const repository = isRepository ? repositoryAt(folder, inside) : tracked;
  for (const entry of entries) {
    const { name } = entry;
    if (name.includes("�")) continue;
    const path = inside === "" ? name : `${inside}/${name}`;
    if (name === ".git") yield { path, kind: "repository" };
    else if (name === "node_modules") yield* trackedIn(root, path, repository);
    else if (entry.isDirectory()) yield* walk(root, path, repository);
    else if (entry.isFile()) yield { path, kind: "file" };
    else if (entry.isSymbolicLink()) yield { path, kind: "link" };
  }
}

/** A run names what it cannot read. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

interface Repository {
  /** Of its root: empty, or ending in `/`. */
  readonly prefix: string;
  /** What git tracks below a `node_modules`, relative to the root of the tree. */
  readonly inModules: readonly string[];
}

function repositoryAt(folder: string, inside: string): Repository {
  const prefix = inside === "" ? "" : `${inside}/`;
  const { paths } = trackedPaths(
    folder,
    readIfExists,
    ({ bytes, kind }) => kind === "file" && /(?:^|\/)node_modules\//.test(bytes),
  );
  return {
    prefix,
    inModules: paths.map(({ bytes }) => prefix + Buffer.from(bytes, "latin1").toString()),
  };
}

function* trackedIn(
  root: string,
  folder: string,
  repository: Repository | null,
): Generator<TreeItem> {
  for (const path of repository?.inModules ?? []) {
    if (!path.startsWith(`${folder}/`)) continue;
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (stat?.isFile() === true) yield { path, kind: "file" };
  }
}
