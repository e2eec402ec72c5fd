import { readlinkSync } from "node:fs";
import { dirname, isAbsolute, join, parse, sep } from "node:path";

/** A place on the way to a file, in a directory that is no link. */
interface PlaceOnWay {
  readonly path: string;
  readonly isLink: boolean;
}

/** As many as Linux follows; a path with more cannot be opened. */
const maxLinks = 40;

/**
 * The symbolic links on the way to a path, in the order in which the system follows them, then where the path leads. What does not
 * exist counts as no link.
 * @param path absolute; `..` in it goes where the system goes
 */
export function* placesOnWay(path: string): Generator<PlaceOnWay> {
  let at = parse(path).root;
  let names = path.slice(at.length).split(sep);
  let links = 0;
  while (names.length > 0) {
    const [name = "", ...rest] = names;
    names = rest;
    if (name === "" || name === ".") continue;
    if (name === "..") {
      at = dirname(at);
      continue;
    }
    const next = join(at, name);
    const target = targetOf(next);
    if (target === null) {
      at = next;
      continue;
    }
    yield { path: next, isLink: true };
    links += 1;
    if (links > maxLinks) return;
    if (isAbsolute(target)) at = parse(target).root;
    names = [...target.slice(isAbsolute(target) ? at.length : 0).split(sep), ...names];
  }
  yield { path: at, isLink: false };
}

/** Null for what is no link, or is missing. */
function targetOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
