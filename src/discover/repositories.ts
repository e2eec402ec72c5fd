import { dirname } from "node:path";
import type { FsPath } from "./fs-path.ts";
import { isWithin, lossy, realDirectory } from "./fs-path.ts";
import type { FindRepositoryRoot } from "./repository-root.ts";

/** The repositories that are found on the way through a directory. */
export class Repositories {
  readonly #directory: string;
  readonly #findRoot: FindRepositoryRoot;
  readonly #roots = new Set<FsPath>();
  readonly #incomplete = new Set<FsPath>();
  readonly #indexed = new Set<FsPath>();
  #isOuterIncomplete = false;

  /** @param directory that is searched; absolute */
  constructor(directory: string, findRoot: FindRepositoryRoot) {
    this.#directory = directory;
    this.#findRoot = findRoot;
    const root = findRoot(directory);
    if (root !== null) this.#indexed.add(root);
  }

  /** The roots of those whose index says what is missing. More can be added while it is iterated. */
  get indexed(): Iterable<FsPath> {
    return this.#indexed;
  }

  /** Whether something was left out that git may track. */
  isIncomplete(root: FsPath): boolean {
    return this.#incomplete.has(root);
  }

  add(root: FsPath): void {
    this.#roots.add(root);
    this.#indexed.add(root);
  }

  has(root: FsPath): boolean {
    return this.#roots.has(root);
  }

  /**
   * Something in a directory was left out. The repositories around its own can track it, too: what they tracked stays in their
   * index when a folder becomes a repository.
   * @param root of its repository, if known
   */
  leaveOut(directory: FsPath, root: FsPath | null = this.#findRoot(lossy(directory))): void {
    let at = root;
    while (at !== null && isWithin(lossy(at), this.#directory)) {
      if (this.#incomplete.has(at)) return;
      this.#addIncomplete(at);
      at = this.#above(lossy(at));
    }
    if (!this.#isOuterIncomplete) this.#leaveOutOuter();
  }

  #leaveOutOuter(): void {
    this.#isOuterIncomplete = true;
    // Git knows the directory by its own path, not by that of a link to it.
    const real = realDirectory(this.#directory);
    const isRoot = this.#findRoot(this.#directory) === this.#directory;
    for (let at = isRoot ? this.#above(real) : this.#findRoot(real); at !== null;) {
      this.#addIncomplete(at);
      at = this.#above(at);
    }
  }

  #addIncomplete(root: FsPath): void {
    this.#incomplete.add(root);
    this.#indexed.add(root);
  }

  #above(root: string): string | null {
    const parent = dirname(root);
    return parent === root ? null : this.#findRoot(parent);
  }
}
