import { sep } from "node:path";
import { isWithin } from "./fs-path.ts";

/** Whether an absolute path is one that a pattern names. */
export type MatchesPath = (path: string) => boolean;

export const wildcard: RegExp = /[*?[{]/;

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
