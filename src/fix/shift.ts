import type { Span } from "../text/line-index.ts";

/** A replaced span of a text, before and after. */
interface Step {
  readonly before: Span;
  readonly after: Span;
}

/** Maps spans of a text to the text after edits, and back. */
export class Shift {
  private readonly steps: readonly Step[];

  /** @param replaced the replaced spans, in order and not overlapping, each with the length of its new text */
  constructor(replaced: readonly { readonly span: Span; readonly length: number }[]) {
    let moved = 0;
    this.steps = replaced.map(({ span, length }) => {
      const start = span.start + moved;
      moved += length - (span.end - span.start);
      return { before: span, after: { start, end: start + length } };
    });
  }

  /** The span after the edits. */
  forward({ start, end }: Span): Span {
    return {
      start: this.move(start, "before", "after", "start"),
      end: this.move(end, "before", "after", "end"),
    };
  }

  /** The span before the edits. */
  back({ start, end }: Span): Span {
    return {
      start: this.move(start, "after", "before", "start"),
      end: this.move(end, "after", "before", "end"),
    };
  }

  /** An offset within a replaced span moves to its edge. */
  private move(offset: number, from: keyof Step, to: keyof Step, edge: keyof Span): number {
    let [low, high] = [0, this.steps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.steps[middle]?.[from].end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const [inside, before] = [this.steps[low], this.steps[low - 1]];
    if (inside && inside[from].start < offset) return inside[to][edge];
    // At an insertion, an offset stays before the inserted text. At a deletion, going back, it includes the deleted text.
    if (before?.[from].start === offset) return before[to][from === "before" ? "start" : "end"];
    return before ? before[to].end + offset - before[from].end : offset;
  }
}
