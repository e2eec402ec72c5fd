import { errorsOf, startGit, cannotStart } from "./git-program.ts";
import { GitError, saidByGit } from "./git-error.ts";
import type { Repository } from "./repository.ts";
import { whyMissing } from "./repository.ts";

/** A path in the tree of a commit. */
export interface TreeEntry {
  /** Relative to the root, with `/`, and one character per byte, as git keeps names. Not checked: it can lead outside. */
  readonly bytes: string;
  readonly kind: "file" | "link" | "submodule";
  readonly isExecutable: boolean;
  /** Of the blob; of the commit for a submodule. */
  readonly id: string;
}

/** Several entries can name one tree, so that a small repository can hold any number of paths. */
const maxEntries = 2_000_000;
/** In bytes. Longer than any path that a system can open. */
const maxRecord = 64 * 1024;

/**
 * The paths in the tree of a commit and in all trees below, in git's order. Not more than some are in memory at once.
 * @throws GitError where a part of it cannot be read, at the latest at the end
 */
export async function* treeEntries(
  repository: Repository,
  commit: string,
): AsyncGenerator<TreeEntry> {
  const { program, root } = repository;
  const child = startGit(program, root, ["ls-tree", "-r", "-z", "--full-tree", commit]);
  const stderr = errorsOf(child);
  const end = new Promise<number | Error | null>((resolve) => {
    child.on("error", resolve).on("close", resolve);
  });
  child.stdin.on("error", () => undefined).end();
  try {
    let count = 0;
    let rest = "";
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      const records = (rest + chunk.toString("latin1")).split("\0");
      rest = records.pop() ?? "";
      if (rest.length > maxRecord) throw new GitError(`a path has more than ${maxRecord} bytes`);
      if ((count += records.length) > maxEntries)
        throw new GitError(`the tree of ${commit} has more than ${maxEntries} files`);
      for (const record of records) yield entryOf(record);
    }
    const code = await end;
    if (code === 0) return;
    if (code instanceof Error) throw cannotStart(code);
    throw new GitError(
      `the tree of ${commit} cannot be read (${saidByGit(stderr())}); ${await whyMissing(repository)}`,
    );
  } finally {
    child.kill();
    child.stdout.destroy();
  }
}

/** @param record `100644 blob ID<TAB>PATH` */
function entryOf(record: string): TreeEntry {
  const tab = record.indexOf("\t");
  const [mode = "", , id = ""] = record.slice(0, tab).split(" ");
  const bytes = record.slice(tab + 1);
  const kind = mode === "160000" ? "submodule" : mode === "120000" ? "link" : "file";
  return { bytes, kind, isExecutable: mode === "100755", id };
}
