import type { FsPath } from "./fs-path.ts";
import { lossy } from "./fs-path.ts";
import type { FindRepositoryRoot } from "./repository-root.ts";

/** The repositories that are found on the way through a directory. */
export class Repositories {
  readonly #findRoot: FindRepositoryRoot;
  readonly #roots = new Set<FsPath>();
  readonly #incomplete = new Set<FsPath>();

  constructor(findRoot: FindRepositoryRoot) {
    this.#findRoot = findRoot;
  }

  /** The roots of those in which something was left out that git may track. More can be added while it is iterated. */
  get incomplete(): Iterable<FsPath> {
    return this.#incomplete;
  }

  add(root: FsPath): void {
    this.#roots.add(root);
  }

  has(root: FsPath): boolean {
    return this.#roots.has(root);
  }

  /**
   * Something in a directory was left out.
   * @param root of its repository, if known
   */
  leaveOut(directory: FsPath, root: FsPath | null = this.#findRoot(lossy(directory))): void {
    if (root !== null) this.#incomplete.add(root);
  }
}
