import { readlinkSync } from "node:fs";
import { fsPath, joined } from "../../discover/index.ts";
import { readBlobs } from "../../git/read-blobs.ts";
import type { Repository } from "../../git/repository.ts";
import type { TreeEntry } from "../../git/tree-entries.ts";
import { treeEntries } from "../../git/tree-entries.ts";
import type { LookUp } from "./follow-link.ts";
import { followLink } from "./follow-link.ts";
import type { TreeWriter } from "./tree-writer.ts";
import { shownPath } from "./base-path.ts";
import { WorkTree } from "./work-tree.ts";

/** How one repository is written; paths are those of the run, one character per byte. */
interface Context {
  readonly writer: TreeWriter;
  readonly folder: string;
  readonly maxSize: number;
  readonly wants: (path: string, kind: "file" | "link") => boolean;
  readonly writesEqual: (path: string) => boolean;
  readonly onFile: (
    path: string,
    kind: "file" | "link",
    state: { readonly isEqual: boolean; readonly isWritten: boolean },
  ) => void;
  readonly onProblem: (path: string, message: string) => void;
}

/** In bytes; no system makes a longer target of a link. */
const maxTarget = 4096;

/** The tree of a commit of one repository, without its submodules. */
export class BaseRepository {
  readonly workTree: WorkTree;
  readonly #repository: Repository;
  readonly #prefix: string;
  readonly #context: Context;
  readonly #written: TreeEntry[] = [];

  /** @param prefix of its paths: empty, or with a slash at its end */
  constructor(repository: Repository, prefix: string, context: Context) {
    this.#repository = repository;
    this.#prefix = prefix;
    this.#context = context;
    this.workTree = new WorkTree(repository);
  }

