/** A block of a Markdown text, of the kinds that rule pages use. */
export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  /** Without the fences. */
  | { readonly kind: "code"; readonly lines: readonly string[] }
  | { readonly kind: "list"; readonly items: readonly { marker: string; text: string }[] }
  /** The first row is the header. Cells are trimmed. */
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] };

const fence = /^ {0,3}(`{3,}|~{3,})/;
const heading = /^(#{1,6}) +(.*)$/;
const item = /^([-*+]|\d+[.)]) +(.*)$/;

/**
 * Reads the blocks of a Markdown text: the part of CommonMark (https://spec.commonmark.org/0.31.2/) and of GitHub's tables that
 * rule pages use. Lists are not nested; anything else is a paragraph.
 */
export function readBlocks(markdown: string): readonly Block[] {
  const lines = markdown.split(/\r?\n/);
  const blocks: Block[] = [];
  let next = 0;
  while (next < lines.length) {
    const start = next;
    const line = lines[start] ?? "";
    const [, open] = fence.exec(line) ?? [];
    const [, marks, title] = heading.exec(line) ?? [];
    if (line.trim() === "") next++;
    else if (open !== undefined) {
      const length = countUntil(lines, start + 1, (text) => text.trimStart().startsWith(open));
      blocks.push({ kind: "code", lines: lines.slice(start + 1, start + 1 + length) });
      next = start + length + 2;
    } else if (marks !== undefined && title !== undefined) {
      blocks.push({ kind: "heading", level: marks.length, text: title });
      next++;
    } else {
      const length = countUntil(lines, start, startsOther(line));
      blocks.push(textBlock(lines.slice(start, start + length)));
      next = start + length;
    }
  }
  return blocks;
}

/** What ends the list, table or paragraph that begins with a line. */
function startsOther(first: string): (line: string) => boolean {
  const isList = item.test(first);
  return (line) =>
    line.trim() === "" ||
    fence.test(line) ||
    heading.test(line) ||
    first.startsWith("|") !== line.startsWith("|") ||
    (!isList && item.test(line));
}

function textBlock(lines: readonly string[]): Block {
  const [first = ""] = lines;
  if (first.startsWith("|")) {
    const rows = lines.map(cellsOf);
    return { kind: "table", rows: rows.filter((_, index) => index !== 1) };
  }
  if (!item.test(first)) return { kind: "paragraph", text: joined(lines) };
  const items: { marker: string; text: string }[] = [];
  for (const line of lines) {
    const [, marker, text = ""] = item.exec(line) ?? [];
    const last = items.at(-1);
    if (marker !== undefined) items.push({ marker, text });
    else if (last) last.text += ` ${line.trim()}`;
  }
  return { kind: "list", items };
}

function cellsOf(row: string): readonly string[] {
  return row
    .replace(/^\|/, "")
    .replace(/\|\s*$/, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => line.trim()).join(" ");
}

/** The number of lines from `start` before the first one that ends the block. */
function countUntil(
  lines: readonly string[],
  start: number,
  ends: (line: string) => boolean,
): number {
  const end = lines.findIndex((line, index) => index >= start && ends(line));
  return (end < 0 ? lines.length : end) - start;
}
