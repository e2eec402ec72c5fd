import type { ErrorCode, YAMLError } from "yaml";
import type { Span } from "../../text/line-index.ts";
import type { SyntaxProblem } from "./syntax-problem.ts";
import { syntaxProblem } from "./syntax-problem.ts";
import { contextAt } from "./yaml-bounds.ts";

/** A syntax error that the library found, by its code: frequent mistakes in our words, the rest in the library's. */
export function yamlProblem(text: string, { code, message, pos }: YAMLError): SyntaxProblem {
  const start = Math.min(pos[0], text.length);
  const written = text.slice(start, Math.max(start, pos[1]));
  const line = (/^[^\r\n]*/.exec(written)?.[0] ?? "").trimEnd();
  // Something missing has no width: the character at its position is marked instead.
  const width = line === "" && /[^\r\n]/.test(text.charAt(start)) ? 1 : line.length;
  const span: Span = { start, end: start + width };
  const problem = frequentMistake(text, { code, start, span, line });
  return problem ?? syntaxProblem("other-yaml", span, printable(message));
}

interface Mistake {
  readonly code: ErrorCode;
  readonly start: number;
  readonly span: Span;
  /** The first line that the error is about. */
  readonly line: string;
}

function frequentMistake(text: string, { code, start, span, line }: Mistake): SyntaxProblem | null {
  if (code === "TAB_AS_INDENT") return syntaxProblem("tab-indentation", span);
  if (code === "MULTIPLE_DOCS") return syntaxProblem("second-document", span);
  if (code === "TAG_RESOLVE_FAILED") return syntaxProblem("tag", span, line);
  if (code === "MULTILINE_IMPLICIT_KEY" || code === "BLOCK_AS_IMPLICIT_KEY")
    return syntaxProblem("several-keys-on-a-line", span);
  if (code === "BAD_SCALAR_START")
    return syntaxProblem("special-character", span, line.slice(0, 1));
  if (code === "BAD_DQ_ESCAPE") return syntaxProblem("escape", span);
  // These two codes have several causes; open brackets and quotes at the position show which one it is.
  if (code !== "BAD_INDENT" && code !== "MISSING_CHAR") return null;
  const { isInFlow, quote } = contextAt(text, start);
  if (code === "BAD_INDENT")
    return syntaxProblem(isInFlow ? "unclosed-bracket" : "indentation", span);
  return quote === null ? null : syntaxProblem("unclosed-quote", span, quote);
}

/** The library quotes the file: neither control characters nor those that turn the direction of text reach a terminal. */
function printable(message: string): string {
  const short = message.length > 120 ? `${message.slice(0, 120)}…` : message;
  const line = short.replace(
    /[^\x20-\x7e\u00a1-\u1fff\u2010-\u2027\u2030-\u205f\u2070-\ud7ff…]/gu,
    "?",
  );
  return `${line.slice(0, 1).toLowerCase()}${line.slice(1)}`.replace(/\.$/, "");
}
