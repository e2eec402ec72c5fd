import { Lexer } from "yaml";
import { YamlNesting, yamlLexemes } from "../../text/yaml-lexemes.ts";
import type { SyntaxProblem } from "./syntax-problem.ts";
import { maxDepth, syntaxProblem } from "./syntax-problem.ts";

/**
 * Rejects text nested so deeply that parsing it would overflow the stack. Only tokens are scanned, which takes no stack;
 * the levels are counted exactly after parsing.
 */
export function findDeepNesting(text: string): SyntaxProblem | null {
  const nesting = new YamlNesting(maxDepth);
  for (const lexeme of yamlLexemes(new Lexer().lex(text)))
    if (nesting.isTooDeep(lexeme))
      return syntaxProblem("too-deep", { start: lexeme.start, end: lexeme.end });
  return null;
}

/** Whether brackets or braces are open at an offset, and the quote that a scalar which ends there does not close. */
export function contextAt(
  text: string,
  at: number,
): { readonly isInFlow: boolean; readonly quote: '"' | "'" | null } {
  let flow = 0;
  let quote: '"' | "'" | null = null;
  for (const { written, kind, end } of yamlLexemes(new Lexer().lex(text))) {
    if (kind === "mark") continue;
    if (end > at) break;
    const first = kind === "scalar" ? "" : written.charAt(0);
    const isUnclosed = written.length === 1 || !written.endsWith(first);
    quote = (first === '"' || first === "'") && isUnclosed ? first : null;
    if (first === "[" || first === "{") flow += 1;
    else if (first === "]" || first === "}") flow = Math.max(0, flow - 1);
  }
  return { isInFlow: flow > 0, quote };
}
