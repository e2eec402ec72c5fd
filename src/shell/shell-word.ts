import { CharReader } from "./char-reader.ts";
import type { VariableOptions } from "./variable-reader.ts";
import { VariableReader } from "./variable-reader.ts";
import { missingClosing, nestedTooDeep, unterminatedQuote } from "./word-error.ts";
import type { WordValue } from "./word-value.ts";
import { plain, ValueBuilder, WordBuffer, WordSplitter } from "./word-value.ts";

/**
 * BuildKit's word expansion (frontend/dockerfile/shell): quotes, escapes, `$name`, `${name}` with `:- - :+ + :? ? # ## % %% /
 * //`, nested. Unlike BuildKit, it keeps an ARG without a value as unresolved instead of expanding it to nothing.
 */

/** Limits of one expansion. BuildKit has none. */
const maxExpansionDepth = 32;
const maxExpansionLength = 64 * 1024;
/** For heredoc names, in which nothing is expanded: only the call stack limits their nesting. */
const maxRawDepth = 1000;

export interface LexOptions extends VariableOptions {
  readonly escape: string;
  /** Keeps quotes and escapes. */
  readonly raw?: boolean;
  /** Also splits the text into words. */
  readonly split?: boolean;
}

export interface LexedWord extends WordValue {
  /** The text split at blanks outside quotes; empty without `split`. */
  readonly words: readonly string[];
  /** Variables that are used and not declared, in order of use. */
  readonly undeclared: readonly string[];
}

const specialCharacters = /[$'"]/;

/**
 * Expands one word.
 * @throws {WordError} for what BuildKit rejects with any values of the variables
 */
export function lexWord(source: string, options: LexOptions): LexedWord {
  // Most words have nothing to expand.
  if (options.split !== true && !specialCharacters.test(source) && !source.includes(options.escape))
    return { text: source.replace(/^\uFEFF/, ""), unresolved: [], words: [], undeclared: [] };
  return new Lexer(source, options).run();
}

class Lexer {
  private readonly chars: CharReader;
  private readonly variables: VariableReader;
  private readonly escape: string;
  private readonly isSplit: boolean;
  private readonly rawQuotes: boolean;
  private rawEscapes: boolean;
  private depth = 0;
  private readonly maxDepth: number;
  private readonly maxLength: number;
  private readonly buffer = new WordBuffer();

  constructor(source: string, options: LexOptions) {
    const { escape, keepUnset = false, raw = false, split = false } = options;
    this.chars = new CharReader(source);
    this.variables = new VariableReader(
      this.chars,
      options,
      (closing, rawEscapes, keepPatternEscapes) =>
        this.until(closing, rawEscapes, keepPatternEscapes).value,
    );
    this.escape = escape;
    this.isSplit = split;
    this.rawQuotes = raw;
    this.rawEscapes = raw;
    this.maxDepth = keepUnset ? maxRawDepth : maxExpansionDepth;
    this.maxLength = keepUnset ? Infinity : maxExpansionLength;
  }

  run(): LexedWord {
    const { value, words } = this.until(null, this.rawEscapes, false);
    return { ...value, words, undeclared: this.variables.undeclared };
  }

  /** Reads up to a closing character, which is consumed; null reads to the end. */
  private until(
    closing: string | null,
    rawEscapes: boolean,
    keepPatternEscapes: boolean,
  ): { value: WordValue; words: string[] } {
    if (++this.depth > this.maxDepth) throw nestedTooDeep(maxExpansionDepth);
    const outerEscapes = this.rawEscapes;
    this.rawEscapes = rawEscapes;
    this.buffer.text = "";
    const out = new ValueBuilder(this.maxLength);
    const words = new WordSplitter(this.buffer, this.isSplit);
    for (;;) {
      const char = this.chars.peek();
      if (char === undefined) {
        if (closing !== null) throw missingClosing(closing);
        break;
      }
      if (char === closing) {
        this.chars.next();
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
        const value = this.variables.read();
        words.add(value.text);
        out.add(value);
      } else if (char === "<") {
        const text = this.possibleHeredoc();
        words.addRaw(text);
        out.addText(text);
      } else {
        this.chars.next();
        if (char !== this.escape) {
          words.add(char);
          out.addText(char);
          continue;
        }
        if (this.rawEscapes) {
          words.addRaw(char);
          out.addText(char);
        }
        const escaped = this.chars.next();
        if (escaped === undefined) {
          if (closing !== null) throw missingClosing(closing);
          break;
        }
        words.addRaw(escaped);
        out.addText(escaped);
      }
    }
    this.depth--;
    this.rawEscapes = outerEscapes;
    return { value: out.value(), words: words.finish() };
  }

  private singleQuoted(keepPatternEscapes: boolean): WordValue {
    let text = this.rawQuotes ? "'" : "";
    this.chars.next();
    for (;;) {
      const char = this.chars.next();
      if (char === undefined) throw unterminatedQuote("single");
      if (char === "'") return plain(this.rawQuotes ? text + char : text);
      if (keepPatternEscapes && char === this.escape) text += char;
      text += char;
    }
  }

  private doubleQuoted(keepPatternEscapes: boolean): WordValue {
    const out = new ValueBuilder(this.maxLength);
    if (this.rawQuotes) out.addText('"');
    this.chars.next();
    for (;;) {
      const char = this.chars.peek();
      if (char === undefined) throw unterminatedQuote("double");
      if (char === "$") {
        out.add(this.variables.read());
        continue;
      }
      this.chars.next();
      if (char === '"') {
        if (this.rawQuotes) out.addText(char);
        return out.value();
      }
      if (char !== this.escape) {
        out.addText(char);
        continue;
      }
      const escaped = this.chars.peek();
      if (escaped === undefined) continue;
      if (escaped === '"' || escaped === "$" || escaped === this.escape) {
        if (this.rawEscapes) out.addText(char);
        this.chars.next();
        out.addText(escaped);
      } else {
        if (this.rawEscapes && (!this.rawQuotes || keepPatternEscapes)) out.addText(char);
        out.addText(char);
      }
    }
  }

  /** Keeps `<<` and the blanks after it in one word, so that a heredoc name can be read from the word. */
  private possibleHeredoc(): string {
    this.chars.next();
    if (this.chars.peek() !== "<") return "<";
    this.chars.next();
    return `<<${this.chars.takeWhile(isBlankOfHeredoc)}`;
  }
}

function isBlankOfHeredoc(char: string): boolean {
  return char === "\t" || char === "\r" || char === " ";
}
