import type { Piece } from "./embedded-text.ts";
import { EmbeddedText } from "./embedded-text.ts";
import type { JsonText } from "./positioned-json.ts";

const escape = /\\(?:u[\dA-Fa-f]{4}|.)/g;

/**
 * A string of JSON as a text with the places of its characters.
 * @param outer the text that the string was read from
 */
export function jsonEmbedded(outer: string, { at, end }: JsonText): EmbeddedText {
  const written = outer.slice(at + 1, end - 1);
  const pieces: Piece[] = [];
  let text = "";
  const add = (part: string, from: number, fromLength: number): void => {
    if (fromLength === 0) return;
    pieces.push({ at: text.length, length: part.length, from: at + 1 + from, fromLength });
    text += part;
  };
  let from = 0;
  for (const { 0: match, index } of written.matchAll(escape)) {
    add(written.slice(from, index), from, index - from);
    add(JSON.parse(`"${match}"`) as string, index, match.length);
    from = index + match.length;
  }
  add(written.slice(from), from, written.length - from);
  return new EmbeddedText(text, pieces, (part) => JSON.stringify(part).slice(1, -1));
}
