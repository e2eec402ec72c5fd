import ignore from "ignore";

/** One `.gitignore`, seen from a directory at or below it. */
interface IgnoreList {
  readonly rules: ignore.Ignore;
  /** The way from its directory to this one: empty, or ending in `/`. */
  readonly prefix: string;
}

/** The `.gitignore` rules in force in one directory, innermost first: the first that says anything about a path decides. */
export type IgnoreScope = readonly IgnoreList[];

/** Nothing is ignored. */
export const emptyScope: IgnoreScope = [];

/** Whether git would ignore an entry of the directory, which is itself not ignored. */
export function isIgnored(scope: IgnoreScope, name: string, isDirectory: boolean): boolean {
  for (const { rules, prefix } of scope) {
    const { ignored, unignored } = rules.test(prefix + name + (isDirectory ? "/" : ""));
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** The rules in a subdirectory that is not ignored, before its own `.gitignore` is read. */
export function below(scope: IgnoreScope, name: string): IgnoreScope {
  return scope.map(({ rules, prefix }) => {
    const inside = `${prefix}${name}/`;
    // An inner list took the directory back. An outer one still speaks about what lies in it, but would go on ignoring all.
    const isTakenBack = scope.length > 1 && rules.ignores(inside);
    return {
      rules: isTakenBack
        ? compiled()
            .add(rules)
            .add([`!/${escaped(inside)}`])
        : rules,
      prefix: inside,
    };
  });
}

/** The rules in a directory whose `.gitignore` says `rules`. */
export function withRules(scope: IgnoreScope, rules: ignore.Ignore): IgnoreScope {
  return [{ rules, prefix: "" }, ...scope];
}

/** The rules of a `.gitignore`, or null where one of them could take for ever. */
export function ignoreRules(text: string): ignore.Ignore | null {
  return text.split("\n").some(isCostly) ? null : compiled().add(text);
}

/** Each `**` multiplies the ways to match by the depth of the path, and no path is as long as such a pattern. */
function isCostly(line: string): boolean {
  return line.length > 4096 || line.split("**").length > 4;
}

/** As git on Linux everywhere, so that a tree gives the same everywhere. */
function compiled(): ignore.Ignore {
  return ignore({ ignorecase: false });
}

function escaped(path: string): string {
  return path.replace(/[\\*?[\]]/g, String.raw`\$&`);
}
