import type { Span } from "../../text/line-index.ts";
import type { SyntaxNode } from "./syntax-tree.ts";

/** A run of characters of a literal: as written, or what stands for an escape. */
export interface KnownPart {
  readonly kind: "known";
  readonly text: string;
  readonly span: Span;
}

/** A part whose value is not known: `{tag}` of an f-string, `str(v)` of a sum. */
export interface UnknownPart {
  readonly kind: "unknown";
  readonly written: string;
  readonly span: Span;
  /** The expression; null for a placeholder such as `%s`. */
  readonly node: SyntaxNode | null;
  /** It is put in as it is, without a format of its own. */
  readonly isPlain: boolean;
}

export type StringPart = KnownPart | UnknownPart;

/** A string literal, without adjacent ones. */
export interface StringLiteral {
  readonly node: SyntaxNode;
  /** Without prefix and quotes. */
  readonly content: Span;
  readonly parts: readonly StringPart[];
  readonly isRaw: boolean;
  readonly isFormat: boolean;
  readonly isBytes: boolean;
  readonly quote: string;
}

const opening = /^([A-Za-z]{0,2})("""|'''|"|')/;

/** Takes a literal apart; null for one that is not closed. */
export function readLiteral(text: string, node: SyntaxNode): StringLiteral | null {
  const [start, prefix = "", quote = ""] =
    opening.exec(text.slice(node.start, node.start + 5)) ?? [];
  const content = { start: node.start + (start?.length ?? 0), end: node.end - quote.length };
  if (quote === "" || content.end < content.start || text.slice(content.end, node.end) !== quote)
    return null;
  const isRaw = /r/i.test(prefix);
  const isBytes = /b/i.test(prefix);
  const isFormat = node.name === "FormatString";
  const parts: StringPart[] = [];
  let done = content.start;
  const addText = (end: number): void => {
    addKnown(parts, text.slice(done, end), done, { isRaw, isBytes, isFormat });
  };
  for (let child = node.first; child; child = child.next) {
    if (child.name !== "FormatReplacement") continue;
    addText(child.start);
    parts.push(replacement(text, child));
    done = child.end;
  }
  addText(content.end);
  return { node, content, parts, isRaw, isBytes, isFormat, quote };
}

function replacement(text: string, node: SyntaxNode): UnknownPart {
  const inner = node.first;
  const { start, end } = node;
  const isPlain = inner !== null && inner.next === null;
  return {
    kind: "unknown",
    written: text.slice(start, end),
    span: { start, end },
    node: inner,
    isPlain,
  };
}

interface LiteralKind {
  readonly isRaw: boolean;
  readonly isBytes: boolean;
  readonly isFormat: boolean;
}

/** https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences; others keep their backslash. */
const escapes =
  /\\(?:\r\n|\n|[\\'"abfnrtv]|[0-7]{1,3}|x[\dA-Fa-f]{2}|N\{[^}\n]*\}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8})/;
const braces = /\{\{|\}\}/;
const both = new RegExp(`${escapes.source}|${braces.source}`, "g");
const escapesOnly = new RegExp(escapes.source, "g");
const bracesOnly = new RegExp(braces.source, "g");

function addKnown(
  parts: StringPart[],
  written: string,
  at: number,
  { isRaw, isBytes, isFormat }: LiteralKind,
): void {
  const add = (text: string, from: number, to: number): void => {
    if (to > from) parts.push({ kind: "known", text, span: { start: at + from, end: at + to } });
  };
  if (isRaw && !isFormat) {
    add(written, 0, written.length);
    return;
  }
  const pattern = isRaw ? bracesOnly : isFormat ? both : escapesOnly;
  let done = 0;
  for (const { 0: escape, index } of written.matchAll(pattern)) {
    add(written.slice(done, index), done, index);
    add(isRaw ? escape.slice(1) : unescaped(escape, isBytes), index, index + escape.length);
    done = index + escape.length;
  }
  add(written.slice(done), done, written.length);
}

const simple: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** Stands for a character that is not looked up or that no text has, such as half of a pair. */
const replacementCharacter = "\uFFFD";

function unescaped(escape: string, isBytes: boolean): string {
  if (escape === "{{" || escape === "}}") return escape.slice(1);
  const code = escape.slice(1);
  const kind = code.charAt(0);
  if (kind === "\r" || kind === "\n") return "";
  if (isBytes && "NuU".includes(kind)) return escape;
  if (kind === "N") return replacementCharacter;
  if ("xuU".includes(kind)) return character(parseInt(code.slice(1), 16));
  if (/[0-7]/.test(kind)) return character(parseInt(code, 8));
  return simple[kind] ?? code;
}

function character(code: number): string {
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return isSurrogate || code > 0x10ffff ? replacementCharacter : String.fromCodePoint(code);
}

/**
 * Writes a text for a place in a literal.
 * @returns null where that needs another kind of literal
 */
export function encodeFor(
  { isRaw, isFormat, isBytes, quote }: StringLiteral,
  text: string,
): string | null {
  const isLong = quote.length === 3;
  if (isBytes && /[^\x00-\x7F]/.test(text)) return null; // eslint-disable-line no-control-regex
  if (isRaw && (/\\$/.test(text) || text.includes(quote.charAt(0)))) return null;
  if (isRaw && !isLong && /[\r\n]/.test(text)) return null;
  let written = isFormat ? text.replace(/[{}]/g, "$&$&") : text;
  if (isRaw) return written;
  written = written.replace(/\\/g, "\\\\").replaceAll(quote.charAt(0), `\\${quote.charAt(0)}`);
  return isLong ? written : written.replace(/\r/g, "\\r").replace(/\n/g, "\\n");
}
