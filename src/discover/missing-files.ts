import { joinFirst } from "../text/list.ts";
import type { Problem } from "./problem.ts";

/** What git tracks and discovery would take, and the working tree lacks: files, and folders of which git's index has nothing but the name. */
export class MissingFiles {
  readonly #files: string[] = [];
  readonly #folders: string[] = [];
  readonly #submodules: string[] = [];
  #isFatal = false;

  /** @param path as problems show it @param isFatal whether it has to be checked */
  add(path: string, kind: "file" | "folder", isFatal: boolean): void {
    (kind === "file" ? this.#files : this.#folders).push(path);
    if (isFatal) this.#isFatal = true;
  }

  /** One that is not checked out, which git does not take for a change. */
  addSubmodule(path: string): void {
    this.#submodules.push(path);
  }

  /** One at most for each kind. */
  problems(): readonly Problem[] {
    const fatal = this.#isFatal;
    return [
      ...problemOf(this.#files, "file", fatal, (it, its) => {
        return `restore ${it} (git sparse-checkout disable, git restore), or stage ${its} removal (git rm)`;
      }),
      ...problemOf(this.#folders, "folder", fatal, () => "run git sparse-checkout disable"),
      ...problemOf(this.#submodules, "submodule", false, (it) => {
        return `run git submodule update --init to check ${it}`;
      }),
    ];
  }
}

function problemOf(
  paths: readonly string[],
  what: string,
  fatal: boolean,
  remedy: (it: string, its: string) => string,
): readonly Problem[] {
  const [first, ...others] = paths;
  if (first === undefined) return [];
  const isOne = others.length === 0;
  const message = isOne
    ? `Git tracks this ${what}, which is not in the working tree and was not checked: ${remedy("it", "its")}.`
    : `Git tracks ${paths.length} ${what}s that are not in the working tree and were not checked: ${joinFirst(paths)}; ${remedy("them", "their")}.`;
  const path = isOne ? first : null;
  const problem = { kind: "problem", id: "missing-file", path, message, fatal } as const;
  return [fatal ? problem : { ...problem, isNote: true }];
}