  /** @returns its submodules @throws GitError where an object is missing */
  async write(commit: string): Promise<readonly TreeEntry[]> {
    const files: TreeEntry[] = [];
    const links: TreeEntry[] = [];
    const submodules: TreeEntry[] = [];
    for await (const entry of treeEntries(this.#repository, commit))
      if (entry.kind === "submodule") {
        if (this.#isSafe(entry)) submodules.push(entry);
      } else if (entry.kind === "link") links.push(entry);
      else if (this.#isWanted(entry)) files.push(entry);
    const { wanted, ends } = await this.#follow(links, submodules);
    for (const { bytes } of files) ends.delete(bytes);
    if (ends.size > 0)
      for await (const entry of treeEntries(this.#repository, commit))
        if (entry.kind === "file" && ends.delete(entry.bytes)) files.push(entry);
    await this.#writeFiles(files);
    this.#writeLinks(wanted);
    const tracked = [...this.#written, ...submodules];
    this.#context.writer.repository(this.#prefix, tracked, this.#repository.objectFormat);
    return submodules;
  }

  #isWanted({ bytes, kind, ...entry }: TreeEntry): boolean {
    if (kind === "submodule" || !this.#context.wants(this.#prefix + bytes, kind)) return false;
    return this.#isSafe({ bytes, kind, ...entry });
  }

  #isSafe({ bytes }: TreeEntry): boolean {
    const why = this.#context.writer.rejects(this.#prefix + bytes);
    if (why !== null) this.#leaveOut(bytes, why);
    return why === null;
  }

  /** @param why a clause */
  #leaveOut(bytes: string, why: string): void {
    this.#context.onProblem(this.#prefix + bytes, `Not in the base: ${why}.`);
  }

  #add(entry: TreeEntry, isEqual: boolean, isWritten: boolean): void {
    const kind = entry.kind === "link" ? "link" : "file";
    this.#context.onFile(this.#prefix + entry.bytes, kind, { isEqual, isWritten });
    this.#written.push(entry);
  }

  /** Writes links to the tree, and what each of them leads to. */
  async #follow(links: readonly TreeEntry[], submodules: readonly TreeEntry[]): Promise<Links> {
    const wanted = new Map<string, WrittenLink>();
    const ends = new Set<string>();
    const start = links.filter((entry) => this.#isWanted(entry));
    if (start.length === 0) return { wanted, ends };
    const known = new Map<string, WrittenLink>();
    const requests = links.map((entry) => ({ entry, id: entry.id, path: this.#shown(entry) }));
    for await (const blob of readBlobs(this.#repository, requests, maxTarget)) {
      const { entry } = blob.request;
      if (blob.kind === "blob")
        known.set(entry.bytes, { entry, target: blob.bytes.toString("latin1") });
    }
    const nested = new Set(submodules.map(({ bytes }) => bytes));
    const lookUp: LookUp = (path) => known.get(path) ?? (nested.has(path) ? "repository" : null);
    for (const { bytes } of start) {
      const followed = known.has(bytes) ? followLink(bytes, lookUp) : null;
      if (followed === null) this.#leaveOut(bytes, outside);
      for (const link of followed?.passed ?? []) {
        const one = known.get(link);
        if (one) wanted.set(link, one);
      }
      if (followed?.end != null) ends.add(followed.end);
    }
    return { wanted, ends };
  }

  async #writeFiles(files: readonly TreeEntry[]): Promise<void> {
    const { writer, maxSize } = this.#context;
    const requests = [];
    const clean = await this.#cleanFiles(files);
    for (const entry of files) {
      if (clean.has(entry)) {
        this.#add(entry, true, false);
        continue;
      }
      const bytes = this.workTree.bytesOf(entry.bytes, entry.id, maxSize);
      if (bytes === null) requests.push({ entry, id: entry.id, path: this.#shown(entry) });
      else this.#place(entry, true, (path) => writer.file(path, bytes));
    }
    for await (const blob of readBlobs(this.#repository, requests, maxSize)) {
      const { entry } = blob.request;
      if (blob.kind === "blob") this.#place(entry, false, (path) => writer.file(path, blob.bytes));
      else {
        const isEqual = this.workTree.equals(entry.bytes, entry.id, blob.size);
        const size = Math.min(blob.size, maxSize + 1);
        this.#place(entry, isEqual, (path) => writer.largeFile(path, size));
      }
    }
  }

  /** Of the files that need not be written, those that have not changed: they are not even read. */
  async #cleanFiles(files: readonly TreeEntry[]): Promise<ReadonlySet<TreeEntry>> {
    const clean = new Set<TreeEntry>();
    const candidates: { readonly entry: TreeEntry; readonly size: number }[] = [];
    for (const entry of files) {
      if (this.#context.writesEqual(this.#prefix + entry.bytes)) continue;
      const size = this.workTree.cleanSize(entry.bytes, entry.id);
      if (size !== null) candidates.push({ entry, size });
    }
    // Of another size, it is not what git holds: git converted it on checkout.
    const sizes = this.#repository.sizes.read(candidates.map(({ entry }) => entry.id));
    let at = 0;
    for await (const object of sizes) {
      const candidate = candidates[at++];
      if (candidate && object?.size === candidate.size) clean.add(candidate.entry);
    }
    return clean;
  }

  /** @param write returns why nothing was written, or null */
  #place(entry: TreeEntry, isEqual: boolean, write: (path: string) => string | null): void {
    const path = this.#prefix + entry.bytes;
    const isWritten = !isEqual || this.#context.writesEqual(path);
    const why = isWritten ? write(path) : null;
    if (why === null) this.#add(entry, isEqual, isWritten);
    else this.#leaveOut(entry.bytes, why);
  }

  #writeLinks(links: ReadonlyMap<string, WrittenLink>): void {
    const { writer } = this.#context;
    const made: WrittenLink[] = [];
    for (const link of links.values()) {
      const { entry, target } = link;
      const why = writer.link(this.#prefix + entry.bytes, target);
      if (why === null) made.push(link);
      else this.#leaveOut(entry.bytes, why);
    }
    // Once more with what is there: in a damaged tree, one path can be both a link and a directory.
    for (const { entry } of made)
      if (followLink(entry.bytes, this.#onDisk)) {
        const isEqual = this.workTree.hasLink(entry.bytes, entry.id);
        this.#add(entry, isEqual, true);
      } else {
        writer.removeLink(this.#prefix + entry.bytes);
        this.#leaveOut(entry.bytes, outside);
      }
  }

  readonly #onDisk: LookUp = (path) => {
    try {
      const file = joined(this.#context.folder, fsPath(this.#prefix + path));
      return { target: readlinkSync(file, "latin1") };
    } catch {
      return null;
    }
  };

  #shown({ bytes }: TreeEntry): string {
    return shownPath(this.#prefix + bytes);
  }
}

const outside = "the link leads out of the repository";

interface WrittenLink {
  readonly entry: TreeEntry;
  readonly target: string;
}

interface Links {
  readonly wanted: ReadonlyMap<string, WrittenLink>;
  /** The paths that they lead to. */
  readonly ends: Set<string>;
}
