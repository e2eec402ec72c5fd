import type { Span } from "../../text/line-index.ts";
import { CommandList } from "./command-list.ts";
import { HeredocReader } from "./heredoc-reader.ts";
import type { Script, ScriptItem } from "./script.ts";
import type { Closings, Dialect } from "./text-scanner.ts";
import { Unclosed } from "./text-scanner.ts";
import { WordReader } from "./word-reader.ts";

/** How often a text is read again because a quote or a bracket has no end. */
const maxRepairs = 4;

/**
 * Takes a part of a text apart as a script. A quote without an end is read as any other character, so that it hides nothing
 * after it; after some of them the rest of the text is not read, and `unclosed` says from where on.
 */
export function readScript(text: string, span: Span, dialect: Dialect, closings: Closings): Script {
  const literal = new Set<number>();
  for (let repairs = 0; ; repairs++) {
    const reader = new ScriptReader(text, span, dialect, literal, closings);
    const unclosed = reader.read();
    if (unclosed === null || repairs >= maxRepairs) return { ...reader.result(), unclosed };
    literal.add(unclosed);
  }
}

class ScriptReader {
  readonly #text: string;
  readonly #span: Span;
  readonly #words: WordReader;
  readonly #heredocs: HeredocReader;
  readonly #items: ScriptItem[] = [];
  readonly #comments: Span[] = [];
  readonly #lines: Span[] = [];

  constructor(
    text: string,
    span: Span,
    dialect: Dialect,
    literal: ReadonlySet<number>,
    closings: Closings,
  ) {
    this.#text = text;
    this.#span = span;
    this.#heredocs = new HeredocReader(text, span.end);
    this.#words = new WordReader(text, span.end, dialect, literal, closings, {
      commands: (at, close) => this.#nested(at, close),
      onWord: (word) => {
        this.#items.push({ kind: "word", word });
      },
    });
  }

  /** @returns where something begins that has no end; null for nothing */
  read(): number | null {
    try {
      this.#list(null).read(this.#span.start);
      return null;
    } catch (error) {
      if (error instanceof Unclosed) return error.at;
      throw error;
    }
  }

  result(): Omit<Script, "unclosed"> {
    const lines = this.#lines.toSorted((a, b) => a.start - b.start || b.end - a.end);
    const comments = this.#comments.toSorted((a, b) => a.start - b.start);
    return { items: this.#items, comments, lines };
  }

  #nested(at: number, close: ")" | "`"): { readonly at: number; readonly isClosed: boolean } {
    this.#items.push({ kind: "open", block: "subshell", name: null });
    const reading = this.#list(close).read(at);
    this.#items.push({ kind: "close", block: "subshell" });
    return reading;
  }

  #list(close: ")" | "`" | null): CommandList {
    return new CommandList({
      text: this.#text,
      end: this.#span.end,
      close,
      words: this.#words,
      heredocs: this.#heredocs,
      emit: (item) => {
        this.#items.push(item);
      },
      onComment: (comment) => {
        this.#comments.push(comment);
      },
      onLine: (line) => {
        this.#lines.push(line);
      },
    });
  }
}
