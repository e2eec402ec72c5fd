import type { FileSelection } from "../domain/settings/settings.ts";
import { takenBy } from "./dockerfile-name.ts";
import type { FsPath, ShowPath } from "./fs-path.ts";
import { escaped, showPaths } from "./fs-path.ts";
import { LeftOut } from "./left-out.ts";
import type { Problem } from "./problem.ts";
import type { FindRepositoryRoot } from "./repository-root.ts";
import { repositoryRootFinder } from "./repository-root.ts";

/** Folders that are not searched. */
export const neverSearched: ReadonlySet<string> = new Set([".git", "node_modules"]);

/** A file or link that discovery may take. */
export interface Candidate {
  readonly path: FsPath;
  readonly isLink: boolean;
  /** What decides: the name alone, or the text; null for a link that discovery would not take by its name. */
  readonly by: "name" | "text" | null;
  /** Passed by the user: a link is followed wherever it leads. */
  readonly named: boolean;
}

/** What one run finds, before any file is read. */
export class Search {
  readonly cwd: string;
  readonly selection: FileSelection;
  readonly show: ShowPath;
  readonly findRoot: FindRepositoryRoot = repositoryRootFinder();
  readonly leftOut: LeftOut = new LeftOut();
  readonly problems: Problem[] = [];
  readonly #candidates = new Map<string, Candidate>();

  /** @param cwd absolute */
  constructor(cwd: string, selection: FileSelection) {
    this.cwd = cwd;
    this.selection = selection;
    this.show = showPaths(cwd);
  }

  get candidates(): Iterable<Candidate> {
    return this.#candidates.values();
  }

  /** Of two candidates at one path, the first counts. */
  add(candidate: Candidate): void {
    const key = keyOf(candidate.path);
    if (!this.#candidates.has(key)) this.#candidates.set(key, candidate);
  }

  has(path: FsPath): boolean {
    return this.#candidates.has(keyOf(path));
  }

  report(problem: Problem): void {
    this.problems.push(problem);
  }

  /** What makes discovery take a file. @param path absolute @param name its last segment */
  takenBy(path: string, name: string): Candidate["by"] {
    const by = takenBy(name);
    return by !== "name" && this.selection.isIncluded(path) ? "name" : by;
  }

  /** Whether discovery skips a file or folder; if so, it is counted. */
  isExcluded(path: string, isFolder: boolean): boolean {
    const { isExcluded, excludingPattern } = this.selection;
    if (!isExcluded(path)) return false;
    if (excludingPattern !== null) this.leftOut.excluded(excludingPattern(path), isFolder);
    return true;
  }
}

/** No path as text has a NUL. */
function keyOf(path: FsPath): string {
  return typeof path === "string" ? path : `\0${escaped(path)}`;
}
