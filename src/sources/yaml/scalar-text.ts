import type { Scalar } from "yaml";
import type { EmbeddedText } from "../../text/embedded-text.ts";
import type { Span } from "../../text/line-index.ts";
import { blockEncoder } from "./block-encoder.ts";
import { readBlockScalar } from "./block-scalar.ts";
import type { Quote } from "./flow-scalar.ts";
import { readFlowScalar } from "./flow-scalar.ts";
import type { ParsedText } from "./piece-builder.ts";
import { PieceBuilder } from "./piece-builder.ts";

/** The value of a scalar with the place of each of its characters. It can be written to where its style has an escape for all text. */
export function scalarText(text: ParsedText, scalar: Scalar): EmbeddedText {
  const [start, end] = scalar.range ?? [0, 0];
  const out = new PieceBuilder(text);
  const value = scalar.source ?? "";
  if (isBlock(scalar)) {
    const body = { start: bodyStart(text.masked, start, end), end };
    const isFolded = scalar.type === "BLOCK_FOLDED";
    const indent = readBlockScalar(text.masked, body, value, isFolded, out);
    const encode = blockEncoder(text.masked, body.start, indent, () => embedded);
    const embedded: EmbeddedText = out.build(value, body, isFolded ? unwritable : encode);
    return embedded;
  }
  const quote = quoteOf(scalar);
  const inside = insideOf(text.masked, { start, end }, quote);
  readFlowScalar(text.masked, inside, quote, out);
  return out.build(value, inside, quote === '"' ? escaped : unwritable);
}

/** Whether a scalar begins with `|` or `>`. */
export function isBlock({ type }: Scalar): boolean {
  return type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED";
}

/** The start of the line after the header. */
function bodyStart(text: string, start: number, end: number): number {
  const found = text.indexOf("\n", start);
  return found < 0 || found >= end ? end : found + 1;
}

function quoteOf({ type }: Scalar): Quote {
  if (type === "QUOTE_DOUBLE") return '"';
  return type === "QUOTE_SINGLE" ? "'" : null;
}

/** The closing quote can be missing. */
function insideOf(text: string, { start, end }: Span, quote: Quote): Span {
  if (quote === null) return { start, end };
  const isClosed = end > start + 1 && text[end - 1] === quote;
  return { start: Math.min(start + 1, end), end: isClosed ? end - 1 : end };
}

const unwritable = (): null => null;

/** YAML has all escapes of JSON. */
function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
