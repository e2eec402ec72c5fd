import type { InstructionEnd, Text } from "../domain/build/dockerfile.ts";
import type { Region } from "../domain/build/region.ts";
import type { HeredocLine, SourceLine } from "../domain/build/source-line.ts";

/** The part of a physical line that belongs to a logical line. */
interface Piece {
  /** Offset in the logical text. */
  readonly start: number;
  /** 1-based. */
  readonly line: number;
  /** 1-based column of the first character. */
  readonly column: number;
  readonly length: number;
}

/** One instruction: continuation lines joined, comments and empty lines between them removed, as in BuildKit. */
export class LogicalLine implements SourceLine {
  text = "";
  /** 1-based physical lines, heredoc bodies excluded. */
  readonly firstLine: number;
  lastLine: number;
  /** Set once continuation lines and heredoc bodies are read. */
  end: InstructionEnd | null = null;
  readonly heredocs: HeredocLine[] = [];
  readonly indent: string;
  private readonly pieces: Piece[] = [];

  constructor(firstLine: number, indent = "") {
    this.firstLine = firstLine;
    this.indent = indent;
    this.lastLine = firstLine;
  }

  append(text: string, line: number, column: number): void {
    this.pieces.push({ start: this.text.length, line, column, length: text.length });
    this.text += text;
    this.lastLine = line;
  }

  /** The logical text from start to end (exclusive), with its location in the file. */
  slice(start: number, end: number): Text {
    return { text: this.text.slice(start, end), region: this.region(start, end) };
  }

  region(start: number, end: number): Region {
    const from = this.location(start);
    const to = end > start ? this.location(end - 1) : from;
    return {
      startLine: from.line,
      startColumn: from.column,
      endLine: to.line,
      endColumn: end > start ? to.column + 1 : to.column,
    };
  }

  /** The region of the whole instruction, from the start of its first line. */
  whole(): Region {
    const [first] = this.pieces;
    const end = this.region(0, this.text.length);
    return { ...end, startLine: this.firstLine, startColumn: first?.column ?? 1 };
  }

  private location(offset: number): { line: number; column: number } {
    let [low, high] = [0, this.pieces.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.pieces[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    // An empty piece shares its start with the next one; the binary search takes the last of them.
    const piece = this.pieces[low];
    return piece
      ? { line: piece.line, column: piece.column + offset - piece.start }
      : { line: this.firstLine, column: 1 };
  }
}
