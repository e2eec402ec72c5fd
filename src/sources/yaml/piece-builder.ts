import type { Piece } from "../../text/embedded-text.ts";
import { EmbeddedText } from "../../text/embedded-text.ts";
import type { Span } from "../../text/line-index.ts";

/** A half of a pair that stands alone, as escapes can write it. Our marks of unknown parts are such characters. */
const loneSurrogate = /\p{Surrogate}/gu;

/** The text that was parsed, and the one that it stands for: templates can be masked, at equal length. */
export interface ParsedText {
  readonly masked: string;
  readonly original: string;
}

/** Puts the value of a scalar together from the pieces that it is written in. */
export class PieceBuilder {
  readonly #text: ParsedText;
  readonly #pieces: Piece[] = [];
  #length = 0;
  #masked = "";
  #original = "";

  constructor(text: ParsedText) {
    this.#text = text;
  }

  /** Characters that are written as they are. */
  verbatim(from: number, end: number): void {
    const length = end - from;
    if (length <= 0) return;
    const last = this.#pieces.at(-1);
    const isNext = last && last.length === last.fromLength && last.from + last.length === from;
    if (isNext) this.#pieces[this.#pieces.length - 1] = joined(last, length);
    else this.#pieces.push({ at: this.#length, length, from, fromLength: length });
    this.#length += length;
    this.#masked += this.#text.masked.slice(from, end);
    this.#original += this.#text.original.slice(from, end);
  }

  /** Characters that are written in another way, such as by an escape. */
  escaped(text: string, from: number, end: number): void {
    if (text === "") return;
    this.#pieces.push({ at: this.#length, length: text.length, from, fromLength: end - from });
    this.#length += text.length;
    this.#masked += text;
    this.#original += text;
  }

  /**
   * @param expected the value as the library reads it: where this differs, the whole value stands at the whole scalar
   * @param whole the place of the scalar, without quotes
   */
  build(expected: string, whole: Span, encode: EmbeddedText["encode"]): EmbeddedText {
    if (this.#masked === expected) {
      const pieces = this.#pieces.length > 0 ? this.#pieces : [wholePiece("", whole)];
      return new EmbeddedText(wellFormed(this.#original), pieces, encode);
    }
    return new EmbeddedText(wellFormed(expected), [wholePiece(expected, whole)], () => null);
  }
}

function joined(last: Piece, length: number): Piece {
  return { ...last, length: last.length + length, fromLength: last.fromLength + length };
}

function wholePiece(text: string, { start, end }: Span): Piece {
  return { at: 0, length: text.length, from: start, fromLength: end - start };
}

function wellFormed(text: string): string {
  return text.replace(loneSurrogate, "\uFFFD");
}
