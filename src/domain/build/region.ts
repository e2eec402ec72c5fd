/** A range of a source file. All four numbers are 1-based; columns count UTF-16 code units; the end is exclusive. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  /** One past the last character. */
  readonly endColumn: number;
}

/** The location of a finding about the whole file: line 1, column 1, empty. */
export const fileStart: Region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };

/** A line with its line end. @param line from 1 */
export function wholeLine(line: number): Region {
  return { startLine: line, startColumn: 1, endLine: line + 1, endColumn: 1 };
}

/** The last line that a region has something of: none of the line before whose first column it ends. */
export function lastLineOf({ startLine, endLine, endColumn }: Region): number {
  return endColumn === 1 ? Math.max(startLine, endLine - 1) : endLine;
}

/** `1:6-1:82`; equal for equal regions. */
export function regionKey({ startLine, startColumn, endLine, endColumn }: Region): string {
  return `${startLine}:${startColumn}-${endLine}:${endColumn}`;
}

/** `1:6`: the start alone, for what is identified by where it begins. */
export function startKey({ startLine, startColumn }: Region): string {
  return `${startLine}:${startColumn}`;
}

/** Source order: by start, then by end. */
export function compareRegions(a: Region, b: Region): number {
  return (
    a.startLine - b.startLine ||
    a.startColumn - b.startColumn ||
    a.endLine - b.endLine ||
    a.endColumn - b.endColumn
  );
}
