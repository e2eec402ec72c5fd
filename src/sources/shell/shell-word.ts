import { unresolvedPart } from "../../shell/unresolved.ts";
import type { Piece } from "../../text/embedded-text.ts";
import type { Span } from "../../text/line-index.ts";

/** A variable in a word, in its place in `text`: an `unresolvedPart`. */
export interface WordVariable {
  readonly at: number;
  readonly name: string;
}

/** A word of a shell command without its quotes. */
export interface ShellWord {
  /** With one `unresolvedPart` for each part that only the shell knows. */
  readonly text: string;
  /** Those parts as written, in order. */
  readonly unknown: readonly string[];
  /** As written, with quotes. */
  readonly span: Span;
  /** Where the characters of `text` are written. */
  readonly pieces: readonly Piece[];
  /** The ranges of `text` that stand in quotes. */
  readonly quoted: readonly Span[];
  /** Plain variables, `$X` and `${X}`. */
  readonly variables: readonly WordVariable[];
}

/** Collects a word from its parts, in order. */
export class WordBuilder {
  readonly #start: number;
  readonly #texts: string[] = [];
  #length = 0;
  /** Where verbatim text could be continued; -1 for nowhere. */
  #next = -1;
  readonly #unknown: string[] = [];
  readonly #pieces: Piece[] = [];
  readonly #quoted: Span[] = [];
  readonly #variables: WordVariable[] = [];

  /** @param start where the word begins */
  constructor(start: number) {
    this.#start = start;
  }

  /** Of the text so far. */
  get length(): number {
    return this.#length;
  }

  /** Characters that stand for themselves. */
  addVerbatim(text: string, from: number): void {
    if (text === "") return;
    const last = this.#pieces.at(-1);
    if (last && this.#next === from) {
      const length = last.length + text.length;
      this.#pieces[this.#pieces.length - 1] = { ...last, length, fromLength: length };
      this.#texts.push(text);
      this.#length += text.length;
    } else this.#add(text, from, text.length);
    this.#next = from + text.length;
  }

  /** An escape. */
  addEscaped(text: string, from: number, fromLength: number): void {
    this.#add(text, from, fromLength);
  }

  /** @param name of a plain variable */
  addUnknown(written: string, from: number, name: string | null): void {
    if (name !== null) this.#variables.push({ at: this.#length, name });
    this.#unknown.push(written);
    this.#add(unresolvedPart, from, written.length);
  }

  /** The text from an offset on stands in quotes. */
  addQuoted(start: number): void {
    this.#quoted.push({ start, end: this.#length });
  }

  /** @param end where the word ends */
  word(end: number): ShellWord {
    return {
      text: this.#texts.join(""),
      unknown: this.#unknown,
      span: { start: this.#start, end },
      pieces: this.#pieces,
      quoted: this.#quoted,
      variables: this.#variables,
    };
  }

  #add(text: string, from: number, fromLength: number): void {
    this.#pieces.push({ at: this.#length, length: text.length, from, fromLength });
    this.#texts.push(text);
    this.#length += text.length;
    this.#next = -1;
  }
}
