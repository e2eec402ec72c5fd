import type ignore from "ignore";
import type { Rules } from "./globstar-rule.ts";
import { canSplit, globstarRule, libraryRules, severalGlobstars } from "./globstar-rule.ts";
import type { FsPath } from "./fs-path.ts";

/** The rules of one `.gitignore`, for paths with one character per byte. The first that matches a path decides. */
export type IgnoreRules = readonly (ignore.Ignore | Rules)[];

/** Rules as they apply in a directory at or below their own. */
interface IgnoreList {
  readonly rules: IgnoreRules;
  /** The path from their own directory: empty, or ending in `/`. */
  readonly prefix: string;
}

/** The `.gitignore` rules that apply in one directory, innermost first: the first that matches a path decides. */
export type IgnoreScope = readonly IgnoreList[];

/** No rules: nothing is ignored. */
export const emptyScope: IgnoreScope = [];

/** Whether git ignores an entry of the directory, which is itself not ignored. */
export function isIgnored(scope: IgnoreScope, name: FsPath, isDirectory: boolean): boolean {
  return ignoringRule(scope, name, isDirectory) !== null;
}

/** The rule that makes git ignore an entry, and the path from its directory to this one: empty, or ending in `/`. */
export function ignoringRule(
  scope: IgnoreScope,
  name: FsPath,
  isDirectory: boolean,
): { readonly pattern: string; readonly prefix: string } | null {
  const entry = asBytes(name) + (isDirectory ? "/" : "");
  for (const { rules, prefix } of scope) {
    const path = prefix + entry;
    let names: readonly string[] | undefined;
    const namesOf = (): readonly string[] => (names ??= (prefix + asBytes(name)).split("/"));
    for (const one of rules) {
      const { ignored, unignored, rule } = one.test(path, namesOf);
      if (ignored) return { pattern: rule?.pattern ?? "", prefix };
      if (unignored) return null;
    }
  }
  return null;
}

/** The rules in a subdirectory that is not ignored, before its own `.gitignore` is read. */
export function below(scope: IgnoreScope, name: FsPath): IgnoreScope {
  const entry = asBytes(name);
  const hasOthers = scope.length > 1 || scope.some(({ rules }) => rules.length > 1);
  return scope.map(({ rules, prefix }) => {
    const inside = `${prefix}${entry}/`;
    // Another rule included the directory again. These still apply in it, but must not ignore it as a whole.
    const isReincluded = (one: IgnoreRules[number]): one is ignore.Ignore =>
      "ignores" in one && one.ignores(inside);
    const including = (one: IgnoreRules[number]): IgnoreRules[number] =>
      isReincluded(one)
        ? libraryRules()
            .add(one)
            .add([`!/${escaped(inside)}`])
        : one;
    const needsChange = hasOthers && rules.some(isReincluded);
    return { rules: needsChange ? rules.map(including) : rules, prefix: inside };
  });
}

/** The rules in a directory with its own `.gitignore`. */
export function withRules(scope: IgnoreScope, own: IgnoreRules): IgnoreScope {
  return [{ rules: own, prefix: "" }, ...scope];
}

/** The rules of a `.gitignore`; why there are none, as a clause, if one of its patterns takes too long. */
export function ignoreRules(bytes: string): IgnoreRules | string {
  const rules: IgnoreRules[number][] = [];
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) rules.push(libraryRules().add(lines.join("\n")));
    lines = [];
  };
  for (const line of bytes.split(/\r?\n/)) {
    if (line.startsWith("#")) continue;
    if (line.length > 4096) return "it contains a pattern that is too long";
    const several = severalGlobstars(line);
    if (several === null) lines.push(line);
    else if (!canSplit(line)) return "it contains a pattern that is too complicated";
    else {
      flush();
      rules.push(globstarRule(line, several));
    }
  }
  flush();
  return rules.reverse();
}

/** One character per byte: for git, `?` matches one byte. */
function asBytes(name: FsPath): string {
  if (typeof name !== "string") return name.toString("latin1");
  return /[\u0080-\uffff]/.test(name) ? Buffer.from(name).toString("latin1") : name;
}

function escaped(path: string): string {
  return path.replace(/[\\*?[\]]/g, String.raw`\$&`);
}
