import type { Region } from "../../domain/build/region.ts";
import type { LineIndex } from "../../text/line-index.ts";
import { safeText } from "../safe-text.ts";
import type { Style } from "../style.ts";

/** Columns of source before a token that is cut from the middle of a long line. */
const lead = 20;

/**
 * The line that a region starts on with the region underlined; a region over several lines is underlined to the end of the
 * first. None for an empty region and for a line that does not exist.
 * @param width columns of source that are shown; a longer line is cut around the token
 */
export function sourceExcerpt(
  source: LineIndex,
  region: Region,
  width: number,
  style: Style,
): readonly string[] {
  if (region.startLine === region.endLine && region.startColumn === region.endColumn) return [];
  const line = source.lineText(region.startLine);
  if (line === null) return [];
  const number = String(region.startLine);
  // A mark at either end shows where the line is cut.
  const columns = Math.max(width - `    ${number} | ……`.length, 2 * lead);
  const from = region.startColumn - 1;
  const to = region.endLine === region.startLine ? region.endColumn - 1 : line.length;
  const cutStart = to <= columns ? 0 : Math.max(0, from - lead);
  const cutEnd = Math.min(line.length, cutStart + columns);
  const show = (start: number, end: number): string =>
    safeText(line.slice(start, Math.max(start, end)).replaceAll("\t", " "));
  const before = `${cutStart > 0 ? "…" : ""}${show(cutStart, from)}`;
  const token = show(from, Math.min(to, cutEnd));
  const after = `${show(to, cutEnd)}${cutEnd < line.length ? "…" : ""}`;
  const margin = " ".repeat(number.length);
  return [
    `${style.dim(`    ${number} |`)} ${before}${token}${after}`,
    `${style.dim(`    ${margin} |`)} ${" ".repeat(before.length)}${style.red("^".repeat(Math.max(1, token.length)))}`,
  ];
}
