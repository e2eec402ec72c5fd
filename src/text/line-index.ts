/** A range of a text by offsets in UTF-16 code units, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A range by lines and columns, both 1-based, columns in UTF-16 code units, the end exclusive. */
export interface LineRange {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * Offsets ↔ lines and columns of one text. Only LF ends a line, as in BuildKit's parser; a byte order mark takes no column.
 * What follows the last LF counts as a line even if it is empty. Building it takes one pass, each query a binary search.
 */
export class LineIndex {
  readonly #text: string;
  /** The offset of column 1 of each line. */
  readonly #starts: number[];

  constructor(text: string) {
    this.#text = text;
    this.#starts = [text.startsWith("\uFEFF") ? 1 : 0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1))
      this.#starts.push(at + 1);
  }

  get text(): string {
    return this.#text;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** The offset of column 1; null for a line that does not exist. */
  lineStart(line: number): number | null {
    return this.#starts[line - 1] ?? null;
  }

  /** The text of a line without its LF and the CRs before it; null for a line that does not exist. */
  lineText(line: number): string | null {
    const start = this.lineStart(line);
    if (start === null) return null;
    let end = this.#lineEnd(line);
    while (end > start && this.#text[end - 1] === "\r") end -= 1;
    return this.#text.slice(start, end);
  }

  /** The line and column of an offset; an offset beyond the text counts as its end. */
  position(offset: number): { readonly line: number; readonly column: number } {
    const inside = Math.min(offset, this.#text.length);
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: Math.max(inside - (this.#starts[low] ?? 0), 0) + 1 };
  }

  /**
   * The offset of a line and column; null if the line has no such column (the one of its LF or of the end of the text is
   * the last). Column 1 of the line after the last is the end of the text, so that a range can hold whole lines.
   */
  offset(line: number, column: number): number | null {
    if (line === this.lineCount + 1 && column === 1) return this.#text.length;
    const start = this.lineStart(line);
    if (start === null || column < 1) return null;
    const offset = start + column - 1;
    return offset <= this.#lineEnd(line) ? offset : null;
  }

  range({ start, end }: Span): LineRange {
    const from = this.position(start);
    const to = this.position(Math.max(start, end));
    return {
      startLine: from.line,
      startColumn: from.column,
      endLine: to.line,
      endColumn: to.column,
    };
  }

  /** Null for a range that the text does not have. */
  span({ startLine, startColumn, endLine, endColumn }: LineRange): Span | null {
    const [start, end] = [this.offset(startLine, startColumn), this.offset(endLine, endColumn)];
    return start === null || end === null || end < start ? null : { start, end };
  }

  /** The offset of the LF that ends a line, or of the end of the text. */
  #lineEnd(line: number): number {
    return (this.#starts[line] ?? this.#text.length + 1) - 1;
  }
}
