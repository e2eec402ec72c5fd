import type { SpanProblem, SyntaxCode, SyntaxProblem } from "./syntax-problem.ts";

/** Codes whose message holds no text of the file. A new code is withheld until it is listed here. */
const withoutFileText: ReadonlySet<SyntaxCode> = new Set<SyntaxCode>([
  "too-deep",
  "empty",
  "only-comments",
  "forbidden-key",
  "yaml-directive",
  "tab-indentation",
  "second-document",
  "several-keys-on-a-line",
  "unclosed-bracket",
  "unclosed-quote",
  "indentation",
  "escape",
  "too-many-aliases",
  "key-is-alias",
  "key-is-collection",
  "key-is-missing",
  "key-has-anchor",
  "merge-key",
]);

/**
 * The problem without text of the file. Messages for repositories quote the file; here the quoted text could be the password
 * that made the line invalid YAML: `password: *secret` is an alias, `password: !secret` a tag.
 * @param isKnownKey whether a key may be shown
 */
export function redactProblem(
  { span, code, message }: SyntaxProblem,
  text: string,
  isKnownKey: (key: string) => boolean,
): SpanProblem {
  if (withoutFileText.has(code)) return { span, message };
  const written = span === null ? "" : text.slice(span.start, span.end);
  if (code === "duplicate-key" && isKnownKey(written)) return { span, message };
  const first = span === null ? "" : text.charAt(span.start);
  return {
    span,
    message: /[!&*|>%@`]/.test(first)
      ? `put text that begins with ${first} in quotes: '${first}…'`
      : "invalid YAML: put text with special characters in quotes",
  };
}
