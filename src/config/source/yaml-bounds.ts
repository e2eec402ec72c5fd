import { Lexer } from "yaml";
import type { TreeProblem } from "./config-tree.ts";
import { maxDepth, tooDeep } from "./config-tree.ts";

/** Enough for `deepest` levels of four spaces. */
const maxIndent = 4 * maxDepth;

/**
 * Whether a text nests so deeply that reading it would take the stack of the process. It looks at the tokens alone, which
 * takes no stack: an exact count of levels comes later, when the text is known to be harmless.
 */
export function findBomb(text: string): TreeProblem | null {
  let [offset, flow, indent, indicators] = [0, 0, 0, 0];
  let isLineStart = true;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (token === "\u001f" || token === "\u0002" || token === "\u0018") {
      isScalar = token === "\u001f";
      continue;
    }
    const span = { start: offset, end: offset + token.length };
    offset = span.end;
    if (isScalar) {
      isScalar = isLineStart = false;
      continue;
    }
    if (token === "\n" || token === "\r\n") {
      isLineStart = true;
      indent = 0;
      if (flow === 0) indicators = 0;
      continue;
    }
    if (isLineStart && /^ +$/.test(token)) indent = token.length;
    isLineStart = false;
    if (token === "[" || token === "{") flow += 1;
    else if (token === "]" || token === "}") flow = Math.max(0, flow - 1);
    else if (token === ",") indicators = 0;
    else if (token === "-" || token === "?" || token === ":") {
      indicators += 1;
      if (flow === 0 && indent > maxIndent) return { span, message: tooDeep };
    }
    if (flow > maxDepth || indicators > 2 * maxDepth) return { span, message: tooDeep };
  }
  return null;
}
