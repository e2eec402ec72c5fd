import type { Region } from "../../src/domain/build/region.ts";

/** What stands in a region; throws where the region does not lie in the text. */
export function regionText(text: string, region: Region): string {
  const lines = text.split("\n");
  const offset = (line: number, column: number): number => {
    const own = lines[line - 1];
    if (own === undefined || column < 1 || column > own.length + 1)
      throw new RangeError(`${line}:${column} is not in the text`);
    return lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, column - 1);
  };
  const [start, end] = [
    offset(region.startLine, region.startColumn),
    offset(region.endLine, region.endColumn),
  ];
  if (end < start) throw new RangeError("the region ends before it begins");
  return text.slice(start, end);
}

/** The first character of a line. @param line from 1 */
export function characterAt(line: number): Region {
  return { startLine: line, startColumn: 1, endLine: line, endColumn: 2 };
}
