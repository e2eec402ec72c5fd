import { unresolvedPart } from "./unresolved.ts";
import { chosen, replaced, trimmed } from "./substitution.ts";
import type { PatternBudget } from "./substitution.ts";
import type { Lookup, WordValue } from "./word-value.ts";
import { plain, ValueBuilder, WordBuffer, WordError, WordSplitter } from "./word-value.ts";

/**
 * BuildKit's word expansion (frontend/dockerfile/shell): quotes, escapes, `$name`, `${name}` with `:- - :+ + :? ? # ## % %% /
 * //`, nested. What has no value here stays unknown instead of becoming empty.
 */

/** Bounds of one expansion; BuildKit has none. */
const maxExpansionDepth = 32;
const maxExpansionLength = 64 * 1024;
/** Reading heredoc names expands nothing, so only the stack bounds it. */
const maxRawNesting = 1000;

export interface LexOptions {
  readonly escape: string;
  readonly lookup: Lookup;
  /** Leaves what has no value as it is written: heredoc names are read so. */
  readonly keepUnset?: boolean;
  /** Keeps quotes and escapes. */
  readonly raw?: boolean;
  /** Splits into words too. */
  readonly split?: boolean;
  readonly budget: PatternBudget;
  /** Told of each `${name:?…}` without a value, for which BuildKit refuses the build; the value stays unknown. */
  readonly onRequired: (message: string) => void;
}

export interface LexedWord extends WordValue {
  /** The text split at blanks outside quotes. */
  readonly words: readonly string[];
  readonly undeclared: readonly string[];
}

