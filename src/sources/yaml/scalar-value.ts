import type { Scalar } from "yaml";
import type { EmbeddedText } from "../../text/embedded-text.ts";
import type { Span } from "../../text/line-index.ts";
import type { Value } from "../source-reading.ts";
import { defaultValue, withTemplateParts } from "../template-parts.ts";
import type { ParsedText } from "./piece-builder.ts";
import { isBlock, scalarText } from "./scalar-text.ts";

/**
 * The value of a scalar and where it stands: of a block scalar, whose line breaks at both ends do not count, its first line of
 * text; of `${NAME:-value}` the value.
 */
export function scalarValue(text: ParsedText, scalar: Scalar): Value {
  const embedded = scalarText(text, scalar);
  const inside = isBlock(scalar)
    ? withoutBreaks(embedded.text)
    : { start: 0, end: embedded.text.length };
  const known = defaultValue(embedded.text.slice(inside.start, inside.end));
  const own = { start: inside.start + known.start, end: inside.start + known.end };
  const value = withTemplateParts(embedded.text.slice(own.start, own.end));
  return { ...value, span: placeOf(embedded, own, isBlock(scalar)) };
}

function placeOf(embedded: EmbeddedText, { start, end }: Span, isFirstLine: boolean): Span {
  const lineEnd = isFirstLine ? embedded.text.indexOf("\n", start) : -1;
  return embedded.span({ start, end: lineEnd < 0 ? end : Math.min(lineEnd, end) });
}

function withoutBreaks(text: string): Span {
  const start = /^\n*/.exec(text)?.[0].length ?? 0;
  let end = text.length;
  while (end > start && text[end - 1] === "\n") end -= 1;
  return { start, end };
}
