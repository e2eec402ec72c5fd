import { NextIndex } from "./next-index.ts";
import type { WordBuilder } from "./shell-word.ts";

/** A construct without an end, so that the text is read again with its first character as any other. */
export class Unclosed extends Error {
  readonly at: number;

  constructor(at: number) {
    super("unclosed");
    this.at = at;
  }
}

/** Where the constructs end whose inside is not read; for a whole text, whatever parts of it are read. */
export type Closings = Readonly<Record<"}}" | "]" | "))" | "\n" | "'", NextIndex>>;

export function closingsOf(text: string): Closings {
  const next = (needle: string): NextIndex => new NextIndex(text, needle);
  return { "}}": next("}}"), "]": next("]"), "))": next("))"), "\n": next("\n"), "'": next("'") };
}

export interface Dialect {
  /** `$(NAME)` is a variable of make, `$$` the shell's `$`. */
  readonly isMake: boolean;
}

/** `((arithmetic))` of more characters is read as commands. */
const maxArithmetic = 1000;

/** Reads the parts of words in which nothing else can stand. */
export class TextScanner {
  readonly text: string;
  /** Where the text ends that is read. */
  readonly end: number;
  protected readonly closings: Closings;

  constructor(text: string, end: number, closings: Closings) {
    this.text = text;
    this.end = end;
    this.closings = closings;
  }

  /** The length of a line continuation; 0 for none. */
  continuation(at: number): number {
    if (this.text[at] !== "\\") return 0;
    if (this.text[at + 1] === "\n") return 2;
    return this.text[at + 1] === "\r" && this.text[at + 2] === "\n" ? 3 : 0;
  }

  /** The end of a line without its line break. */
  lineEnd(at: number): number {
    const end = Math.min(this.closings["\n"].from(at), this.end);
    return end > at && this.text[end - 1] === "\r" ? end - 1 : end;
  }

  /** Adds as many characters as have no meaning. */
  protected run(out: WordBuilder, start: number): number {
    let at = start + 1;
    while (at < this.end && /[\w./:@=,+%~*?#![\]^-]/.test(this.text[at] ?? "")) at++;
    out.addVerbatim(this.text.slice(start, at), start);
    return at;
  }

  protected verbatim(out: WordBuilder, at: number): number {
    out.addVerbatim(this.text[at] ?? "", at);
    return at + 1;
  }

  /** `$'…'`: of its escapes those that a reference can have. */
  protected ansiQuoted(out: WordBuilder, start: number): number {
    const from = out.length;
    let at = start + 2;
    while (at < this.end && this.text[at] !== "'") {
      const length = this.text[at] === "\\" ? 2 : 1;
      out.addVerbatim(this.text.slice(at, at + length), at);
      at += length;
    }
    if (at >= this.end) throw new Unclosed(start);
    out.addQuoted(from);
    return at + 1;
  }

  protected unknown(
    out: WordBuilder,
    start: number,
    end: number,
    name: string | null = null,
  ): number {
    out.addUnknown(this.text.slice(start, end), start, name);
    return end;
  }

  /** The end of `((…))`, from its first bracket on; null if it has none. */
  arithmetic(start: number): number | null {
    let depth = 0;
    if (this.closings["))"].from(start) >= this.end) return null;
    const end = Math.min(this.end, start + maxArithmetic);
    for (let at = start; at < end; at++) {
      const char = this.text[at];
      if (char === "(") depth++;
      else if (char === ")" && --depth === 0) return at + 1;
      // A command in brackets, which is not read as a number.
      if (char === "\n" || char === '"') return null;
    }
    return null;
  }

  /** `$(NAME)` of make. */
  protected makeVariable(out: WordBuilder, start: number, open: string): number {
    const close = open === "(" ? ")" : "}";
    let depth = 0;
    for (let at = start + 1; at < this.end; at++) {
      if (this.text[at] === open) depth++;
      if (this.text[at] !== close || --depth > 0) continue;
      const inner = this.text.slice(start + 2, at);
      return this.unknown(out, start, at + 1, /^[A-Za-z_]\w*$/.test(inner) ? inner : null);
    }
    throw new Unclosed(start);
  }

  /** `{{ … }}` of a template engine is one part of a word, with its blanks. */
  protected template(out: WordBuilder, start: number): number {
    const end = this.closings["}}"].from(start) + 2;
    if (end > Math.min(this.end, this.closings["\n"].from(start))) return this.verbatim(out, start);
    out.addVerbatim(this.text.slice(start, end), start);
    return end;
  }

  protected singleQuoted(out: WordBuilder, start: number): number {
    const close = this.closings["'"].from(start + 1);
    if (close >= this.end) throw new Unclosed(start);
    const from = out.length;
    out.addVerbatim(this.text.slice(start + 1, close), start + 1);
    out.addQuoted(from);
    return close + 1;
  }
}
