import type { CST, Document } from "yaml";
import { Composer, Lexer, Parser } from "yaml";
import type { Span } from "../../text/line-index.ts";
import { YamlNesting, yamlLexemes } from "../../text/yaml-lexemes.ts";
import type { SourceProblem } from "../source-reading.ts";
import { beginsAsJson, blankJsonComments, isJsonName } from "./json-comments.ts";
import { withJoinedLines } from "./quoted-lines.ts";
import { withoutTemplates } from "./template-lines.ts";
import { addAll } from "../../text/list.ts";

/** More levels than any file of this kind has; the library reads them recursively. */
const maxDepth = 256;
/** Each document costs the library about 20 µs, however small it is. */
const maxDocuments = 2000;

/** A text with more of them is no YAML. */
const maxErrors = 1000;

/** What the library reads of a text. Where a text has errors, documents are what it reads before and after them. */
export interface ParsedYaml {
  /** The text that was parsed: comments of JSON and templates are masked, at equal length. */
  readonly masked: string;
  readonly documents: readonly Document[];
  /** From `#` on, to the end of the line. */
  readonly comments: readonly Span[];
  readonly problem: SourceProblem | null;
}

/**
 * Parses YAML or JSON, of which YAML is a superset but for comments. A text that is no YAML is parsed without its templates of Helm or
 * Jinja, and with quoted scalars on one line each, where that leaves fewer errors.
 */
export function parseYaml(text: string, path: string): ParsedYaml {
  const isJson = isJsonName(path);
  // After a byte order mark the library does not find that a list begins a line; an empty line it does.
  const unmarked = text.replace(/^\uFEFF/, "\n");
  const plain = isJson || beginsAsJson(text) ? blankJsonComments(unmarked) : unmarked;
  const format = isJson ? "JSON" : "YAML";
  let best = withoutStackTraces(() => compose(plain, format));
  for (const other of best.problem ? otherTexts(plain) : []) {
    if (best.errors === 0) break;
    const parsed = withoutStackTraces(() => compose(other, format));
    if (parsed.errors < best.errors) best = parsed;
  }
  return isJson ? { ...best, comments: [] } : best;
}

/** What a text is with less than YAML can read, at equal length. */
function* otherTexts(text: string): Iterable<string> {
  const withoutMarks = withoutTemplates(text);
  if (withoutMarks !== null) yield withoutMarks;
  for (const own of [text, withoutMarks]) {
    const joined = own === null ? null : withJoinedLines(own);
    if (joined !== null) yield joined;
  }
}

/** The library makes an Error of each fault; with hundreds of thousands of them their stack traces would take minutes. */
function withoutStackTraces<T>(run: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** @param format as messages name it */
function compose(text: string, format: string): ParsedYaml & { readonly errors: number } {
  const parser = new Parser();
  const nesting = new YamlNesting(maxDepth);
  const tokens: CST.Token[] = [];
  const comments: Span[] = [];
  const nothing = { masked: text, documents: [], comments: [], errors: Infinity };
  let wrong = 0;
  try {
    for (const lexeme of yamlLexemes(new Lexer().lex(text))) {
      const { written, kind, start, end } = lexeme;
      if (nesting.isTooDeep(lexeme)) return { ...nothing, problem: tooDeep({ start, end }) };
      if (kind === "token" && written.startsWith("#")) comments.push({ start, end });
      for (const token of parser.next(written)) {
        tokens.push(token);
        if (token.type === "error") wrong += 1;
      }
      if (wrong > maxErrors) break;
    }
    addAll(tokens, parser.end());
    const documents = readDocuments(tokens, text.length);
    const errors = documents.flatMap((document) => document.errors);
    const [first] = errors;
    const problem = first ? invalid(format, first.message, first.pos) : tooMany(documents);
    return { masked: text, documents, comments, errors: errors.length, problem };
  } catch (error) {
    // The library fails on some texts that are no YAML, instead of reporting them.
    return {
      ...nothing,
      problem: invalid(format, error instanceof Error ? error.message : "unknown", null),
    };
  }
}

function readDocuments(tokens: readonly CST.Token[], length: number): readonly Document[] {
  const documents: Document[] = [];
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    prettyErrors: false,
    // The library compares each key with every other.
    uniqueKeys: false,
    logLevel: "silent",
  });
  for (const document of composer.compose(tokens, false, length)) {
    documents.push(document);
    if (documents.length >= maxDocuments) break;
  }
  return documents;
}

function tooDeep(span: Span): SourceProblem {
  const message = `The file is nested more than ${maxDepth} levels deep; nothing in it was read.`;
  return { id: "partly-read", message, span };
}

function tooMany({ length }: readonly Document[]): SourceProblem | null {
  if (length < maxDocuments) return null;
  const message = `Only the first ${maxDocuments} documents of the file were read.`;
  return { id: "partly-read", message, span: null };
}

function invalid(
  format: string,
  message: string,
  position: readonly [number, number] | null,
): SourceProblem {
  return {
    id: "invalid-source",
    message: `Invalid ${format}; it was read as far as possible: ${message.replace(/\.?\s*$/s, "")}.`,
    span: position && { start: position[0], end: position[1] },
  };
}
