import { dirname, join, relative, sep } from "node:path";
import type { FsPath } from "./fs-path.ts";
import { isWithin, joined, lastSegment } from "./fs-path.ts";
import {
  below,
  emptyScope,
  ignoreRules,
  ignoringRule,
  isIgnored,
  withRules,
} from "./ignore-scope.ts";
import type { IgnoreRules, IgnoreScope } from "./ignore-scope.ts";
import { errorCode } from "../fs/error-code.ts";
import { systemErrorText } from "./problem.ts";
import { readBytes } from "../fs/read-bytes.ts";
import { repositoryRootFinder } from "./repository-root.ts";

/** In bytes; far larger than real files. With more rules, matching would take longer than the walk. */
const gitignoreCap = 128 * 1024;

export interface Gitignores {
  /** Adds the `.gitignore` of a directory, if it has one. */
  readonly own: (scope: IgnoreScope, directory: FsPath) => IgnoreScope;
  /** The rules of a directory that come from its parent. */
  readonly inherited: (scope: IgnoreScope, directory: FsPath) => IgnoreScope;
}

type ReportIgnored = (path: FsPath, why: string) => void;

/**
 * Reads `.gitignore` files. One that cannot be applied is ignored as a whole: too many files are then checked, while half of
 * its rules could hide files that the other half includes again.
 * @param reportIgnored called for each `.gitignore` that is ignored, with the reason as a clause
 */
export function gitignoreReader(reportIgnored: ReportIgnored): Gitignores {
  // A large repository can have hundreds of equal files, which are compiled once.
  const known = new Map<string, IgnoreRules | string>();
  return {
    own(scope, directory) {
      const path = joined(directory, ".gitignore");
      const text = gitignoreText(path, reportIgnored);
      if (text === null) return scope;
      let rules = known.get(text);
      if (rules === undefined) known.set(text, (rules = ignoreRules(text)));
      if (typeof rules !== "string") return withRules(scope, rules);
      reportIgnored(path, rules);
      return scope;
    },
    inherited: (scope, directory) => below(scope, lastSegment(directory)),
  };
}

/** The text with one character per byte, without a byte order mark; null if it is not read. */
function gitignoreText(path: FsPath, reportIgnored: ReportIgnored): string | null {
  try {
    const read = readBytes(path, gitignoreCap, { follow: false });
    if (read.kind === "bytes") return read.bytes.toString("latin1").replace(/^\xef\xbb\xbf/, "");
    if (read.kind === "too-large") reportIgnored(path, "it is too large");
  } catch (error) {
    // Like git, this ignores a .gitignore that is a symbolic link.
    if (!["ENOENT", "ENOTDIR", "ELOOP"].includes(errorCode(error) ?? ""))
      reportIgnored(path, systemErrorText(error));
  }
  return null;
}

/**
 * The rules for a directory from the directories above it: from the root of its repository, else from the working directory.
 * Rules that ignore the directory itself or a directory above it do not apply: the user passed it explicitly.
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

/** The `.gitignore` (absolute path) and line (1-based) that make git ignore a file or folder; null if it is not ignored. */
export type FindHidingRule = (
  path: string,
  isFolder?: boolean,
) => { readonly path: string; readonly line: number } | null;

/** Finds repositories and compiles rules once for all files of a run. */
export function hidingRuleFinder(cwd: string): FindHidingRule {
  const findRoot = repositoryRootFinder();
  const gitignores = gitignoreReader(() => undefined);
  return (path, isFolder = false) =>
    hidingRule(path, isFolder, findRoot(dirname(path)) ?? cwd, gitignores);
}

function hidingRule(
  path: string,
  isFolder: boolean,
  top: string,
  gitignores: Gitignores,
): ReturnType<FindHidingRule> {
  let scope = emptyScope;
  let at = top;
  const names = relative(top, path).split(sep).filter(Boolean);
  for (const [index, name] of names.entries()) {
    const isDirectory = isFolder || index < names.length - 1;
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
