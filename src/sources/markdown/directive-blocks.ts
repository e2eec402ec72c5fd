import type { Span } from "../../text/line-index.ts";
import type { CodeBlock } from "./fenced-blocks.ts";
import { linesOf } from "./fenced-blocks.ts";

const directive = /^([ \t]*)\.\.[ \t]+(?:code-block|code|sourcecode)::[ \t]*(\S*)/;

interface OpenBlock {
  readonly info: string;
  readonly indent: number;
  readonly lines: Span[];
  isInOptions: boolean;
}

/** The `.. code-block::` directives of a reStructuredText: the lines after each that are indented deeper. */
export function directiveBlocks(text: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: OpenBlock | null = null;
  const shut = (): void => {
    if (open) blocks.push({ info: open.info, lines: withoutIndent(text, open.lines) });
    open = null;
  };
  for (const line of linesOf(text)) {
    const own = text.slice(line.start, Math.min(line.end, line.start + 1000));
    const isBlank = own.trim() === "";
    const indent = /^[ \t]*/.exec(own)?.[0].length ?? 0;
    if (open && !isBlank && indent <= open.indent) shut();
    if (open) {
      const isOption: boolean = open.isInOptions && (isBlank || /^[ \t]*:[\w-]+:/.test(own));
      open.isInOptions = isOption;
      if (!isOption) open.lines.push(line);
      continue;
    }
    const match = directive.exec(own);
    if (match)
      open = { info: match[2] ?? "", indent: match[1]?.length ?? 0, lines: [], isInOptions: true };
  }
  shut();
  return blocks;
}

/** The lines without the blanks that all of them begin with. */
function withoutIndent(text: string, lines: readonly Span[]): readonly Span[] {
  let common = Infinity;
  for (const { start, end } of lines) {
    const line = text.slice(start, Math.min(end, start + 1000));
    if (line.trim() !== "") common = Math.min(common, /^[ \t]*/.exec(line)?.[0].length ?? 0);
  }
  return lines.map(({ start, end }) => {
    const blanks = /^[ \t]*/.exec(text.slice(start, Math.min(end, start + 1000)))?.[0].length ?? 0;
    return { start: start + Math.min(blanks, common), end };
  });
}
