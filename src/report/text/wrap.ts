import { wrapLines } from "../../text/wrap.ts";
import { safeText } from "../safe-text.ts";

/** Narrower columns would hold one word a line. */
const minColumn = 24;

/** A blank, but none beside the arrow of `3.8 → 3.12`: a line that begins with an arrow would look like a remedy. */
const breakable = / (?!→)(?<!→ )/;

/**
 * Breaks a text at blanks so that its lines fit between an indentation and the terminal's width. A longer word, such as an image
 * reference, keeps a line for itself. Each line is made safe after the break: what was harmless within a text may act at the
 * start of a line.
 */
export function wrap(text: string, indent: number, width: number): readonly string[] {
  const column = Math.max(width - indent, minColumn);
  return wrapLines(text, column, breakable).map(safeText);
}
