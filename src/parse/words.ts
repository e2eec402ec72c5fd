import { isSpace } from "../shell/blank.ts";

/** A word of an instruction, with quotes and escapes: BuildKit removes them when it expands the word. */
export interface Span {
  readonly text: string;
  /** Offsets into the logical text, the end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Splits at blanks outside quotes (BuildKit: parseWords). An unclosed quote extends to the end. */
export function quotedWords(text: string, start: number, end: number, escape: string): Span[] {
  const words: Span[] = [];
  let position = start;
  for (;;) {
    while (position < end && isSpace(text[position] ?? "")) position++;
    if (position >= end) return words;
    const wordStart = position;
    let word = "";
    let quote: string | null = null;
    for (; position < end; position++) {
      const char = text[position] ?? "";
      if (quote === null && isSpace(char)) break;
      if (char === escape && quote !== "'") {
        // An escape at the very end is dropped.
        if (position + 1 >= end) continue;
        word += char + (text[++position] ?? "");
        continue;
      }
      if (quote === null && (char === "'" || char === '"')) quote = char;
      else if (char === quote) quote = null;
      word += char;
    }
    if (word !== "") words.push({ text: word, start: wordStart, end: position });
  }
}
