import { unresolvedPart } from "../../shell/unresolved.ts";
import type { Span } from "../../text/line-index.ts";
import type { Value } from "../source-reading.ts";
import { partOf } from "../value.ts";

/** A word of a command, unquoted. */
export interface CommandWord extends Value {
  /** Where a range of `text` is written; absent where the text is written as it is. */
  readonly spanOf?: (range: Span) => Span;
}

/** The rest of a word from an offset of its text on. */
export function restOf(word: CommandWord, from: number): CommandWord {
  if (from === 0) return word;
  const rest = partOf(word, from);
  const { spanOf } = word;
  if (!spanOf) return rest;
  return {
    ...rest,
    span: spanOf({ start: from, end: word.text.length }),
    spanOf: ({ start, end }: Span): Span => spanOf({ start: start + from, end: end + from }),
  };
}

/** The value that a word is, without what only commands need. */
export function valueOf({ text, unknown, span }: CommandWord): Value {
  return { text, unknown, span };
}

/** Whether nothing of a word is known: it can be several words, or none. */
export function isOpenWord({ text }: Pick<Value, "text">): boolean {
  return text === unresolvedPart;
}
