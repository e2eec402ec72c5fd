import { isForInferlint } from "../../domain/build/suppression-comment.ts";
import type { Span } from "../../text/line-index.ts";
import type { FoundComment } from "../source-reading.ts";
import type { Script } from "./script.ts";

/** The comments to inferlint, with the logical line after each or the one that it ends. */
export function commentsOf(
  text: string,
  { comments, lines }: Pick<Script, "comments" | "lines">,
): readonly FoundComment[] {
  return comments.flatMap((span) => {
    const comment = text.slice(span.start, span.end);
    if (!isForInferlint(comment)) return [];
    const after = firstFrom(lines, span.start);
    const own = lineWith(lines, after - 1, span);
    const isTrailing = !/(?:^|\n)[ \t\uFEFF]*$/.test(
      text.slice(Math.max(span.start - 200, 0), span.start),
    );
    return [{ text: comment, span, next: (isTrailing ? own : lines[after]) ?? null, isTrailing }];
  });
}

/** The logical lines that begin a line of the text. */
export function commentPlacesIn(text: string, { lines }: Pick<Script, "lines">): readonly Span[] {
  return lines.filter(({ start }) => {
    const line = text.lastIndexOf("\n", start - 1) + 1;
    return /^[ \t]*$/.test(text.slice(line, start));
  });
}

/** The index of the first line that starts at an offset or later. */
function firstFrom(lines: readonly Span[], offset: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.start ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The innermost line around a comment. */
function lineWith(lines: readonly Span[], from: number, { start }: Span): Span | undefined {
  let index = from;
  while (index >= 0 && (lines[index]?.end ?? 0) < start) index--;
  return lines[index];
}
