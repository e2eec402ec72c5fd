import { isForInferlint } from "../../domain/build/suppression-comment.ts";
import type { Span } from "../../text/line-index.ts";
import { LineIndex } from "../../text/line-index.ts";
import type { FoundComment } from "../source-reading.ts";
import type { ScalarEntry } from "./walk.ts";

/**
 * The comments to inferlint, and what each covers: the pair or item that begins on its line, or on the next line with more than
 * a comment, if its value is a scalar; else that line.
 */
export function commentsIn(
  text: string,
  spans: readonly Span[],
  scalars: readonly ScalarEntry[],
): readonly FoundComment[] {
  const own = spans.filter(({ start, end }) => isForInferlint(text.slice(start, end)));
  if (own.length === 0) return [];
  const index = new LineIndex(text);
  const lineOf = (offset: number): number => index.position(offset).line;
  const commentAt = new Map(spans.map((span) => [lineOf(span.start), span]));
  const valueAt = valuesByLine(scalars, text, lineOf);

  /** Without the blanks at both ends and without a comment; null for a line with nothing else. */
  const contentOf = (line: number): Span | null => {
    const start = index.lineStart(line) ?? 0;
    const end = commentAt.get(line)?.start ?? start + (index.lineText(line) ?? "").length;
    const content = text.slice(start, end);
    if (content.trim() === "") return null;
    const first = start + content.length - content.trimStart().length;
    return { start: first, end: start + content.trimEnd().length };
  };
  const covered = (line: number): Span | null => {
    const content = contentOf(line);
    const value = valueAt.get(line);
    if (!content || !value) return content;
    return { start: Math.min(content.start, value.start), end: Math.max(content.end, value.end) };
  };
  const contentLines = nextContent(index.lineCount, (line) => contentOf(line) !== null);

  return own.map((span) => {
    const line = lineOf(span.start);
    const isTrailing = contentOf(line) !== null;
    const next = isTrailing ? line : contentLines(line + 1);
    const end = span.start + text.slice(span.start, span.end).trimEnd().length;
    return {
      text: text.slice(span.start, end),
      span: { start: span.start, end },
      next: next === null ? null : covered(next),
      isTrailing,
    };
  });
}

/** The pairs and items with scalars that begin their line, from the dash on: a comment above is none of a text. */
export function commentPlacesIn(text: string, scalars: readonly ScalarEntry[]): readonly Span[] {
  return scalars.flatMap(({ scalar, start }) => {
    const line = text.lastIndexOf("\n", start - 1) + 1;
    const [, indent = ""] = /^([ \t]*)(?:-[ \t]+)*$/.exec(text.slice(line, start)) ?? [null, null];
    const [from = start, to = start] = scalar.range ?? [];
    const end = from + text.slice(from, to).trimEnd().length;
    return indent === null ? [] : [{ start: line + indent.length, end: Math.max(start, end) }];
  });
}

/** For each line, what the pairs and items with scalars that begin or end there take up. */
function valuesByLine(
  scalars: readonly ScalarEntry[],
  text: string,
  lineOf: (offset: number) => number,
): ReadonlyMap<number, Span> {
  const byLine = new Map<number, Span>();
  for (const { scalar, start } of scalars) {
    const [from = start, to = start] = scalar.range ?? [];
    const end = from + text.slice(from, to).trimEnd().length;
    const last = Math.max(start, end);
    for (const line of new Set([lineOf(start), lineOf(last)])) {
      const known = byLine.get(line) ?? { start, end: last };
      byLine.set(line, { start: Math.min(known.start, start), end: Math.max(known.end, last) });
    }
  }
  return byLine;
}

/** Finds the next line with content; every line is looked at once for comments in source order. */
function nextContent(
  lineCount: number,
  hasContent: (line: number) => boolean,
): (line: number) => number | null {
  let known = 0;
  return (line) => {
    known = Math.max(known, line);
    while (known <= lineCount && !hasContent(known)) known += 1;
    return known <= lineCount ? known : null;
  };
}
