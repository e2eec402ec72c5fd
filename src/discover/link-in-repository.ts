import { readlinkSync } from "node:fs";
import { dirname, isAbsolute, join, parse, sep } from "node:path";
import { repositoryRootFinder } from "./repository-root.ts";

/**
 * The first symbolic link inside a repository that writing to a path would follow, or replace; null if there is none. A
 * repository can make such a link lead to any file of the user. Links elsewhere, as those of `/dev`, are the user's own.
 * @param path absolute; `..` in it goes where the system goes
 * @returns absolute
 */
export function linkInRepository(path: string): string | null {
  const isInRepository = repositoryRootFinder();
  let at = parse(path).root;
  let names = path.slice(at.length).split(sep);
  for (let links = 0; names.length > 0 && links <= maxLinks;) {
    const [name = "", ...rest] = names;
    names = rest;
    if (name === "" || name === ".") continue;
    if (name === "..") {
      at = dirname(at);
      continue;
    }
    const next = join(at, name);
    const target = targetOf(next);
    if (target === null) at = next;
    else if (isInRepository(at) !== null) return next;
    else {
      links++;
      if (isAbsolute(target)) at = parse(target).root;
      names = [...target.slice(isAbsolute(target) ? at.length : 0).split(sep), ...names];
    }
  }
  return null;
}

/** As many as Linux follows; a path with more cannot be opened. */
const maxLinks = 40;

/** Null for what is no link, or is missing. */
function targetOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
