import { isAbsolute, join, relative, sep } from "node:path";
import { below, emptyScope, ignoreRules, isIgnored, withRules } from "./ignore-scope.ts";
import type { IgnoreRules, IgnoreScope } from "./ignore-scope.ts";
import { errorCode, systemErrorText } from "./problem.ts";
import { readBytes } from "./read-bytes.ts";
import { repositoryRootFinder } from "./repository-root.ts";

/** Many times what people write; beyond it the rules cost more than the walk. */
const gitignoreCap = 128 * 1024;

/** Adds the `.gitignore` of a directory, if it has one. */
export type AddGitignore = (scope: IgnoreScope, directory: string) => IgnoreScope;

/**
 * One that cannot be honoured is left out whole: then more is read, while half of it might hide what its other half takes
 * back. `unheeded` is told which, and why. Equal files are compiled once; a large repository has hundreds.
 */
export function gitignoreReader(unheeded: (path: string, why: string) => void): AddGitignore {
  const known = new Map<string, IgnoreRules | null>();

  return (scope, directory) => {
    const path = join(directory, ".gitignore");
    const text = gitignoreText(path, unheeded);
    if (text === null) return scope;
    let rules = known.get(text);
    if (rules === undefined) known.set(text, (rules = ignoreRules(text)));
    if (rules !== null) return withRules(scope, rules);
    unheeded(path, "a pattern in it is too long");
    return scope;
  };
}

/** One character per byte, without a byte order mark. */
function gitignoreText(path: string, unheeded: (path: string, why: string) => void): string | null {
  try {
    const read = readBytes(path, gitignoreCap, { follow: false });
    if (read.kind === "bytes") return read.bytes.toString("latin1").replace(/^\xef\xbb\xbf/, "");
    if (read.kind === "too-large") unheeded(path, "it is too large");
  } catch (error) {
    // To git, too, a link is no .gitignore.
    if (!["ENOENT", "ENOTDIR", "ELOOP"].includes(errorCode(error) ?? ""))
      unheeded(path, systemErrorText(error));
  }
  return null;
}

/**
 * The rules that reach a directory from above: from the root of its repository, else from the working directory. If they
 * ignore the directory itself, it was named in spite of them, and in there they count for nothing.
 */
export function inheritedScope(
  directory: string,
  cwd: string,
  addGitignore: AddGitignore,
): IgnoreScope {
  const top = repositoryRootFinder()(directory) ?? (isWithin(directory, cwd) ? cwd : directory);
  let scope = emptyScope;
  let at = top;
  for (const name of relative(top, directory).split(sep).filter(Boolean)) {
    scope = addGitignore(scope, at);
    if (isIgnored(scope, name, true)) return emptyScope;
    scope = below(scope, name) ?? emptyScope;
    at = join(at, name);
  }
  return scope;
}

function isWithin(directory: string, ancestor: string): boolean {
  const way = relative(ancestor, directory);
  return !isAbsolute(way) && way.split(sep)[0] !== "..";
}
