import type { Style } from "../../report/style.ts";
import { styleOf } from "../../report/style.ts";
import { padVisible, visibleLength, wrapLines } from "../../text/wrap.ts";
import type { Block } from "./blocks.ts";
import { readBlocks } from "./blocks.ts";
import { renderInline } from "./inline.ts";

export interface MarkdownOptions {
  /** Of the page: its links are relative to it. */
  readonly address: string;
  /** Columns of the terminal. Code is not wrapped. */
  readonly width: number;
  readonly colors: boolean;
}

/** Text wider than this is hard to read. */
const maxWidth = 100;
const minWidth = 40;
const margin = "  ";

/** A Markdown text as a terminal shows it: as manual pages do, headings at the margin and the text indented. */
export function renderMarkdown(
  markdown: string,
  { address, width, colors }: MarkdownOptions,
): string {
  const style = styleOf(colors);
  const renderer = {
    style,
    width: Math.min(maxWidth, Math.max(minWidth, width)) - margin.length,
    text: (text: string) => renderInline(text, style, { address, colors }),
  };
  const sections = readBlocks(markdown).map((block) => {
    const lines = renderBlock(block, renderer);
    return block.kind === "heading" ? lines : lines.map((line) => `${margin}${line}`.trimEnd());
  });
  return sections.map((lines) => `${lines.join("\n")}\n`).join("\n");
}

interface Renderer {
  readonly style: Style;
  /** Columns of the text, without the margin. */
  readonly width: number;
  readonly text: (markdown: string) => string;
}

function renderBlock(block: Block, renderer: Renderer): readonly string[] {
  const { style, width, text } = renderer;
  switch (block.kind) {
    case "heading":
      return [style.bold(block.text)];
    case "paragraph":
      return wrapLines(text(block.text), width);
    case "code":
      return block.lines.map((line) => `${margin}${line}`);
    case "list":
      return block.items.flatMap(({ marker, text: item }) => {
        const indent = " ".repeat(marker.length + 1);
        return wrapLines(text(item), width - indent.length).map((line, index) =>
          index === 0 ? `${marker} ${line}` : indent + line,
        );
      });
    case "table":
      return renderTable(block.rows, renderer);
  }
}

const gap = "  ";

function renderTable(
  rows: readonly (readonly string[])[],
  { style, width, text }: Renderer,
): readonly string[] {
  const cells = rows.map((row) => row.map(text));
  const widths = columnWidths(cells, width);
  const line = (parts: readonly string[]): string =>
    widths.map((columns, index) => padVisible(parts[index] ?? "", columns)).join(gap);
  return cells.flatMap((row, index) => {
    const wrapped = row.map((cell, column) => wrapLines(cell, widths[column] ?? width));
    const height = Math.max(...wrapped.map(({ length }) => length));
    const lines = Array.from({ length: height }, (_, at) =>
      line(wrapped.map((part) => part[at] ?? "")),
    );
    return index > 0
      ? lines
      : [...lines.map(style.bold), widths.map((columns) => "-".repeat(columns)).join(gap)];
  });
}

/** Narrowest columns that a table is shrunk to. */
const minColumn = 12;

/** The width of each column: as its longest cell, but the widest ones are shrunk until the table fits. */
function columnWidths(rows: readonly (readonly string[])[], width: number): readonly number[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => visibleLength(row[column] ?? ""))),
  );
  const total = (): number =>
    widths.reduce((sum, columns) => sum + columns, gap.length * (widths.length - 1));
  while (total() > width) {
    const widest = widths.indexOf(Math.max(...widths));
    const columns = widths[widest] ?? 0;
    if (columns <= minColumn) break;
    widths[widest] = Math.max(minColumn, columns - (total() - width));
  }
  return widths;
}
