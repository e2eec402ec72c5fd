import { readVariable } from "./parameter.ts";
import type { ShellWord } from "./shell-word.ts";
import { WordBuilder } from "./shell-word.ts";
import type { Closings, Dialect } from "./text-scanner.ts";
import { TextScanner, Unclosed } from "./text-scanner.ts";

/** What a word reader needs of the reader of commands. */
export interface CommandsReader {
  /** Reads commands up to a closing character, which is consumed. False if there is none. */
  readonly commands: (
    at: number,
    close: ")" | "`",
  ) => { readonly at: number; readonly isClosed: boolean };
  /** A word that is no argument: the default of a variable. */
  readonly onWord: (word: ShellWord) => void;
}

/** How deep `$(…)` and `${…}` are read; deeper ones are text. The shell has no limit. */
const maxDepth = 50;

/** `${X[subscript]:-default}` with more characters before the default is not read as such. */
const maxSubscript = 64;

const blanks = " \t\r\n";
const wordEnds = new Set(`${blanks};&|()<>`);

/** Reads words with their quotes and expansions. Each character is read once. */
export class WordReader extends TextScanner {
  readonly #dialect: Dialect;
  readonly #reader: CommandsReader;
  /** Places of quotes and brackets that are read as text. */
  readonly #literal: ReadonlySet<number>;
  #depth = 0;
  #inBackticks = false;

  constructor(
    text: string,
    end: number,
    dialect: Dialect,
    literal: ReadonlySet<number>,
    closings: Closings,
    reader: CommandsReader,
  ) {
    super(text, end, closings);
    this.#dialect = dialect;
    this.#literal = literal;
    this.#reader = reader;
  }

  /** Reads one word. @returns null for a place where none begins */
  word(start: number): { readonly word: ShellWord; readonly at: number } | null {
    const out = new WordBuilder(start);
    const at = this.#part(out, start, (char, position) => this.#endsWord(char, position));
    return at === start ? null : { word: out.word(at), at };
  }

  /** Reads the elements of an array, from its bracket on. @returns where it ends; null if it is none */
  array(start: number): number | null {
    if (this.#literal.has(start)) return null;
    for (let at = start + 1; at < this.end;) {
      const char = this.text[at] ?? "";
      if (char === ")") return at + 1;
      const continued = this.continuation(at);
      if (continued > 0 || blanks.includes(char)) at += Math.max(continued, 1);
      else if (char === "#") at = this.lineEnd(at);
      else {
        const reading = this.word(at);
        if (reading) this.#reader.onWord(reading.word);
        at = reading?.at ?? at + 1;
      }
    }
    throw new Unclosed(start);
  }

  #endsWord(char: string, at: number): boolean {
    if (char === "`") return this.#inBackticks;
    if (!wordEnds.has(char)) return false;
    // `<(command)`: a file to the command.
    return !((char === "<" || char === ">") && this.text[at + 1] === "(");
  }

