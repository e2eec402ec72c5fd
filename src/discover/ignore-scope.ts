import ignore from "ignore";

/** The rules of one `.gitignore`, for paths with one character per byte. */
export interface IgnoreRules {
  readonly rules: ignore.Ignore;
  /** How many levels below its directory matching stays fast. */
  readonly reach: number;
}

/** Rules as they apply in a directory at or below their own. */
interface IgnoreList extends IgnoreRules {
  /** The path from their own directory: empty, or ending in `/`. */
  readonly prefix: string;
}

/** The `.gitignore` rules that apply in one directory, innermost first: the first that matches a path decides. */
export type IgnoreScope = readonly IgnoreList[];

/** No rules: nothing is ignored. */
export const emptyScope: IgnoreScope = [];

/** Whether git ignores an entry of the directory, which is itself not ignored. */
export function isIgnored(scope: IgnoreScope, name: string, isDirectory: boolean): boolean {
  return ignoringRule(scope, name, isDirectory) !== null;
}

/** The rule that makes git ignore an entry, and the path from its directory to this one: empty, or ending in `/`. */
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
 * The rules in a subdirectory that is not ignored, before its own `.gitignore` is read. Null if it is beyond the reach of one
 * of the files: none can be omitted alone, because an inner file can include what an outer one ignores.
 */
export function below(scope: IgnoreScope, name: string): IgnoreScope | null {
  if (scope.some(({ reach }) => reach === 0)) return null;
  const entry = asBytes(name);
  return scope.map(({ rules, reach, prefix }) => {
    const inside = `${prefix}${entry}/`;
    // An inner file included the directory again. The outer rules still apply in it, but must not ignore it as a whole.
    const isReincluded = scope.length > 1 && rules.ignores(inside);
    return {
      rules: isReincluded
        ? compiled()
            .add(rules)
            .add([`!/${escaped(inside)}`])
        : rules,
      reach: reach - 1,
      prefix: inside,
    };
  });
}

/** The rules in a directory with its own `.gitignore`. */
export function withRules(scope: IgnoreScope, own: IgnoreRules): IgnoreScope {
  return [{ ...own, prefix: "" }, ...scope];
}

/** The rules of a `.gitignore`; null if a pattern is longer than any path. */
export function ignoreRules(bytes: string): IgnoreRules | null {
  const patterns = bytes.split("\n").filter((line) => !line.startsWith("#"));
  if (patterns.some(({ length }) => length > 4096)) return null;
  // Each `**/` multiplies the number of possible matches by the depth, so the reach is a root of an acceptable number.
  const max = Math.max(...patterns.map((pattern) => pattern.split("**/").length - 1));
  return {
    rules: compiled().add(bytes),
    reach: max < 2 ? Infinity : Math.floor(100_000 ** (1 / max)),
  };
}

/** Case-sensitive, as git on Linux, so that results are the same on every system. */
function compiled(): ignore.Ignore {
  return ignore({ ignorecase: false });
}

/** One character per byte: for git, `?` matches one byte. */
function asBytes(name: string): string {
  const bytes = Buffer.from(name);
  return bytes.length === name.length ? name : bytes.toString("latin1");
}

function escaped(path: string): string {
  return path.replace(/[\\*?[\]]/g, String.raw`\$&`);
}
