import type { FileSelection } from "../domain/settings/settings.ts";
import type { NamedImages } from "../domain/image/image-literals.ts";
import type { Taken } from "./file-name.ts";
import { takenIn } from "./file-name.ts";
import type { FsPath, ShowPath } from "./fs-path.ts";
import { escaped, lossy, showPaths } from "./fs-path.ts";
import { LeftOut } from "./left-out.ts";
import { MissingFiles } from "./missing-files.ts";
import type { PatternScope } from "./pattern-scope.ts";
import type { Problem } from "./problem.ts";
import { specialFile } from "./problem.ts";
import type { FindRepositoryRoot } from "./repository-root.ts";
import { repositoryRootFinder } from "./repository-root.ts";
import type { IsDockerfileText } from "./sniff.ts";

/** Folders that are not searched. */
export const neverSearched: ReadonlySet<string> = new Set([".git", "node_modules"]);

/** Which files are found, by folder. */
export interface SelectionsOfFolders {
  /** @param folder absolute */
  readonly selectionOf: (folder: string) => Promise<FileSelection>;
  /** Whether another selection counts in a folder than in the one above, by the names in it. */
  readonly hasOwn: (entries: readonly { readonly name: string }[]) => boolean;
  /** The images that are checked in a folder. @param folder absolute */
  readonly imagesOf: (folder: string) => Promise<NamedImages>;
}

/** A file or link that discovery may take. */
export interface Candidate {
  readonly path: FsPath;
  readonly isLink: boolean;
  /** What decides; null for a link that discovery would not take by its name. */
  readonly taken: Taken | null;
  /** Passed by the user: a link is followed wherever it leads. */
  readonly named: boolean;
  /** As in `DiscoveredFile`. */
  readonly folder: string;
}

/** Called where a setting leaves out a file or folder. */
export type OnLeftOut = (setting: "files.gitignore" | "files.exclude") => void;

/** What one run finds, before any file is read. */
export class Search {
  readonly cwd: string;
  readonly show: ShowPath;
  readonly findRoot: FindRepositoryRoot = repositoryRootFinder();
  readonly leftOut: LeftOut = new LeftOut();
  readonly missing: MissingFiles = new MissingFiles();
  readonly problems: Problem[] = [];
  readonly hasOwn: SelectionsOfFolders["hasOwn"];
  readonly imagesOf: SelectionsOfFolders["imagesOf"];
  readonly isDockerfileText: IsDockerfileText;
  readonly onLeftOut: OnLeftOut;
  /** What a search is limited to; null for nothing. */
  scope: PatternScope | null = null;
  readonly #selectionOf: SelectionsOfFolders["selectionOf"];
  readonly #selections = new Set<FileSelection>();
  readonly #candidates = new Map<string, Candidate>();

  /** @param cwd absolute */
  constructor(
    cwd: string,
    { selectionOf, hasOwn, imagesOf }: SelectionsOfFolders,
    isDockerfileText: IsDockerfileText,
    onLeftOut: OnLeftOut = () => undefined,
  ) {
    this.cwd = cwd;
    this.show = showPaths(cwd);
    this.hasOwn = hasOwn;
    this.imagesOf = imagesOf;
    this.isDockerfileText = isDockerfileText;
    this.onLeftOut = onLeftOut;
    this.#selectionOf = selectionOf;
  }

  get candidates(): Iterable<Candidate> {
    return this.#candidates.values();
  }

  /** Those that counted in a folder so far. */
  get selections(): ReadonlySet<FileSelection> {
    return this.#selections;
  }

  /** The search in a folder, with the selection that counts there. */
  async in(folder: string): Promise<FolderSearch> {
    const selection = await this.#selectionOf(folder);
    this.#selections.add(selection);
    return new FolderSearch(this, folder, selection);
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
}

/** A search in a folder, and in what is below it up to the next folder with a selection of its own. */
export class FolderSearch {
  readonly run: Search;
  readonly folder: string;
  readonly selection: FileSelection;
  readonly show: ShowPath;

  constructor(run: Search, folder: string, selection: FileSelection) {
    this.run = run;
    this.folder = folder;
    this.selection = selection;
    this.show = run.show;
  }

  add({ path, isLink, taken, named }: Omit<Candidate, "folder">): void {
    const { scope } = this.run;
    // A link may lead to a folder.
    if (scope?.holds(lossy(path), isLink) === false) return;
    scope?.see(lossy(path));
    this.selection.onSeen?.(lossy(path), false);
    this.run.add({ path, isLink, taken, named, folder: this.folder });
  }

  report(problem: Problem): void {
    this.run.report(problem);
  }

  /** What makes discovery take a file. @param path absolute @param name its last segment */
  takenBy(path: string, name: string): Taken | null {
    return takenIn(this.selection, path, name);
  }

  /** Reports a device, FIFO or socket that discovery would take as a file, unless its name says nothing. */
  reportSpecial(path: FsPath, { by }: Taken): void {
    if (by !== "mention") this.report(specialFile(this.show(path), false));
  }

  /** Whether discovery skips a file or folder; if so, it is counted, but for what is not searched at all. */
  isExcluded(path: string, isFolder: boolean): boolean {
    const { isExcluded, excludingPattern, onSeen } = this.selection;
    const { scope } = this.run;
    if (scope?.holds(path, true) === false) return true;
    if (!isExcluded(path)) {
      if (isFolder) scope?.see(path);
      return false;
    }
    onSeen?.(path, isFolder);
    this.run.onLeftOut("files.exclude");
    if (excludingPattern !== null) this.run.leftOut.excluded(excludingPattern(path), isFolder);
    return true;
  }

  /** A file or folder that git tracks and the working tree lacks. */
  reportMissing(path: FsPath, kind: "file" | "folder" | "submodule"): void {
    const shown = this.show(path);
    const hasPolicy = this.selection.excludingPattern !== null;
    if (kind !== "submodule") this.run.missing.add(shown, kind, hasPolicy);
    else if (hasPolicy) this.run.missing.addSubmodule(shown);
  }

  /** Counts a folder that is never searched. @param path absolute @param name its last segment */
  neverSearched(path: string, name: string): void {
    this.selection.onSeen?.(path, false);
    // Only a policy wants to know.
    if (this.selection.excludingPattern !== null) this.run.leftOut.neverSearched(name);
  }
}

/** No path as text has a NUL. */
function keyOf(path: FsPath): string {
  return typeof path === "string" ? path : `\0${escaped(path)}`;
}