  /** Reads unquoted text up to a character that ends it, which stays unread. */
  #part(out: WordBuilder, start: number, isEnd: (char: string, at: number) => boolean): number {
    let at = start;
    while (at < this.end) {
      const char = this.text[at] ?? "";
      if (isEnd(char, at)) break;
      at = this.#unquoted(out, at, char);
    }
    return at;
  }

  #unquoted(out: WordBuilder, at: number, char: string): number {
    const continued = this.continuation(at);
    if (continued > 0) return at + continued;
    if (char === "\\" && at + 1 < this.end) {
      out.addEscaped(this.text[at + 1] ?? "", at, 2);
      return at + 2;
    }
    if (this.#literal.has(at)) return this.verbatim(out, at);
    if (char === "'") return this.singleQuoted(out, at);
    if (char === '"') return this.#doubleQuoted(out, at, at + 1);
    if (char === "$" || char === "`") return this.#expansion(out, at, false);
    if (char === "{" && this.text[at + 1] === "{") return this.template(out, at);
    if ((char === "<" || char === ">") && this.text[at + 1] === "(")
      return this.#commands(out, at, at + 2, ")");
    return this.run(out, at);
  }

  /** @param start of the quote, or of `$` before it */
  #doubleQuoted(out: WordBuilder, start: number, inside: number): number {
    const from = out.length;
    let at = inside;
    for (;;) {
      const char = this.text[at] ?? "";
      if (at >= this.end) throw new Unclosed(start);
      if (char === '"') break;
      at = this.#quoted(out, at, char);
    }
    out.addQuoted(from);
    return at + 1;
  }

  /** Reads on in double quotes. */
  #quoted(out: WordBuilder, at: number, char: string): number {
    const continued = this.continuation(at);
    if (continued > 0) return at + continued;
    if (char === "\\" && /[$`"\\]/.test(this.text[at + 1] ?? "")) {
      out.addEscaped(this.text[at + 1] ?? "", at, 2);
      return at + 2;
    }
    if (this.#literal.has(at)) return this.verbatim(out, at);
    if (char === "$" || (char === "`" && !this.#inBackticks)) return this.#expansion(out, at, true);
    let end = at + 1;
    while (end < this.end && !'\\$`"'.includes(this.text[end] ?? "")) end++;
    out.addVerbatim(this.text.slice(at, end), at);
    return end;
  }

  /** `$…` or backticks. */
  #expansion(out: WordBuilder, start: number, isQuoted: boolean): number {
    if (this.text[start] === "`") return this.#commands(out, start, start + 1, "`");
    if (this.text.startsWith("${{", start)) {
      const end = this.closings["}}"].from(start) + 2;
      if (end <= this.end) return this.unknown(out, start, end);
    }
    // The shell sees one dollar of two.
    const dollar = this.#dialect.isMake && this.text[start + 1] === "$" ? start + 1 : start;
    const isMakeOwn = this.#dialect.isMake && dollar === start;
    const next = this.text[dollar + 1] ?? "";
    if (next === "'" && !isQuoted && !isMakeOwn) return this.ansiQuoted(out, dollar);
    if (next === '"' && !isQuoted && !isMakeOwn) return this.#doubleQuoted(out, dollar, dollar + 2);
    if (isMakeOwn && (next === "(" || next === "{")) return this.makeVariable(out, start, next);
    if (next === "(") return this.#substitution(out, start, dollar);
    if (next === "{") return this.#braces(out, start, dollar, isQuoted);
    if (next === "[") {
      const end = this.closings["]"].from(dollar) + 1;
      if (end <= Math.min(this.end, this.closings["\n"].from(dollar)))
        return this.unknown(out, start, end);
    }
    const name = isMakeOwn
      ? (/[\w@<^?*+%|]/.exec(next)?.[0] ?? "")
      : readVariable(this.text, dollar + 1, this.end);
    if (name === "") return this.verbatim(out, start);
    const end = dollar + 1 + name.length;
    return this.unknown(out, start, end, /^[A-Za-z_]/.test(name) ? name : null);
  }

  #substitution(out: WordBuilder, start: number, dollar: number): number {
    if (this.text[dollar + 2] === "(") {
      const end = this.arithmetic(dollar + 1);
      if (end !== null) return this.unknown(out, start, end);
    }
    return this.#commands(out, start, dollar + 2, ")");
  }

  /** Commands that are read of their own; the word has their output. */
  #commands(out: WordBuilder, start: number, inside: number, close: ")" | "`"): number {
    if (this.#depth >= maxDepth) return this.verbatim(out, start);
    const outer = this.#inBackticks;
    this.#inBackticks = close === "`";
    this.#depth++;
    const { at, isClosed } = this.#reader.commands(inside, close);
    this.#depth--;
    this.#inBackticks = outer;
    if (!isClosed) throw new Unclosed(start);
    return this.unknown(out, start, at);
  }

  /** `${X}`, `${X:-default}`. */
  #braces(out: WordBuilder, start: number, dollar: number, isQuoted: boolean): number {
    if (this.#depth >= maxDepth) return this.verbatim(out, start);
    const name = readVariable(this.text, dollar + 2, this.end);
    let at = dollar + 2 + name.length;
    if (this.text[at] === "}" && name !== "")
      return this.unknown(out, start, at + 1, /^[A-Za-z_]/.test(name) ? name : null);
    const operator = /^(?:\[[^\]\s]*\])?:?[-=+]/.exec(this.text.slice(at, at + maxSubscript))?.[0];
    at += name === "" ? 0 : (operator?.length ?? 0);
    this.#depth++;
    at = this.#alternative(at, isQuoted, operator !== undefined && name !== "");
    this.#depth--;
    if (at >= this.end) throw new Unclosed(start);
    return this.unknown(out, start, at + 1);
  }

  /** Reads the words of `${X:-words}` up to the bracket, which stays unread. */
  #alternative(start: number, isQuoted: boolean, isValue: boolean): number {
    let at = start;
    while (at < this.end && this.text[at] !== "}") {
      const out = new WordBuilder(at);
      at = isQuoted
        ? this.#quotedAlternative(out, at)
        : this.#part(out, at, (char) => char === "}" || blanks.includes(char));
      if (isValue) this.#reader.onWord(out.word(at));
      while (!isQuoted && at < this.end && blanks.includes(this.text[at] ?? "")) at++;
    }
    return at;
  }

  /** Within quotes, blanks and single quotes are text; double quotes still quote. */
  #quotedAlternative(out: WordBuilder, start: number): number {
    let at = start;
    while (at < this.end && this.text[at] !== "}") {
      const char = this.text[at] ?? "";
      if (char === '"' && !this.#literal.has(at)) at = this.#doubleQuoted(out, at, at + 1);
      else if (/[\\$`]/.test(char)) at = this.#quoted(out, at, char);
      else {
        let end = at + 1;
        while (end < this.end && !'\\$`"}'.includes(this.text[end] ?? "")) end++;
        out.addVerbatim(this.text.slice(at, end), at);
        at = end;
      }
    }
    return at;
  }
}
