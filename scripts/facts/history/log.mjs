// The history of a repository: which commit put which text at which path.
import { git } from "./git.mjs";

const mark = "\u0001";
const none = /^0+$/;
/** The last second of a day that `YYYY-MM-DD` can say; a commit can claim any time. */
const lastSecond = Date.UTC(9999, 11, 31) / 1000;

/** The UTC day of a time in seconds. */
export const dayOf = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 10);

/** Commits as all files name them. */
export const short = (commit) => commit.slice(0, 10);

/**
 * The commits that revisions reach, newest first and each before its parents: `{ commit, parents, time, changes }`, time in seconds.
 * A change is `{ path, before, blob }`, the hashes of the old and the new text, null where there is none. A merge has the files that
 * differ from all of its parents; with `toFirstParent` those that differ from the first.
 */
export function historyOf(directory, revisions, { toFirstParent = false } = {}) {
  const output = git(directory, [
    "log",
    ...["--raw", "-z", "--no-renames", "--no-abbrev", "--no-color", "--no-decorate", "--no-notes"],
    ...["--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "-O/dev/null", "--topo-order"],
    toFirstParent ? "--diff-merges=first-parent" : "-c",
    "--format=%x01%H %ct %P",
    ...revisions,
    "--",
  ]);
  return [...commitsIn(output.toString("utf8").split("\0"))];
}

function* commitsIn(tokens) {
  let current = null;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at].replace(/^\n/, "");
    if (token.startsWith(mark)) {
      if (current) yield current;
      const [commit, time, ...parents] = token.slice(mark.length).trim().split(" ");
      const seconds = Math.min(Math.max(Number(time), 0), lastSecond);
      current = { commit, parents, time: seconds, changes: [] };
    } else if (token.startsWith(":")) {
      const path = tokens[++at];
      const change = changeIn(token);
      if (change) current?.changes.push({ path, ...change });
    }
  }
  if (current) yield current;
}

/** `{ before, blob }`, each null where there is no file; null for symbolic links and submodules. */
function changeIn(entry) {
  const parents = /^:+/.exec(entry)[0].length;
  const fields = entry.slice(parents).split(" ");
  const [mode, old, hash] = [fields[parents], fields[parents + 1], fields.at(-2)];
  if (mode !== "000000" && !mode.startsWith("100")) return null;
  return { before: none.test(old) ? null : old, blob: none.test(hash) ? null : hash };
}
