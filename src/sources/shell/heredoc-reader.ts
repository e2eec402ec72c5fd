import type { Span } from "../../text/line-index.ts";
import type { Heredoc } from "./script.ts";
import type { ShellWord } from "./shell-word.ts";

interface OpenHeredoc extends Heredoc {
  body: Span;
  readonly delimiter: string;
}

/** Reads the texts of heredocs, which begin after the line that opens them, however deep they stand there. */
export class HeredocReader {
  readonly #text: string;
  readonly #end: number;
  #pending: OpenHeredoc[] = [];

  /** @param end where the script ends */
  constructor(text: string, end: number) {
    this.#text = text;
    this.#end = end;
  }

  /** @param word with the delimiter; quotes in it keep the text as it is */
  open({ span }: ShellWord, stripsTabs: boolean): Heredoc {
    const written = this.#text.slice(span.start, span.end);
    const heredoc = {
      body: { start: this.#end, end: this.#end },
      isQuoted: /['"\\]/.test(written),
      stripsTabs,
      delimiter: written.replace(/['"\\]/g, ""),
    };
    this.#pending.push(heredoc);
    return heredoc;
  }

  /** Reads the texts of all open heredocs. @returns where the line after them starts */
  read(start: number): number {
    let at = start;
    for (const heredoc of this.#pending) {
      const { end, next } = this.#bodyEnd(at, heredoc);
      heredoc.body = { start: at, end };
      at = next;
    }
    this.#pending = [];
    return at;
  }

  /** As in bash, one without its delimiter ends with the file. */
  #bodyEnd(
    start: number,
    { delimiter, stripsTabs }: OpenHeredoc,
  ): { readonly end: number; readonly next: number } {
    for (let at = start; at < this.#end;) {
      const newline = this.#text.indexOf("\n", at);
      const next = newline < 0 || newline >= this.#end ? this.#end : newline + 1;
      const line = this.#text.slice(at, next).replace(/\r?\n$/, "");
      if ((stripsTabs ? line.replace(/^\t+/, "") : line) === delimiter) return { end: at, next };
      at = next;
    }
    return { end: this.#end, next: this.#end };
  }
}
