import { lstatSync, statSync } from "node:fs";
import { isAbsolute, resolve, sep } from "node:path";
import { isWithin } from "./fs-path.ts";
import type { NamedDirectory } from "./named-path.ts";
import { addNamedPath } from "./named-path.ts";
import { missing } from "./problem.ts";
import type { Search } from "./search.ts";

/** Whether an absolute path is one that a pattern names. */
type MatchesPath = (path: string) => boolean;

/** Compiles a pattern of files that is relative to a folder; a clause that says what is wrong with one that is not valid. */
export type CompilePattern = (pattern: string, folder: string) => Promise<MatchesPath | string>;

const wildcard = /[*?[{]/;

/** Whether a path that the user passed is a pattern: it has wildcards, and nothing has this name. */
export function isPathPattern(argument: string, cwd: string): boolean {
  if (!wildcard.test(argument)) return false;
  try {
    // Not by `resolve`, to which a wildcard and `..` are nothing.
    lstatSync(isAbsolute(argument) ? argument : cwd + sep + argument);
    return false;
  } catch {
    return true;
  }
}

/**
 * A path with wildcards that the user passed, as a search of the folder before the first of them for what it matches.
 * @returns null where nothing is to be searched, which is then reported
 */
export async function namedPattern(
  argument: string,
  search: Search,
  forceExclude: boolean,
  compile: CompilePattern,
): Promise<NamedDirectory | null> {
  const all = argument.replaceAll(sep, "/").split("/");
  const first = all.findIndex((part) => wildcard.test(part));
  const start = all.slice(0, first).join("/");
  const folder = first === 0 ? "." : start === "" ? "/" : start;
  const parts = all.slice(first).filter((part) => part !== "" && part !== ".");
  const absolute = resolve(search.cwd, folder);
  const matches = await compile(parts.join("/"), absolute);
  if (typeof matches === "string") {
    search.report(missing(argument, `No such file or directory, and as a pattern it ${matches}.`));
    return null;
  }
  if (!isFolder(absolute)) {
    search.report(missing(argument, "No file matches this pattern: there is no such directory."));
    return null;
  }
  const directory = await addNamedPath(folder, search, forceExclude);
  const scope = new PatternScope(absolute, parts, matches);
  return directory && { ...directory, pattern: { argument, scope } };
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** What a search takes of a folder: what a pattern matches, and everything below a folder that it matches. */
export class PatternScope {
  readonly #matches: MatchesPath;
  readonly #folder: string;
  readonly #parts: readonly string[];
  /** `**` and braces can stand for several parts. */
  readonly #isLong: boolean;
  #hasMatch = false;

  /** @param folder absolute @param parts of the pattern, between its slashes */
  constructor(folder: string, parts: readonly string[], matches: MatchesPath) {
    this.#matches = matches;
    this.#folder = folder;
    this.#parts = parts;
    this.#isLong = parts.some((part) => /\*\*|[{}]/.test(part));
    this.see(folder);
  }

  get hasMatch(): boolean {
    return this.#hasMatch;
  }

  /** @param canHold whether something below the path counts too */
  holds(path: string, canHold: boolean): boolean {
    return this.#matches(path) || (canHold && this.#mayHold(path));
  }

  /** Records what is searched or found. */
  see(path: string): void {
    this.#hasMatch ||= this.#matches(path);
  }

  /** Whether something below a folder may match, as far as the parts without wildcards tell. */
  #mayHold(path: string): boolean {
    if (this.#isLong || !isWithin(path, this.#folder)) return true;
    const start = this.#folder.endsWith(sep) ? this.#folder.length : this.#folder.length + 1;
    const names = path.slice(start).split(sep);
    return (
      names.length < this.#parts.length &&
      names.every((name, index) => {
        const part = this.#parts[index] ?? "";
        return wildcard.test(part) || part === name;
      })
    );
  }
}
