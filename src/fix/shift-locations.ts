import type { Edit } from "../domain/rule/finding.ts";
import type { Region } from "../domain/build/region.ts";

/** A stretch of a text by offsets, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Regions ↔ offsets of one text. A byte order mark has no column. */
export class Locations {
  private readonly text: string;
  /** The offset of column 1 of each line. */
  private readonly starts: number[];

  constructor(text: string) {
    this.text = text;
    this.starts = [text.startsWith("\uFEFF") ? 1 : 0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1))
      this.starts.push(at + 1);
  }

  /** Null for a region that the text does not have. */
  span({ startLine, startColumn, endLine, endColumn }: Region): Span | null {
    const [start, end] = [this.offset(startLine, startColumn), this.offset(endLine, endColumn)];
    return start === null || end === null || end < start ? null : { start, end };
  }

  region({ start, end }: Span): Region {
    const [from, to] = [this.location(start), this.location(end)];
    return {
      startLine: from.line,
      startColumn: from.column,
      endLine: to.line,
      endColumn: to.column,
    };
  }

  /** The line end that lines have at a place: that of its line, else, on the last one, of the line before. */
  lineEnd({ startLine }: Region): "\n" | "\r\n" {
    const next = this.starts[startLine] ?? this.starts[startLine - 1] ?? 0;
    return this.text.slice(Math.max(next - 2, 0), next) === "\r\n" ? "\r\n" : "\n";
  }

  private offset(line: number, column: number): number | null {
    const start = this.starts[line - 1];
    // The line after the last one begins where the text ends: whole lines are taken out up to there.
    if (line === this.starts.length + 1 && column === 1) return this.text.length;
    if (start === undefined || column < 1) return null;
    const end = (this.starts[line] ?? this.text.length + 1) - 1;
    return start + column - 1 <= end ? start + column - 1 : null;
  }

  private location(offset: number): { line: number; column: number } {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: Math.max(offset - (this.starts[low] ?? 0), 0) + 1 };
  }
}

/** Where things are after edits, and where they were before. */
export class Shift {
  private readonly steps: readonly { readonly before: Span; readonly after: Span }[];

  /** @param replaced what was replaced, in order and apart, and how long the new text is */
  constructor(replaced: readonly { readonly span: Span; readonly length: number }[]) {
    let moved = 0;
    this.steps = replaced.map(({ span, length }) => {
      const start = span.start + moved;
      moved += length - (span.end - span.start);
      return { before: span, after: { start, end: start + length } };
    });
  }

  forward({ start, end }: Span): Span {
    return {
      start: this.move(start, "before", "after", "start"),
      end: this.move(end, "before", "after", "end"),
    };
  }

  back({ start, end }: Span): Span {
    return {
      start: this.move(start, "after", "before", "start"),
      end: this.move(end, "after", "before", "end"),
    };
  }

  /** What lies within a replaced stretch goes to its edge. */
  private move(
    offset: number,
    from: "before" | "after",
    to: "before" | "after",
    edge: keyof Span,
  ): number {
    let [low, high] = [0, this.steps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.steps[middle]?.[from].end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const [inside, before] = [this.steps[low], this.steps[low - 1]];
    if (inside && inside[from].start < offset) return inside[to][edge];
    // What ends or begins where something is inserted has nothing to do with it; what was removed there belonged to it.
    if (before?.[from].start === offset) return before[to][from === "before" ? "start" : "end"];
    return before ? before[to].end + offset - before[from].end : offset;
  }
}

/** Whether two edits are the same one: two findings can have one cause. */
export function editKey({ region, text }: Edit): string {
  const { startLine, startColumn, endLine, endColumn } = region;
  return `${startLine}:${startColumn}-${endLine}:${endColumn} ${text}`;
}
