import ignore from "ignore";

/** What one `.gitignore` says, about paths with one character per byte. */
export interface IgnoreRules {
  readonly rules: ignore.Ignore;
  /** Levels below its directory down to which asking takes no time worth mentioning. */
  readonly reach: number;
}

/** Seen from a directory at or below its own. */
interface IgnoreList extends IgnoreRules {
  /** The way from its own directory: empty, or ending in `/`. */
  readonly prefix: string;
}

/** The `.gitignore` rules in force in one directory, innermost first: the first that says anything about a path decides. */
export type IgnoreScope = readonly IgnoreList[];

/** Nothing is ignored. */
export const emptyScope: IgnoreScope = [];

/** Whether git would ignore an entry of the directory, which is itself not ignored. */
export function isIgnored(scope: IgnoreScope, name: string, isDirectory: boolean): boolean {
  return ignoringRule(scope, name, isDirectory) !== null;
}

/** The rule that makes git ignore an entry, and the way to the directory from that of the rule: empty, or ending in `/`. */
export function ignoringRule(
  scope: IgnoreScope,
  name: string,
  isDirectory: boolean,
): { readonly pattern: string; readonly prefix: string } | null {
  const entry = asBytes(name) + (isDirectory ? "/" : "");
  for (const { rules, prefix } of scope) {
    const { ignored, unignored, rule } = rules.test(prefix + entry);
    if (ignored) return { pattern: rule?.pattern ?? "", prefix };
    if (unignored) return null;
  }
  return null;
}

/**
 * The rules in a subdirectory that is not ignored, before its own `.gitignore` is read; null where it lies beyond the reach
 * of one. None can be spared then, because an inner one may take back what an outer one ignores.
 */
export function below(scope: IgnoreScope, name: string): IgnoreScope | null {
  if (scope.some(({ reach }) => reach === 0)) return null;
  const entry = asBytes(name);
  return scope.map(({ rules, reach, prefix }) => {
    const inside = `${prefix}${entry}/`;
    // An inner list took the directory back. An outer one still speaks about what lies in it, but would go on ignoring all.
    const isTakenBack = scope.length > 1 && rules.ignores(inside);
    return {
      rules: isTakenBack
        ? compiled()
            .add(rules)
            .add([`!/${escaped(inside)}`])
        : rules,
      reach: reach - 1,
      prefix: inside,
    };
  });
}

/** The rules in a directory whose own `.gitignore` is `own`. */
export function withRules(scope: IgnoreScope, own: IgnoreRules): IgnoreScope {
  return [{ ...own, prefix: "" }, ...scope];
}

/** The rules of a `.gitignore`, or null where a pattern is longer than any path. */
export function ignoreRules(bytes: string): IgnoreRules | null {
  const patterns = bytes.split("\n").filter((line) => !line.startsWith("#"));
  if (patterns.some(({ length }) => length > 4096)) return null;
  // Each `**/` multiplies the ways to match a path by its depth, so the reach is a root of the ways that are bearable.
  const max = Math.max(...patterns.map((pattern) => pattern.split("**/").length - 1));
  return {
    rules: compiled().add(bytes),
    reach: max < 2 ? Infinity : Math.floor(100_000 ** (1 / max)),
  };
}

/** Upper and lower case differ as for git on Linux, so that a tree gives the same everywhere. */
function compiled(): ignore.Ignore {
  return ignore({ ignorecase: false });
}

/** To git `?` is one byte. */
function asBytes(name: string): string {
  const bytes = Buffer.from(name);
  return bytes.length === name.length ? name : bytes.toString("latin1");
}

function escaped(path: string): string {
  return path.replace(/[\\*?[\]]/g, String.raw`\$&`);
}
