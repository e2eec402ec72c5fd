import type { EmbeddedText, Piece } from "../../text/embedded-text.ts";
import type { PlacedText } from "../../text/json-embedded.ts";
import { inJson, joinedJsonTexts } from "../../text/json-embedded.ts";
import type { JsonNode } from "../../text/positioned-json.ts";

/** A source is a string, or a list of strings that are joined (nbformat: multiline strings). */
export function cellSource(file: string, node: JsonNode): PlacedText {
  const nodes = node.kind === "list" ? node.items : [node];
  return joinedJsonTexts(
    file,
    nodes.filter((each) => each.kind === "text"),
  );
}

/** Several sources as one text, each followed by a line end that is not in the file. */
export function joinedSources(sources: readonly PlacedText[]): EmbeddedText {
  const pieces: Piece[] = [];
  const texts: string[] = [];
  let length = 0;
  for (const source of sources) {
    for (const piece of source.pieces) pieces.push({ ...piece, at: length + piece.at });
    texts.push(source.text, "\n");
    length += source.text.length + 1;
  }
  return inJson({ text: texts.join(""), pieces });
}
