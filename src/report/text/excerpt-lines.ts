import type { Region } from "../../domain/build/region.ts";
import type { LineIndex } from "../../text/line-index.ts";
import { sourceExcerpt } from "../source-excerpt.ts";
import type { Style } from "../style.ts";

/**
 * The line that a region starts on with the region underlined. None for an empty region and for a line that does not exist.
 * @param width columns of the terminal
 */
export function excerptLines(
  source: LineIndex,
  region: Region,
  width: number,
  style: Style,
): readonly string[] {
  const number = String(region.startLine);
  // A mark at either end shows where the line is cut.
  const excerpt = sourceExcerpt(source, region, width - `    ${number} | ……`.length);
  if (excerpt === null) return [];
  const { before, token, after } = excerpt;
  const margin = " ".repeat(number.length);
  return [
    `${style.dim(`    ${number} |`)} ${before}${token}${after}`,
    `${style.dim(`    ${margin} |`)} ${" ".repeat(before.length)}${style.red("^".repeat(Math.max(1, token.length)))}`,
  ];
}
