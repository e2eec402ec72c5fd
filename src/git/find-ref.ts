import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { idLengths } from "./blob-id.ts";
import { AmbiguousRef, GitError, saidByGit } from "./git-error.ts";
import { runGit } from "./git-program.ts";
import type { Repository } from "./repository.ts";
import { whyIncomplete } from "./repository.ts";

/** More would fill the screen. */
const maxNamed = 10;

/**
 * The object that a name means: an object id in full, or a ref.
 * @throws GitError where there is none, or more than one: git would take one of them in silence, which need not be that which was meant
 */
export async function findObject(repository: Repository, name: string): Promise<string> {
  const length = idLengths[repository.objectFormat];
  const isHex = /^[0-9a-f]{4,}$/i.test(name) && name.length <= length;
  const isId = isHex && name.length === length;
  const refs = await refsNamed(repository, name);
  const inDirectory = name.startsWith("refs/") ? null : await besideRefs(repository, name);
  const objects = isId ? [name.toLowerCase()] : isHex ? await idsFrom(repository, name) : [];
  const meanings = [
    ...(inDirectory === null ? [] : [`${name} in the git directory`]),
    ...refs.map(({ full }) => full),
    ...objects.map((id) => `the object ${id}`),
  ];
  if (meanings.length === 0) throw await notFound(repository, name);
  const [one] = [inDirectory, ...refs.map(({ id }) => id), ...(isId ? objects : [])].filter(
    (id) => id !== null,
  );
  if (one === undefined)
    throw new GitError(`an object id has to be written in full: ${listed(objects)}`);
  if (meanings.length === 1) {
    if (isId && (await repository.sizes.one(one)) === null) throw await noObject(repository, one);
    return one;
  }
  throw new AmbiguousRef(
    `it names more than one thing: ${listed(meanings)}; write the full name of a ref, or an object id`,
  );
}

function listed(names: readonly string[]): string {
  const more = names.length - maxNamed;
  return [...names.slice(0, maxNamed), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

interface NamedRef {
  readonly full: string;
  readonly id: string;
}

/** The refs that git can take a name for (gitrevisions). A full name means itself alone, so that it always can be used. */
async function refsNamed(repository: Repository, name: string): Promise<readonly NamedRef[]> {
  if (name.startsWith("refs/")) return refsOf(repository, [name]);
  const places = ["refs/", "refs/tags/", "refs/heads/", "refs/remotes/"];
  const full = places.map((place) => place + name);
  return refsOf(repository, [...full, `refs/remotes/${name}/HEAD`]);
}

async function refsOf(
  { program, root }: Repository,
  names: readonly string[],
): Promise<readonly NamedRef[]> {
  const args = ["for-each-ref", "--format=%(refname) %(objectname)", ...names];
  const { code, stdout, stderr } = await runGit(program, root, args);
  if (code !== 0) throw new GitError(`git cannot list its refs: ${saidByGit(stderr)}`);
  const found = new Map<string, string>();
  for (const line of stdout.toString().split("\n")) {
    const [full = "", id = ""] = line.split(" ");
    found.set(full, id);
  }
  // It lists what is below a name, too.
  return names.flatMap((full) => {
    const id = found.get(full);
    return id === undefined ? [] : [{ full, id }];
  });
}

/** The object of a ref in the git directory itself, such as HEAD or FETCH_HEAD; null if there is none. */
async function besideRefs(repository: Repository, name: string): Promise<string | null> {
  const { program, root, directories } = repository;
  // In other files of this folder, git finds no ref.
  if (!directories.some((directory) => isRefFile(join(directory, name)))) return null;
  const { code, stdout } = await runGit(program, root, ["rev-parse", "--verify", "--quiet", name]);
  return code === 0 ? stdout.toString().trim() : null;
}

function isRefFile(path: string): boolean {
  try {
    const file = openSync(path, "r");
    try {
      const start = Buffer.alloc(40);
      const length = readSync(file, start, 0, start.length, 0);
      return /^(ref:|[0-9a-f]{40}$)/.test(start.toString("latin1", 0, length));
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

/** The objects whose ids begin like this. */
async function idsFrom({ program, root }: Repository, start: string): Promise<readonly string[]> {
  const { stdout } = await runGit(program, root, ["rev-parse", `--disambiguate=${start}`]);
  return stdout.toString().split("\n").filter(Boolean);
}

async function noObject(repository: Repository, id: string): Promise<GitError> {
  if (/^0+$/.test(id))
    return new GitError(
      "that id stands for no commit, as in the event of a push that creates a branch: name the branch that it started from",
    );
  const hint = await whyIncomplete(repository);
  return new GitError(
    hint === null
      ? `there is no such object here; if it is on the server, run git fetch origin ${id}`
      : `the object ${id} is missing; ${hint}`,
  );
}

async function notFound(repository: Repository, name: string): Promise<GitError> {
  if (name === "HEAD") return new GitError("HEAD names no commit: there is none yet");
  const { stdout } = await runGit(repository.program, repository.root, [
    ...["for-each-ref", "--format=%(refname)", `refs/remotes/*/${name}`],
  ]);
  const remote = stdout
    .toString()
    .split("\n")
    .filter((ref) => ref.endsWith(`/${name}`));
  const fetch = fetchOf(name);
  const hint =
    remote.length > 0
      ? `; there is ${listed(remote)}`
      : repository.isShallow
        ? `; this is a shallow clone, which can lack it: ${fetch}, or fetch-depth: 0 of actions/checkout`
        : `; if it is on the server, run ${fetch}`;
  return new GitError(`there is no commit, branch or tag of that name${hint}`);
}

/** The command that brings what the name means; that of a remote branch is another one on the server. */
function fetchOf(name: string): string {
  if (name === "FETCH_HEAD") return "git fetch origin and the name of a branch first";
  const [, branch] = /^(?:(?:refs\/)?remotes\/)?origin\/(.+)$/.exec(name) ?? [];
  return branch === undefined
    ? `git fetch origin ${name} (then use FETCH_HEAD)`
    : `git fetch origin ${branch}:refs/remotes/origin/${branch}`;
}
