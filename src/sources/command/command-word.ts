import { unresolvedPart } from "../../shell/unresolved.ts";
import type { Span } from "../../text/line-index.ts";
import type { Value } from "../source-reading.ts";

/** A word of a command, unquoted. */
export interface CommandWord extends Value {
  /** Where a range of `text` is written; absent where the text is written as it is. */
  readonly spanOf?: (range: Span) => Span;
}

/** The rest of a word from an offset of its text on. */
export function restOf(word: CommandWord, from: number): CommandWord {
  if (from === 0) return word;
  const { text, unknown, span, spanOf } = word;
  const range = { start: from, end: text.length };
  const isVerbatim = unknown.length === 0 && span.end - span.start === text.length;
  const own = spanOf
    ? spanOf(range)
    : isVerbatim
      ? { start: span.start + from, end: span.end }
      : span;
  const before = text.slice(0, from).split(unresolvedPart).length - 1;
  const rest = { text: text.slice(from), unknown: unknown.slice(before), span: own };
  if (!spanOf) return rest;
  return {
    ...rest,
    spanOf: ({ start, end }: Span): Span => spanOf({ start: start + from, end: end + from }),
  };
}

/** The value that a word is, without what only commands need. */
export function valueOf({ text, unknown, span }: CommandWord): Value {
  return { text, unknown, span };
}

/** A text as the file has it, as far as that is known. */
export function writtenOf({ text, unknown }: Pick<Value, "text" | "unknown">): string {
  let next = 0;
  return text.replaceAll(unresolvedPart, () => unknown[next++] ?? "");
}

/** Whether nothing of a word is known: it can be several words, or none. */
export function isOpenWord({ text }: Pick<Value, "text">): boolean {
  return text === unresolvedPart;
}
