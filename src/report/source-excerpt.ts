import type { Region } from "../domain/region.ts";
import { safeText } from "./safe-text.ts";
import type { Style } from "./style.ts";

/** Columns of source that are shown; a longer line is cut around the token. */
const widest = 160;

/** The line a region starts on with the region underlined; a region over several lines is underlined to the end of the first. */
export function sourceExcerpt(text: string, region: Region, style: Style): readonly string[] {
  if (region.startLine === region.endLine && region.startColumn === region.endColumn) return [];
  const line = lineAt(text, region.startLine);
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

/** A line without its line end, counted from 1 and split as Dockerfiles are; a byte order mark takes no column. */
function lineAt(text: string, number: number): string | null {
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  for (let line = 1; line < number; line++) {
    const end = text.indexOf("\n", start);
    if (end < 0) return null;
    start = end + 1;
  }
  const end = text.indexOf("\n", start);
  return text.slice(start, end < 0 ? undefined : end).replace(/\r+$/, "");
}
