import type { Span } from "../../text/line-index.ts";

/** A block of code in a page. */
export interface CodeBlock {
  /** What stands after the fence, or after `code-block::`: `dockerfile`, `{.python}`. */
  readonly info: string;
  /** Its lines without what they are indented or quoted by, each with its line break. */
  readonly lines: readonly Span[];
}

const marks = String.raw`(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))*`;
/** The start of a line, a fence, and its info; in a list or a quote, too. */
const opening = new RegExp(String.raw`^(${marks}[ \t]*)(\x60{3,}|~{3,})([^\r\n]*)`);

interface OpenBlock {
  readonly info: string;
  readonly fence: string;
  readonly indent: number;
  readonly quotes: number;
  readonly lines: Span[];
}

/** The fenced blocks of a Markdown text. One without an end ends with the text, or with the quote that it is in. */
export function fencedBlocks(text: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: OpenBlock | null = null;
  for (const line of linesOf(text)) {
    const own = text.slice(line.start, Math.min(line.end, line.start + 1000));
    if (open === null) {
      open = opened(own);
      continue;
    }
    const start = contentStart(own, open);
    if (start === null || isClosing(own.slice(start), open.fence)) {
      blocks.push(open);
      // A line outside of the quote can open another block.
      open = start === null ? opened(own) : null;
      continue;
    }
    open.lines.push({ start: line.start + start, end: line.end });
  }
  if (open) blocks.push(open);
  return blocks;
}

function opened(line: string): OpenBlock | null {
  const match = opening.exec(line);
  if (!match) return null;
  const [, before = "", fence = "", info = ""] = match;
  // Code within a line.
  if (fence.startsWith("`") && info.includes("`")) return null;
  const quotes = before.split(">").length - 1;
  const indent = before.length - before.lastIndexOf(">") - 1;
  return { info: info.trim(), fence, indent, quotes, lines: [] };
}

/** Where the content of a line begins; null for a line outside of the block. */
function contentStart(line: string, { indent, quotes }: OpenBlock): number | null {
  let at = 0;
  for (let quote = 0; quote < quotes; quote++) {
    const mark = /^[ \t]*>/.exec(line.slice(at))?.[0];
    if (mark === undefined) return null;
    at += mark.length;
  }
  const end = at + indent;
  while (at < end && (line[at] === " " || line[at] === "\t")) at++;
  return at;
}

function isClosing(content: string, fence: string): boolean {
  const line = content.trim();
  return line.length >= fence.length && line === (fence[0] ?? "").repeat(line.length);
}

/** The lines of a text with their line breaks; a byte order mark is none of them. */
export function linesOf(text: string): readonly Span[] {
  const lines: Span[] = [];
  for (let start = text.startsWith("\uFEFF") ? 1 : 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline + 1;
    lines.push({ start, end });
    start = end;
  }
  return lines;
}
