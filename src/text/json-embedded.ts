import type { Piece } from "./embedded-text.ts";
import { EmbeddedText } from "./embedded-text.ts";
import type { JsonText } from "./positioned-json.ts";

/** A text, and where its characters stand in the text around it. */
export interface PlacedText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

const escape = /\\(?:u[\dA-Fa-f]{4}|.)/g;

/** Half of a pair, which decoded text never contains: src/shell uses such characters as marks. */
const loneHalf = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/**
 * Strings of JSON as one text.
 * @param outer the text that they were read from
 */
export function joinedJsonTexts(outer: string, strings: readonly JsonText[]): PlacedText {
  const pieces: Piece[] = [];
  const texts: string[] = [];
  let length = 0;
  const add = (text: string, from: number, fromLength: number): void => {
    if (fromLength === 0) return;
    pieces.push({ at: length, length: text.length, from, fromLength });
    texts.push(text);
    length += text.length;
  };
  for (const { at, end } of strings) {
    let from = at + 1;
    for (const { 0: match, index } of outer.slice(from, end - 1).matchAll(escape)) {
      const start = at + 1 + index;
      add(outer.slice(from, start), from, start - from);
      add(JSON.parse(`"${match}"`) as string, start, match.length);
      from = start + match.length;
    }
    add(outer.slice(from, end - 1), from, end - 1 - from);
  }
  return { text: texts.join("").replace(loneHalf, "\uFFFD"), pieces };
}

/** A text that is written in strings of JSON. */
export function inJson({ text, pieces }: PlacedText): EmbeddedText {
  return new EmbeddedText(text, pieces, (part) => JSON.stringify(part).slice(1, -1));
}
