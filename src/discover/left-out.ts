import { counted, joinList } from "../text/list.ts";
import type { Problem } from "./problem.ts";
import { leftOut } from "./problem.ts";

interface Count {
  readonly path: string | null;
  readonly what: string;
  folders: number;
  files: number;
}

const exceptTracked = ", except for what git tracks";

/** What discovery left out on purpose, counted by the reason. */
export class LeftOut {
  readonly #counts = new Map<string, Count>();

  /** A folder that is never searched. */
  neverSearched(name: string): void {
    this.#count(null, `named ${name}${exceptTracked}`, true);
  }

  /** @param gitignore the path of the `.gitignore`, as problems show it */
  ignored(gitignore: string, pattern: string, isFolder: boolean): void {
    this.#count(gitignore, `that ${pattern} ignores${exceptTracked}`, isFolder);
  }

  /** @param pattern of `files.exclude` or `--exclude` */
  excluded(pattern: string, isFolder: boolean): void {
    this.#count(null, `that the pattern ${pattern} excludes`, isFolder);
  }

  /** One for each reason. */
  problems(): readonly Problem[] {
    return [...this.#counts.values()].map(({ path, what, folders, files }) => {
      const counts = [
        ...(folders > 0 ? [counted(folders, "folder")] : []),
        ...(files > 0 ? [counted(files, "file")] : []),
      ];
      return leftOut(path, joinList(counts), what);
    });
  }

  #count(path: string | null, what: string, isFolder: boolean): void {
    const key = JSON.stringify([path, what]);
    let count = this.#counts.get(key);
    if (!count) this.#counts.set(key, (count = { path, what, folders: 0, files: 0 }));
    if (isFolder) count.folders += 1;
    else count.files += 1;
  }
}