const nameStart = /[\p{L}_]/u;
const nameChar = /[\p{L}\p{Nd}_]/u;
const digit = /\p{Nd}/u;
const meaning = /[$'"]/;
const specialParameters = "@*#?-$!0";

/** Expands one word. Throws WordError for what BuildKit refuses. */
export function lexWord(source: string, options: LexOptions): LexedWord {
  // Most words of most files mean themselves.
  if (options.split !== true && !meaning.test(source) && !source.includes(options.escape))
    return { text: source.replace(/^\uFEFF/, ""), unresolved: [], words: [], undeclared: [] };
  return new Lexer(source, options).run();
}

class Lexer {
  private readonly chars: readonly string[];
  private readonly options: LexOptions;
  private position = 0;
  private depth = 0;
  private rawEscapes: boolean;
  private readonly rawQuotes: boolean;
  private readonly longest: number;
  private readonly buffer = new WordBuffer();
  private readonly undeclared: string[] = [];

  constructor(source: string, options: LexOptions) {
    // A byte order mark in front of a word is dropped, wherever the word stands.
    this.chars = Array.from(source.replace(/^\uFEFF/, ""));
    this.options = options;
    this.rawEscapes = options.raw === true;
    this.rawQuotes = options.raw === true;
    this.longest = options.keepUnset === true ? Infinity : maxExpansionLength;
  }

  run(): LexedWord {
    const { value, words } = this.until(null, this.rawEscapes, false);
    return { ...value, words, undeclared: this.undeclared };
  }

  private until(
    stop: string | null,
    rawEscapes: boolean,
    keepPatternEscapes: boolean,
  ): { value: WordValue; words: string[] } {
    if (++this.depth > (this.options.keepUnset ? maxRawNesting : maxExpansionDepth))
      throw new WordError(`expansions are nested more than ${String(maxExpansionDepth)} deep`);
    const outerEscapes = this.rawEscapes;
    this.rawEscapes = rawEscapes;
    this.buffer.text = "";
    const out = new ValueBuilder(this.longest);
    const words = new WordSplitter(this.buffer, this.options.split === true);
    for (;;) {
      const char = this.peek();
      if (char === undefined) {
        if (stop !== null) throw new WordError(`a closing ${stop} is missing`);
        break;
      }
      if (char === stop) {
        this.position++;
        break;
      }
      if (char === "'" || char === '"') {
        const quoted =
          char === "'"
            ? this.singleQuoted(keepPatternEscapes)
            : this.doubleQuoted(keepPatternEscapes);
        words.addRaw(quoted.text);
        out.add(quoted);
      } else if (char === "$") {
        const value = this.dollar();
        words.add(value.text);
        out.add(value);
      } else if (char === "<") {
        const text = this.possibleHeredoc();
        words.addRaw(text);
        out.addText(text);
      } else {
        this.position++;
        if (char !== this.options.escape) {
          words.add(char);
          out.addText(char);
          continue;
        }
        if (this.rawEscapes) {
          words.addRaw(char);
          out.addText(char);
        }
        const next = this.next();
        if (next === undefined) {
          if (stop !== null) throw new WordError(`a closing ${stop} is missing`);
          break;
        }
        words.addRaw(next);
        out.addText(next);
      }
    }
    this.depth--;
    this.rawEscapes = outerEscapes;
    return { value: out.value(), words: words.finish() };
  }

  private singleQuoted(keepPatternEscapes: boolean): WordValue {
    let text = this.rawQuotes ? "'" : "";
    this.position++;
    for (;;) {
      const char = this.next();
      if (char === undefined) throw new WordError("a single quote is not closed");
      if (char === "'") return plain(this.rawQuotes ? text + char : text);
      if (keepPatternEscapes && char === this.options.escape) text += char;
      text += char;
    }
  }

  private doubleQuoted(keepPatternEscapes: boolean): WordValue {
    const out = new ValueBuilder(this.longest);
    if (this.rawQuotes) out.addText('"');
    this.position++;
    for (;;) {
      const char = this.peek();
      if (char === undefined) throw new WordError("a double quote is not closed");
      if (char === "$") {
        out.add(this.dollar());
        continue;
      }
      this.position++;
      if (char === '"') {
        if (this.rawQuotes) out.addText(char);
        return out.value();
      }
      if (char !== this.options.escape) {
        out.addText(char);
        continue;
      }
      const next = this.peek();
      if (next === undefined) continue;
      if (next === '"' || next === "$" || next === this.options.escape) {
        if (this.rawEscapes) out.addText(char);
        this.position++;
        out.addText(next);
      } else {
        if (this.rawEscapes && (!this.rawQuotes || keepPatternEscapes)) out.addText(char);
        out.addText(char);
      }
    }
  }

  private dollar(): WordValue {
    this.position++;
    if (this.peek() !== "{") {
      const name = this.name();
      return name === "" ? plain("$") : this.valueOf(name, `$${name}`);
    }
    this.position++;
    const first = this.peek();
    if (first === undefined) throw new WordError("a closing } is missing");
    if ("{}:".includes(first)) throw new WordError("the substitution has no name");
    const name = this.name();
    let modifier = this.next() ?? "";
    if (modifier === "}") return this.valueOf(name, `\${${name}}`);
    if (modifier === "/") return this.replaced(name);
    const emptyIsUnset = modifier === ":";
    if (emptyIsUnset) modifier = this.next() ?? "";
    const isPattern = modifier === "#" || modifier === "%";
    if (!"+-?#%".includes(modifier) || modifier === "" || (isPattern && emptyIsUnset))
      throw new WordError(
        `the modifier ${emptyIsUnset ? ":" : ""}${modifier} is not one of BuildKit's`,
      );
    const { value: word } = this.until("}", isPattern, isPattern);
    const found = this.options.lookup(name);
    if (this.options.keepUnset && typeof found === "string")
      return plain(`\${${name}${emptyIsUnset ? ":" : ""}${modifier}${word.text}}`);
    if (isPattern)
      return trimmed(this.orMissing(name, found), modifier, word.text, this.options.budget);
    return chosen(name, found, modifier, emptyIsUnset, word, this.options.onRequired);
  }

  private replaced(name: string): WordValue {
    const all = this.peek() === "/";
    if (all) this.position++;
    const { value: pattern } = this.until("/", true, true);
    const { value: replacement } = this.until("}", true, false);
    const found = this.options.lookup(name);
    if (this.options.keepUnset && typeof found === "string")
      return plain(`\${${name}/${pattern.text}/${replacement.text}}`);
    const value = this.orMissing(name, found);
    return replaced(value, pattern.text, replacement.text, all, this.options.budget);
  }

  private valueOf(name: string, written: string): WordValue {
    const found = this.options.lookup(name);
    if (this.options.keepUnset && typeof found === "string") return plain(written);
    return this.orMissing(name, found);
  }

  private orMissing(name: string, found: ReturnType<Lookup>): WordValue {
    if (typeof found !== "string") return found;
    if (found === "unset") return { text: unresolvedPart, unresolved: [name] };
    this.undeclared.push(name);
    return plain("");
  }

  private name(): string {
    const first = this.peek();
    if (first === undefined) return "";
    if (digit.test(first)) return this.takeWhile(digit);
    if (specialParameters.includes(first)) return this.next() ?? "";
    return nameStart.test(first) ? this.takeWhile(nameChar) : "";
  }

  private takeWhile(pattern: RegExp): string {
    let text = "";
    for (let char = this.peek(); char !== undefined && pattern.test(char); char = this.peek()) {
      text += char;
      this.position++;
    }
    return text;
  }

  /** `<<` and the blanks behind it stay in one word, so that the heredoc name can be read from it. */
  private possibleHeredoc(): string {
    this.position++;
    if (this.peek() !== "<") return "<";
    this.position++;
    return `<<${this.takeWhile(/[\t\r ]/)}`;
  }

  private peek(): string | undefined {
    return this.chars[this.position];
  }

  private next(): string | undefined {
    return this.chars[this.position++];
  }
}
