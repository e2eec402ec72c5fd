import type { Piece } from "../../text/embedded-text.ts";
import { EmbeddedText } from "../../text/embedded-text.ts";
import type { JsonNode } from "../../text/positioned-json.ts";

/** The source of a cell, and where its characters stand in the file. */
export interface CellSource {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

const escape = /\\(?:u[\dA-Fa-f]{4}|.)/g;

/** Half of a pair, which decoded text never contains: src/shell uses such characters as marks. */
const loneHalf = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A source is a string, or a list of strings that are joined (nbformat: multiline strings). */
export function cellSource(file: string, node: JsonNode): CellSource {
  const pieces: Piece[] = [];
  let text = "";
  for (const each of node.kind === "list" ? node.items : [node]) {
    if (each.kind !== "text") continue;
    const [start, end] = [each.at + 1, each.end - 1];
    const add = (at: number, length: number, from: number, fromLength: number): void => {
      if (length > 0) pieces.push({ at: text.length + at, length, from: start + from, fromLength });
    };
    const written = file.slice(start, end);
    let [done, at] = [0, 0];
    for (const { 0: one, index } of written.matchAll(escape)) {
      add(at, index - done, done, index - done);
      at += index - done;
      add(at, 1, index, one.length);
      at += 1;
      done = index + one.length;
    }
    add(at, written.length - done, done, written.length - done);
    text += each.text;
  }
  return { text: text.replace(loneHalf, "\uFFFD"), pieces };
}

/** Several sources as one text, each followed by a line end that is not in the file. */
export function joinedSources(sources: readonly CellSource[]): EmbeddedText {
  const pieces: Piece[] = [];
  const texts: string[] = [];
  let length = 0;
  for (const source of sources) {
    for (const piece of source.pieces) pieces.push({ ...piece, at: length + piece.at });
    texts.push(source.text, "\n");
    length += source.text.length + 1;
  }
  return new EmbeddedText(texts.join(""), pieces, inJson);
}

/** A source as a text of the file. */
export function embeddedSource({ text, pieces }: CellSource): EmbeddedText {
  return new EmbeddedText(text, pieces, inJson);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
