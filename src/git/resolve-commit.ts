import { findObject } from "./find-ref.ts";
import { GitError, saidByGit } from "./git-error.ts";
import { runGit } from "./git-program.ts";
import { readRef } from "./ref-name.ts";
import type { Step } from "./ref-name.ts";
import type { Repository } from "./repository.ts";
import { whyMissing } from "./repository.ts";

/** In bytes; real commits and tags have some hundred. */
const maxSize = 16 * 1024 * 1024;
/** Real tags name a commit. */
const maxTags = 100;

/**
 * The commit that a REF means: an object id in full or the name of a ref, `^`, `^N`, `~`, `~N` after it, and `...` at the end for
 * the merge base with HEAD. Neither replace refs nor grafts count.
 * @returns its object id
 * @throws GitError with a clause that says what to do
 */
export async function resolveCommit(repository: Repository, ref: string): Promise<string> {
  const { name, steps, isMergeBase } = readRef(ref);
  let commit = await commitOf(repository, await findObject(repository, name));
  for (const step of steps) commit = await follow(repository, commit, step);
  return isMergeBase ? mergeBase(repository, commit) : commit;
}

/** The commit of the work tree, whatever else is named HEAD; null where there is none yet. */
export async function headCommit({ program, root }: Repository): Promise<string | null> {
  const { code, stdout } = await runGit(program, root, [
    "rev-parse",
    "--verify",
    "--quiet",
    "HEAD",
  ]);
  return code === 0 ? stdout.toString().trim() : null;
}

/** The object id of the tree of a commit; null where it is not there. */
export async function treeOf(
  { program, root }: Repository,
  commit: string,
): Promise<string | null> {
  const args = ["rev-parse", "--verify", "--quiet", `${commit}^{tree}`];
  const { code, stdout } = await runGit(program, root, args);
  return code === 0 ? stdout.toString().trim() : null;
}

/** The commit that an object is, or that a tag names. */
async function commitOf(repository: Repository, object: string): Promise<string> {
  let id = object;
  for (let tags = 0; tags <= maxTags; tags++) {
    const { type, text } = await textOf(repository, id);
    if (type === "commit") return id;
    if (type !== "tag") throw new GitError(`it names a ${type}, not a commit`);
    id = /^object ([0-9a-f]+)\n/.exec(text)?.[1] ?? "";
  }
  throw new GitError(`it is a tag of a tag, more than ${maxTags} times`);
}

async function follow(
  repository: Repository,
  start: string,
  { kind, count }: Step,
): Promise<string> {
  if (kind === "parent") return count === 0 ? start : parentOf(repository, start, count);
  let commit = start;
  for (let left = count; left > 0; left--) commit = await parentOf(repository, commit, 1);
  return commit;
}

/** @param number from 1 on */
async function parentOf(repository: Repository, commit: string, number: number): Promise<string> {
  const { text } = await textOf(repository, commit);
  const parents = parentsIn(text);
  const parent = parents[number - 1];
  if (parent === undefined) {
    const why =
      parents.length === 0
        ? "is the first commit and has no parent"
        : `has no parent ${number}: it is ${parents.length === 1 ? "no merge" : `a merge of ${parents.length}`}`;
    throw new GitError(`the commit ${commit} ${why}`);
  }
  if ((await repository.sizes.one(parent)) !== null) return parent;
  const todo = repository.isShallow
    ? "history ends there, as this is a shallow clone: fetch more (fetch-depth: 2 of actions/checkout for HEAD^1, or git fetch --deepen=1)"
    : await whyMissing(repository);
  throw new GitError(`the parent ${parent} of the commit ${commit} is missing; ${todo}`);
}

/** The parents that a commit itself names; git hides those at which a shallow clone ends. */
function parentsIn(commit: string): readonly string[] {
  const header = commit.slice(0, Math.max(commit.indexOf("\n\n"), 0));
  const [, parents = ""] = /^tree [0-9a-f]+\n((?:parent [0-9a-f]+\n)*)/.exec(`${header}\n`) ?? [];
  return parents.split("\n").flatMap((line) => (line === "" ? [] : [line.slice("parent ".length)]));
}

/** A commit or a tag; of another object the type alone. */
async function textOf(
  repository: Repository,
  id: string,
): Promise<{ readonly type: string; readonly text: string }> {
  const object = await repository.sizes.one(id);
  if (object === null)
    throw new GitError(`the object ${id} is missing; ${await whyMissing(repository)}`);
  const { type, size } = object;
  if (type !== "commit" && type !== "tag") return { type, text: "" };
  if (size > maxSize) throw new GitError(`the ${type} ${id} is larger than ${maxSize} bytes`);
  const read = await repository.objects.one(id);
  return { type, text: read?.bytes?.toString("latin1") ?? "" };
}

async function mergeBase(repository: Repository, commit: string): Promise<string> {
  const { program, root, isShallow } = repository;
  const head = await headCommit(repository);
  if (head === null) throw new GitError("HEAD names no commit: there is none yet");
  const args = ["merge-base", "--all", commit, head];
  const { code, stdout, stderr } = await runGit(program, root, args);
  // 1 where there is none. Of an error it is said what it is; there can be warnings in any case.
  if (code !== 0 && (code !== 1 || /^(?:fatal|error):/m.test(stderr)))
    throw new GitError(`git cannot find a merge base: ${saidByGit(stderr)}`);
  const [base, ...others] = stdout.toString().split("\n").filter(Boolean);
  if (base === undefined) {
    const why = isShallow
      ? `: this is a shallow clone, which can lack it; fetch all (fetch-depth: 0 of actions/checkout, or git fetch --unshallow)`
      : "";
    throw new GitError(`${commit} and HEAD (${head}) have no merge base${why}`);
  }
  if (others.length === 0) return base;
  throw new GitError(
    `${commit} and HEAD (${head}) have several merge bases: ${[base, ...others].join(", ")}; name one of them`,
  );
}
