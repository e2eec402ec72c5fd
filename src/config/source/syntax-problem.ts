import type { Span } from "../../text/line-index.ts";
import { shownName, shownText } from "./shown-value.ts";

/** What is wrong in a configuration; the span is null where the whole file is meant. */
export interface SpanProblem {
  readonly span: Span | null;
  /** Without a full stop at the end. */
  readonly message: string;
}

/** A syntax error. The code decides; the message is for readers. */
export interface SyntaxProblem extends SpanProblem {
  readonly code: SyntaxCode;
}

/** More levels than any configuration has. */
export const maxDepth = 32;

const messages = {
  "too-deep": (): string => `this is nested more than ${maxDepth} levels deep`,
  empty: (): string => "the file is empty: write {} or delete it",
  "only-comments": (): string => "the file has only comments: write {} or delete it",
  "forbidden-key": (key: string): string => `${key} is not allowed as a key: remove it`,
  "duplicate-key": (key: string): string => `duplicate key ${shownName(key)}: remove one`,
  json: (message: string): string => message,
  "yaml-directive": (): string => "YAML directives are not supported: remove it",
  "tab-indentation": (): string => "YAML does not allow tabs as indentation: use spaces",
  "second-document": (): string =>
    "a second document starts here, but a configuration has only one",
  tag: (tag: string): string => `YAML tags such as ${shownName(tag)} are not supported: remove it`,
  "several-keys-on-a-line": (): string =>
    "invalid YAML: write each key on a line of its own, with its colon on the same line",
  "unclosed-bracket": (): string => "invalid YAML: a bracket or brace is not closed above",
  "unclosed-quote": (quote: string): string => `invalid YAML: a closing ${quote} is missing`,
  indentation: (): string => "invalid YAML: the indentation does not match the lines above",
  "special-character": (char: string): string =>
    `invalid YAML: put text that begins with ${shownText(char)} in quotes`,
  escape: (): string =>
    "invalid YAML: unknown escape in double quotes; double the backslash or use single quotes",
  /** The rest, in the words of the library, which quote the file. */
  "other-yaml": (message: string): string => `invalid YAML: ${message}`,
  "alias-cycle": (name: string): string =>
    `*${shownName(name)} is inside its own anchor: write the value instead`,
  "unknown-anchor": (name: string): string =>
    `unknown alias: there is no anchor &${shownName(name)} before it`,
  "unquoted-star": (text: string): string =>
    `put text that begins with * in quotes: ${shownText(text)}`,
  "too-many-aliases": (): string => "aliases repeat too many values: write the values out",
  "key-is-alias": (): string => "a key cannot be an alias: write it out",
  "key-is-collection": (kind: "mapping" | "list"): string => `a key must be text, not a ${kind}`,
  "key-is-missing": (): string => "a key is missing before the colon",
  "key-has-anchor": (): string => "a key cannot have an anchor: remove it",
  "key-is-not-text": (written: string): string =>
    `a key must be text, and ${shownName(written)} is not: write ${shownText(written)}`,
  "merge-key": (): string => "merge keys (<<) are not supported: write the keys out",
} as const;

export type SyntaxCode = keyof typeof messages;

export function syntaxProblem<Code extends SyntaxCode>(
  code: Code,
  span: Span | null,
  ...args: Parameters<(typeof messages)[Code]>
): SyntaxProblem {
  const write = messages[code] as (...args: Parameters<(typeof messages)[Code]>) => string;
  return { code, span, message: write(...args) };
}

/** Names that have a meaning for JavaScript objects. */
const forbiddenKeys: readonly string[] = ["__proto__", "constructor", "prototype"];

/** Why a key cannot be added to a mapping; null where it can. */
export function keyProblem(
  key: string,
  span: Span,
  known: ReadonlyMap<string, unknown>,
): SyntaxProblem | null {
  if (forbiddenKeys.includes(key)) return syntaxProblem("forbidden-key", span, key);
  return known.has(key) ? syntaxProblem("duplicate-key", span, key) : null;
}
