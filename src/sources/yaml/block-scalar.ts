import type { Span } from "../../text/line-index.ts";
import type { PieceBuilder } from "./piece-builder.ts";

/** A line of a block scalar in the text that was parsed, without its line break. */
interface Line extends Span {
  /** After its line break. */
  readonly next: number;
}

/**
 * Reads a block scalar (YAML 1.2.2, 8.1). How much each line is indented and how lines are joined is taken from the value as
 * the library reads it, so that the rules of both cannot differ.
 * @param text that was parsed
 * @param body the lines after the header
 * @param value the scalar as the library reads it
 * @returns the indentation of its first line of text, as written
 */
export function readBlockScalar(
  text: string,
  body: Span,
  value: string,
  isFolded: boolean,
  out: PieceBuilder,
): string {
  const lines = linesOf(text, body);
  const indent = indentOf(text, lines, value);
  let at = 0;
  let end = body.start;
  for (const line of lines) {
    const start = Math.min(line.start + indent, line.end);
    const length = line.end - start;
    if (!isFolded) {
      out.verbatim(start, line.end);
      at += length;
      if (at < value.length) out.escaped("\n", line.end, line.next);
      at += 1;
    } else if (length > 0 && at < value.length) {
      const separator = /^(?:\n+| )?/.exec(value.slice(at, at + lines.length + 1))?.[0] ?? "";
      const own = at === 0 && !separator.startsWith("\n") ? "" : separator;
      out.escaped(own, end, start);
      out.verbatim(start, line.end);
      at += own.length + length;
    }
    if (length > 0) end = line.end;
  }
  if (isFolded) out.escaped(value.slice(at), end, body.end);
  return firstIndent(text, lines, indent);
}

function linesOf(text: string, { start, end }: Span): readonly Line[] {
  const lines: Line[] = [];
  for (let at = start; at < end;) {
    const found = text.indexOf("\n", at);
    const next = found < 0 || found >= end ? end : found + 1;
    const isBroken = found >= 0 && found < end;
    let last = isBroken ? found : end;
    if (isBroken && text[last - 1] === "\r" && last > at) last -= 1;
    lines.push({ start: at, end: last, next });
    at = next;
  }
  return lines;
}

const isBlank = (text: string): boolean => /^ *$/.test(text);

/** The number of blanks that are no part of the value, by the first line of text: what is missing there in the value. */
function indentOf(text: string, lines: readonly Line[], value: string): number {
  const first = lines.find(({ start, end }) => !isBlank(text.slice(start, end)));
  if (!first) return Math.max(0, ...lines.map(({ start, end }) => end - start));
  const blanks = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;
  const own = value.split("\n", lines.length + 1).find((line) => !isBlank(line)) ?? "";
  return blanks(text.slice(first.start, first.end)) - blanks(own);
}

function firstIndent(text: string, lines: readonly Line[], indent: number): string {
  const first = lines.find(({ start, end }) => !isBlank(text.slice(start, end)));
  return first ? text.slice(first.start, first.start + indent) : "";
}
