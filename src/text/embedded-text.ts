import type { Span } from "./line-index.ts";

/** A run of characters of an embedded text, and what stands for them in the text around it. */
export interface Piece {
  /** The offset in the embedded text. */
  readonly at: number;
  readonly length: number;
  /** The offset in the outer text. */
  readonly from: number;
  /** Equal to `length` where the characters are written as they are; otherwise an escape. */
  readonly fromLength: number;
}

/**
 * A text within another one, whose characters are not all written as they are: a string with escapes, an indented block, a
 * list of lines. All offsets are in UTF-16 code units.
 */
export class EmbeddedText {
  readonly text: string;
  /**
   * Writes a text for a place in it; null where that is not possible. What must be written can depend on the range of this text
   * that it replaces: a block needs its indentation before what begins a line.
   */
  readonly encode: (text: string, at?: Span) => string | null;
  readonly #pieces: readonly Piece[];

  /** @param pieces in order, together the whole text */
  constructor(text: string, pieces: readonly Piece[], encode: EmbeddedText["encode"]) {
    this.text = text;
    this.#pieces = pieces;
    this.encode = encode;
  }

  /** A part of a text that is written as it is. */
  static verbatim(outer: string, { start, end }: Span): EmbeddedText {
    const length = end - start;
    const piece = { at: 0, length, from: start, fromLength: length };
    return new EmbeddedText(outer.slice(start, end), [piece], (text) => text);
  }

  /** Where a range of it stands in the outer text. */
  span({ start, end }: Span): Span {
    const from = this.#start(start);
    // The end is where the last character ends: what follows it can stand elsewhere.
    return end > start ? { start: from, end: this.#end(end - 1) } : { start: from, end: from };
  }

  /** Whether a range stands in one piece in the outer text, written as it is. */
  isVerbatim({ start, end }: Span): boolean {
    const own = this.span({ start, end });
    if (own.end - own.start !== end - start) return false;
    const first = this.#pieces[this.#index(start)];
    return first === undefined || end <= first.at + first.length || this.#isContiguous(start, end);
  }

  /** The same text as a part of what this one's outer text is embedded in. */
  within(outer: EmbeddedText): EmbeddedText {
    const pieces = this.#pieces.flatMap(({ at, length, from, fromLength }): Piece[] => {
      if (length !== fromLength) {
        const span = outer.span({ start: from, end: from + fromLength });
        return [{ at, length, from: span.start, fromLength: span.end - span.start }];
      }
      return outer.piecesIn(from, length).map((piece) => ({ ...piece, at: at + piece.at - from }));
    });
    const encode = (text: string, at?: Span): string | null => {
      const own = this.encode(text, at);
      return own === null ? null : outer.encode(own, at && this.span(at));
    };
    return new EmbeddedText(this.text, pieces, encode);
  }

  /**
   * The pieces of a range, cut at its ends. Public, because the package has this class once for each library that it loads late,
   * and an instance of one has no access to what is private in another.
   */
  piecesIn(start: number, length: number): readonly Piece[] {
    const end = start + length;
    const parts: Piece[] = [];
    for (let index = this.#index(start); index < this.#pieces.length; index++) {
      const piece = this.#pieces[index];
      if (!piece || piece.at >= end) break;
      const from = Math.max(piece.at, start);
      const to = Math.min(piece.at + piece.length, end);
      if (to <= from) continue;
      parts.push(
        piece.length === piece.fromLength
          ? {
              at: from,
              length: to - from,
              from: piece.from + from - piece.at,
              fromLength: to - from,
            }
          : { at: from, length: to - from, from: piece.from, fromLength: piece.fromLength },
      );
    }
    return parts;
  }

  #isContiguous(start: number, end: number): boolean {
    return this.piecesIn(start, end - start).every(
      ({ length, fromLength, at, from }, index, all) => {
        const next = all[index + 1];
        return length === fromLength && (!next || next.from - from === next.at - at);
      },
    );
  }

  #start(offset: number): number {
    const piece = this.#pieces[this.#index(offset)];
    if (!piece) return 0;
    const inside = offset - piece.at;
    if (inside >= piece.length) return piece.from + piece.fromLength;
    return piece.length === piece.fromLength ? piece.from + inside : piece.from;
  }

  #end(last: number): number {
    const piece = this.#pieces[this.#index(last)];
    if (!piece) return 0;
    return piece.length === piece.fromLength
      ? piece.from + last - piece.at + 1
      : piece.from + piece.fromLength;
  }

  /** The piece that an offset is in; the last one for the end of the text. */
  #index(offset: number): number {
    let [low, high] = [0, this.#pieces.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#pieces[middle]?.at ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
