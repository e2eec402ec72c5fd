import type { Level } from "../../domain/rule/finding.ts";
import { isReported, levels } from "../../domain/rule/finding.ts";
import { compareText } from "../../text/compare-text.ts";
import type { LevelCounts } from "../merged-counts.ts";
import type { FileReport } from "../reporter.ts";

/** A folder, or in a merged report a repository, with its open findings. */
export interface FolderCounts {
  /** `services/`; `.` for files that lie in no folder. */
  readonly name: string;
  readonly byLevel: LevelCounts;
  /** Of its first file. */
  readonly number: number;
}

interface Directory {
  readonly segments: readonly string[];
  readonly byLevel: Record<Level, number>;
  readonly number: number;
}

/** Counts open findings by directory, and tells at the end which folders tell parts of the tree apart. */
export class Folders {
  readonly #directories = new Map<string, Directory>();
  #isMerged = false;

  /** @param number of the file, for links */
  add({ path, findings }: Pick<FileReport, "path" | "findings">, number: number): void {
    const repository = findings[0]?.repository;
    if (repository !== undefined) this.#isMerged = true;
    const name = repository ?? path.slice(0, Math.max(path.lastIndexOf("/"), 0));
    for (const finding of findings) {
      if (!isReported(finding)) continue;
      let known = this.#directories.get(name);
      if (!known) {
        const segments = repository === undefined ? name.split("/").filter(Boolean) : [name];
        known = { segments, byLevel: { error: 0, warning: 0, note: 0 }, number };
        this.#directories.set(name, known);
      }
      known.byLevel[finding.level]++;
    }
  }

  get kind(): "folder" | "repository" {
    return this.#isMerged ? "repository" : "folder";
  }

  /** The folders in which the paths of findings first differ; those with the most errors first. */
  all(): readonly FolderCounts[] {
    const directories = [...this.#directories.values()];
    const shared = this.#isMerged ? 0 : sharedLength(directories);
    const folders = new Map<string, Directory>();
    for (const { segments, byLevel, number } of directories) {
      const own = segments.slice(0, shared + 1);
      const name = own.length === 0 ? "." : this.#isMerged ? own.join("/") : `${own.join("/")}/`;
      const known = folders.get(name);
      if (!known) folders.set(name, { segments: own, byLevel: { ...byLevel }, number });
      else for (const level of levels) known.byLevel[level] += byLevel[level];
    }
    return Array.from(folders, ([name, { byLevel, number }]) => ({ name, byLevel, number })).sort(
      ({ byLevel: a, ...one }, { byLevel: b, ...other }) =>
        b.error - a.error ||
        b.warning - a.warning ||
        b.note - a.note ||
        compareText(one.name, other.name),
    );
  }
}

/** How many folders all directories begin with. */
function sharedLength(directories: readonly Directory[]): number {
  const [first, ...others] = directories.map(({ segments }) => segments);
  if (!first) return 0;
  const shared = others.reduce((length, segments) => {
    let own = 0;
    while (own < length && segments[own] === first[own]) own++;
    return own;
  }, first.length);
  return shared;
}
