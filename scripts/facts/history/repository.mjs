// A source of facts: a git repository, or a plain folder that names its commit.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { git, gitDirectory } from "./git.mjs";
import { dayOf, short } from "./log.mjs";

const text = (directory, args) => git(directory, args).toString("utf8").trim();

/** The git directory of a source. Throws where it is none. */
export function repositoryIn(folder, name) {
  const directory = gitDirectory(folder);
  if (!directory) throw new Error(`${name}: ${folder} is no git repository`);
  return directory;
}

/** The same of a source whose whole history is needed. Throws where only the newest commits are there. */
export function wholeRepository(folder, name) {
  const directory = repositoryIn(folder, name);
  if (text(directory, ["rev-parse", "--is-shallow-repository"]) === "true")
    throw new Error(
      `${name}: ${folder} has only the newest commits, and its whole history is needed; run: git -C ${folder} fetch --unshallow`,
    );
  return directory;
}

/** The commit of the first of the refs that exists: `{ ref, commit, day }`; null where there is none of them. */
export function headOf(directory, refs) {
  for (const ref of refs) {
    const found = text(directory, ["for-each-ref", "--format=%(refname)", ref]).split("\n");
    const name = ref === "HEAD" ? ref : found.find((each) => each === ref);
    if (name) return { ref: name, ...commitOf(directory, name) };
  }
  return null;
}

/** The refs that can be a branch: that of the repository itself, or of the one it was cloned from. */
export const branchRefs = (branch) => [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`];

/** The last commit of a revision, or the last one that changed a path: `{ commit, day }`. */
export function commitOf(directory, revision, path) {
  const paths = path === undefined ? [] : [path];
  const line = text(directory, ["log", "-1", "--format=%H %ct", revision, "--", ...paths]);
  const [commit, time] = line.split(" ");
  return { commit: short(commit), day: dayOf(Number(time)) };
}

/** The files of a commit below `under`: `{ path: blob }`. */
export function filesAt(directory, revision, under = []) {
  const output = git(directory, ["ls-tree", "-r", "-z", "--full-tree", revision, "--", ...under]);
  const entries = output.toString("utf8").split("\0").slice(0, -1);
  return Object.fromEntries(
    entries
      .map((entry) => /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(entry))
      .filter((match) => match !== null)
      .map(([, blob, path]) => [path, blob]),
  );
}

/**
 * The commits and days that a plain folder states in `.commit`: lines `PATH COMMIT DAY`, or one line `COMMIT DAY` for all files.
 * Gives `(path) => { commit, day }`, or null where nothing is stated about the path.
 */
export function statedCommits(folder) {
  const file = join(folder, ".commit");
  const lines = existsSync(file) ? readFileSync(file, "utf8").split(/\r?\n/) : [];
  const stated = new Map();
  for (const line of lines) {
    const [, path = null, commit, day] =
      /^(?:(\S+) )?([0-9a-f]{7,40}) (\d{4}-\d\d-\d\d)$/.exec(line) ?? [];
    if (commit) stated.set(path, { commit: short(commit), day });
  }
  return (path) => stated.get(path) ?? stated.get(null) ?? null;
}
