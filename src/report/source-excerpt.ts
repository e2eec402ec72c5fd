import type { Region } from "../domain/build/region.ts";
import type { LineIndex } from "../text/line-index.ts";
import { safeText } from "./safe-text.ts";

/** Columns of source before a token that is cut from the middle of a long line. */
const lead = 20;

/** A line of source around a token, safe to show; `…` shows where it is cut. */
export interface SourceExcerpt {
  readonly before: string;
  readonly token: string;
  readonly after: string;
}

/**
 * The line that a region starts on; of a region over several lines the token is the rest of the first. Null for an empty region
 * and for a line that does not exist.
 * @param columns of source that are shown; a longer line is cut around the token
 */
export function sourceExcerpt(
  source: LineIndex,
  region: Region,
  columns: number,
): SourceExcerpt | null {
  if (region.startLine === region.endLine && region.startColumn === region.endColumn) return null;
  const line = source.lineText(region.startLine);
  if (line === null) return null;
  const limit = Math.max(columns, 2 * lead);
  const from = region.startColumn - 1;
  const to = region.endLine === region.startLine ? region.endColumn - 1 : line.length;
  const cutStart = to <= limit ? 0 : Math.max(0, from - lead);
  const cutEnd = Math.min(line.length, cutStart + limit);
  const show = (start: number, end: number): string =>
    safeText(line.slice(start, Math.max(start, end)).replaceAll("\t", " "));
  return {
    before: `${cutStart > 0 ? "…" : ""}${show(cutStart, from)}`,
    token: show(from, Math.min(to, cutEnd)),
    after: `${show(to, cutEnd)}${cutEnd < line.length ? "…" : ""}`,
  };
}
