import type { Region } from "../domain/build/region.ts";
import { safeText } from "./safe-text.ts";
import type { Style } from "./style.ts";

/** Columns of source that are shown; a longer line is cut around the token. */
const widest = 160;

/** The line a region starts on with the region underlined; a region over several lines is underlined to the end of the first. */
export function sourceExcerpt(lines: SourceLines, region: Region, style: Style): readonly string[] {
  if (region.startLine === region.endLine && region.startColumn === region.endColumn) return [];
  const line = lines.at(region.startLine);
  if (line === null) return [];
  const from = region.startColumn - 1;
  const to = region.endLine === region.startLine ? region.endColumn - 1 : line.length;
  const cutStart = to <= widest ? 0 : Math.max(0, from - 20);
  const cutEnd = Math.min(line.length, cutStart + widest);
  const show = (start: number, end: number): string =>
    safeText(line.slice(start, Math.max(start, end)).replaceAll("\t", " "));
  const before = `${cutStart > 0 ? "…" : ""}${show(cutStart, from)}`;
  const token = show(from, Math.min(to, cutEnd));
  const after = `${show(to, cutEnd)}${cutEnd < line.length ? "…" : ""}`;
  const number = String(region.startLine);
  const margin = " ".repeat(number.length);
  return [
    `${style.dim(`  ${number} |`)} ${before}${token}${after}`,
    `${style.dim(`  ${margin} |`)} ${" ".repeat(before.length)}${style.red("^".repeat(Math.max(1, token.length)))}`,
  ];
}

/** The lines of a file, split as Dockerfiles are: without their line ends, and a byte order mark takes no column. */
export class SourceLines {
  readonly #text: string;
  readonly #starts: number[];
  /** Many findings can stand on one line. */
  #last: { readonly number: number; readonly line: string } | null = null;

  constructor(text: string) {
    this.#text = text;
    this.#starts = [text.startsWith("\uFEFF") ? 1 : 0];
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1))
      this.#starts.push(end + 1);
  }

  /** Counted from 1. */
  at(number: number): string | null {
    if (this.#last?.number === number) return this.#last.line;
    const start = this.#starts[number - 1];
    if (start === undefined) return null;
    let end = (this.#starts[number] ?? this.#text.length + 1) - 1;
    while (end > start && this.#text[end - 1] === "\r") end--;
    const line = this.#text.slice(start, end);
    this.#last = { number, line };
    return line;
  }
}
