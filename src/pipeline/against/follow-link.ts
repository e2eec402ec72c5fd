/** What is at a path: the target of a link, where a nested repository begins, or something else. */
export type LookUp = (path: string) => { readonly target: string } | "repository" | null;

/** Where a link leads; all paths relative to the root of a tree. */
export interface Followed {
  /** Null for a link that leads to itself. */
  readonly end: string | null;
  /** The links on the way, the first one included. */
  readonly passed: readonly string[];
}

/** As many as Linux follows. */
const maxLinks = 40;

/**
 * Follows a link as a system does, with the links on the way; null if it leaves the tree on the way. Below a nested repository
 * nothing is looked up, so that `..` is taken for leaving there.
 */
export function followLink(link: string, lookUp: LookUp): Followed | null {
  let at: string[] = [];
  let isNested = false;
  const passed: string[] = [];
  // The next name is the last one.
  const names = link.split("/").reverse();
  while (names.length > 0) {
    const name = names.pop() ?? "";
    if (name === "" || name === ".") continue;
    if (name === "..") {
      if (at.length === 0 || isNested) return null;
      at.pop();
      continue;
    }
    at.push(name);
    const path = at.join("/");
    const found = isNested ? null : lookUp(path);
    if (found === "repository") isNested = true;
    else if (found !== null) {
      passed.push(path);
      if (passed.length > maxLinks) return { end: null, passed };
      // Windows has absolute targets of other forms, and takes a backslash for a slash.
      if (/^[/\\]|^[a-z]:/i.test(found.target)) return null;
      at = at.slice(0, -1);
      names.push(...found.target.split("/").reverse());
    }
  }
  return { end: at.join("/"), passed };
}
