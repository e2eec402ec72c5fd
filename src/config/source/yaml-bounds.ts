import { Lexer } from "yaml";
import type { SyntaxProblem } from "./syntax-problem.ts";
import { maxDepth, syntaxProblem } from "./syntax-problem.ts";

/** Enough for the deepest nesting with four spaces a level. */
const maxIndent = 4 * maxDepth;

/** Control characters by which the lexer marks what follows: the start of a document, the end of a flow, a scalar. */
const marks = { document: "\u0002", flowEnd: "\u0018", scalar: "\u001f" } as const;

/**
 * Rejects text nested so deeply that parsing it would overflow the stack. Only tokens are scanned, which takes no stack;
 * the levels are counted exactly after parsing.
 */
export function findDeepNesting(text: string): SyntaxProblem | null {
  let [offset, flow, indent, indicators] = [0, 0, 0, 0];
  let isLineStart = true;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (token === marks.scalar || token === marks.document || token === marks.flowEnd) {
      isScalar = token === marks.scalar;
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
      if (flow === 0 && indent > maxIndent) return syntaxProblem("too-deep", span);
    }
    if (flow > maxDepth || indicators > 2 * maxDepth) return syntaxProblem("too-deep", span);
  }
  return null;
}

/** Whether brackets or braces are open at an offset, and the quote that a scalar which ends there does not close. */
export function contextAt(
  text: string,
  at: number,
): { readonly isInFlow: boolean; readonly quote: '"' | "'" | null } {
  let [offset, flow] = [0, 0];
  let quote: '"' | "'" | null = null;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (token === marks.scalar || token === marks.document || token === marks.flowEnd) {
      isScalar = token === marks.scalar;
      continue;
    }
    offset += token.length;
    if (offset > at) break;
    const first = isScalar ? "" : token.charAt(0);
    isScalar = false;
    const isUnclosed = token.length === 1 || !token.endsWith(first);
    quote = (first === '"' || first === "'") && isUnclosed ? first : null;
    if (first === "[" || first === "{") flow += 1;
    else if (first === "]" || first === "}") flow = Math.max(0, flow - 1);
  }
  return { isInFlow: flow > 0, quote };
}
