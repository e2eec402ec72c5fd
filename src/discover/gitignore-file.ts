import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import {
  below,
  emptyScope,
  ignoreRules,
  ignoringRule,
  isIgnored,
  withRules,
} from "./ignore-scope.ts";
import type { IgnoreRules, IgnoreScope } from "./ignore-scope.ts";
import { errorCode, systemErrorText } from "./problem.ts";
import { readBytes } from "../fs/read-bytes.ts";
import { repositoryRootFinder } from "./repository-root.ts";

/** Many times what people write; beyond it the rules cost more than the walk. */
const gitignoreCap = 128 * 1024;

interface Gitignores {
  /** Adds the `.gitignore` of a directory, if it has one. */
  readonly own: (scope: IgnoreScope, directory: string) => IgnoreScope;
  /** The rules that a directory inherits from its parent. */
  readonly inherited: (scope: IgnoreScope, directory: string) => IgnoreScope;
}

type Ignored = (path: string, why: string) => void;

/**
 * Reads `.gitignore` files. One that cannot be honoured is left out whole: then more is read, while half of it might hide
 * what its other half takes back. `unheeded` is told where, and why.
 */
export function gitignoreReader(ignored: Ignored): Gitignores {
  // Of equal files, of which a large repository has hundreds, one is compiled.
  const known = new Map<string, IgnoreRules | null>();
  return {
    own(scope, directory) {
      const path = join(directory, ".gitignore");
      const text = gitignoreText(path, ignored);
      if (text === null) return scope;
      let rules = known.get(text);
      if (rules === undefined) known.set(text, (rules = ignoreRules(text)));
      if (rules !== null) return withRules(scope, rules);
      ignored(path, "a pattern in it is too long");
      return scope;
    },
    inherited(scope, directory) {
      const inner = below(scope, basename(directory));
      if (inner === null) ignored(directory, "this lies too deep for its many `**/`");
      return inner ?? emptyScope;
    },
  };
}

/** One character per byte, without a byte order mark. */
function gitignoreText(path: string, ignored: Ignored): string | null {
  try {
    const read = readBytes(path, gitignoreCap, { follow: false });
    if (read.kind === "bytes") return read.bytes.toString("latin1").replace(/^\xef\xbb\xbf/, "");
    if (read.kind === "too-large") ignored(path, "it is too large");
  } catch (error) {
    // To git, too, a link is no .gitignore.
    if (!["ENOENT", "ENOTDIR", "ELOOP"].includes(errorCode(error) ?? ""))
      ignored(path, systemErrorText(error));
  }
  return null;
}

/**
 * The rules that reach a directory from above: from the root of its repository, else from the working directory. Rules that
 * ignore the directory, or one on the way to it, do not count in there: it was named in spite of them.
 */
export function scopeFromAbove(
  directory: string,
  cwd: string,
  gitignores: Gitignores,
): IgnoreScope {
  const top = repositoryRootFinder()(directory) ?? (isWithin(directory, cwd) ? cwd : directory);
  let scope = emptyScope;
  let at = top;
  for (const name of relative(top, directory).split(sep).filter(Boolean)) {
    const outer = gitignores.own(scope, at);
    at = join(at, name);
    scope = isIgnored(outer, name, true) ? emptyScope : gitignores.inherited(outer, at);
  }
  return scope;
}

/** The line of a `.gitignore` that hides a file from git, from its repository down; null where none does. */
export function hidingRule(
  file: string,
  cwd: string,
): { readonly path: string; readonly line: number } | null {
  const top = repositoryRootFinder()(dirname(file)) ?? cwd;
  const gitignores = gitignoreReader(() => undefined);
  let scope = emptyScope;
  let at = top;
  const names = relative(top, file).split(sep).filter(Boolean);
  for (const [index, name] of names.entries()) {
    const isDirectory = index < names.length - 1;
    scope = gitignores.own(scope, at);
    const hiding = ignoringRule(scope, name, isDirectory);
    if (hiding) {
      const path = join(at, "../".repeat(hiding.prefix.split("/").length - 1), ".gitignore");
      const lines = (gitignoreText(path, () => undefined) ?? "").split(/\r?\n/);
      return { path, line: lines.findLastIndex((line) => line.trimEnd() === hiding.pattern) + 1 };
    }
    at = join(at, name);
    if (isDirectory) scope = gitignores.inherited(scope, at);
  }
  return null;
}

function isWithin(directory: string, ancestor: string): boolean {
  const way = relative(ancestor, directory);
  return !isAbsolute(way) && way.split(sep)[0] !== "..";
}
