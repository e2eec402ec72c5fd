import { unresolvedPart } from "../../shell/unresolved.ts";
import { assignmentsOf } from "./assignments.ts";
import type { FollowedValue } from "./resolved-word.ts";
import { ResolvedWord } from "./resolved-word.ts";
import type { Assignment, Definition, ScriptItem } from "./script.ts";
import type { ShellWord } from "./shell-word.ts";

/** Commands that can set any variable. */
const opaque = new Set([".", "eval", "source"]);

/** Variables that refer to variables. */
const maxDepth = 20;

/**
 * The variables of a script whose value is certain: set once in the file, to a literal, outside of branches, loops, functions and
 * subshells, before they are used, with no other script read in between. All others stay unknown.
 */
export class Variables {
  readonly #definitions = new Map<string, Definition[]>();
  readonly #opaque: number[] = [];
  readonly #values = new Map<string, FollowedValue | null>();
  readonly #isLazy: boolean;
  #depth = 0;

  /** @param isLazy whether variables are looked up when all are set, as make does */
  constructor(items: readonly ScriptItem[], isLazy: boolean) {
    this.#isLazy = isLazy;
    let depth = 0;
    for (const item of items) {
      if (item.kind === "open" && item.block !== "group") depth++;
      else if (item.kind === "close" && item.block !== "group") depth--;
      else if (item.kind === "command") {
        const [first] = item.words;
        if (first && opaque.has(first.text)) this.#opaque.push(first.span.start);
        const isCertain = depth === 0 && item.before === "" && !item.isPiped;
        for (const assignment of assignmentsOf(item)) this.#add({ assignment, isCertain });
      } else if (item.kind === "assignment") this.#add(item);
    }
    this.#opaque.sort((a, b) => a - b);
  }

  resolve(word: ShellWord): ResolvedWord {
    return new ResolvedWord(word, (name) => this.#lookup(name, word.span.start));
  }

  #add(definition: Definition): void {
    const { name } = definition.assignment;
    const known = this.#definitions.get(name);
    if (known) known.push(definition);
    else this.#definitions.set(name, [definition]);
  }

  #lookup(name: string, at: number): FollowedValue | null {
    const definitions = this.#definitions.get(name) ?? [];
    const definition = definitions.length === 1 ? definitions[0] : undefined;
    const word = definition?.assignment.word;
    if (!word || !definition.isCertain) return null;
    if (!this.#isLazy && at < word.span.end) return null;
    if (!this.#isLazy && this.#isOpaque(word.span.start, at)) return null;
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    if (this.#depth >= maxDepth) return null;
    // What refers to itself is not known.
    this.#values.set(name, null);
    this.#depth++;
    const value = this.#valueOf(definition.assignment, word);
    this.#depth--;
    this.#values.set(name, value);
    return value;
  }

  /** Whether a command between two places can set any variable. */
  #isOpaque(after: number, before: number): boolean {
    let [low, high] = [0, this.#opaque.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#opaque[middle] ?? Infinity) <= after) low = middle + 1;
      else high = middle;
    }
    return (this.#opaque[low] ?? Infinity) < before;
  }

  #valueOf({ from }: Assignment, word: ShellWord): FollowedValue | null {
    const own = this.resolve(word);
    const { text, span } = own.value({ start: from, end: own.text.length });
    return text === "" || text.includes(unresolvedPart) ? null : { text, span };
  }
}
