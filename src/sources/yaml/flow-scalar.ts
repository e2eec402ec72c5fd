import type { Span } from "../../text/line-index.ts";
import type { PieceBuilder } from "./piece-builder.ts";

export type Quote = '"' | "'" | null;

/** A line break with the blanks around it, blank lines included. */
const fold = /[\t ]*\r?\n[\t\n\r ]*/y;
const blanks = /[\t ]+/y;
const escapedBreak = /\\\r?\n[\t ]*/y;
const escape = /\\(?:x[\da-f]{2}|u[\da-f]{4}|U[\da-f]{8}|[^xuU])/iy;
const special = /[\t\n\r "'\\]/g;

const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\u0007",
  b: "\b",
  e: "\u001B",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  N: "\u0085",
  _: "\u00A0",
  L: "\u2028",
  P: "\u2029",
};

/**
 * Reads a plain or quoted scalar (YAML 1.2.2, 7.3): line breaks become blanks, and escapes what they stand for.
 * @param text that was parsed
 * @param span without quotes
 */
export function readFlowScalar(
  text: string,
  { start, end }: Span,
  quote: Quote,
  out: PieceBuilder,
): void {
  let at = start;
  const next = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    return pattern.test(text) && pattern.lastIndex <= end ? pattern.lastIndex : at;
  };
  while (at < end) {
    special.lastIndex = at;
    const stop = Math.min(special.exec(text)?.index ?? end, end);
    out.verbatim(at, stop);
    at = stop;
    if (at >= end) return;
    const [value, to] = specialPart(text, at, quote, next);
    if (value === null) out.verbatim(at, to);
    else out.escaped(value, at, to);
    at = to;
  }
}

/** What a special character and those after it stand for, null for themselves; and their end. */
function specialPart(
  text: string,
  at: number,
  quote: Quote,
  next: (pattern: RegExp) => number,
): readonly [string | null, number] {
  const folded = next(fold);
  if (folded > at) {
    const breaks = text.slice(at, folded).split("\n").length - 1;
    return [breaks === 1 ? " " : "\n".repeat(breaks - 1), folded];
  }
  if (quote === '"' && next(escapedBreak) > at) return ["", next(escapedBreak)];
  if (quote === '"' && next(escape) > at)
    return [unescaped(text.slice(at + 1, next(escape))), next(escape)];
  if (quote === "'" && text.startsWith("''", at)) return ["'", at + 2];
  return [null, Math.max(next(blanks), at + 1)];
}

function unescaped(written: string): string {
  if (!/^[xuU]./.test(written)) return escapes[written] ?? written;
  const code = Number.parseInt(written.slice(1), 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}
