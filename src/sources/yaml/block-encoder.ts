import type { EmbeddedText } from "../../text/embedded-text.ts";

/**
 * Writes text for a literal block scalar: each line needs the indentation of the block, but for empty ones.
 * @param outer the text that the block stands in
 * @param start of the line after the header
 * @param blockOf the block, known only after it is built
 */
export function blockEncoder(
  outer: string,
  start: number,
  indent: string,
  blockOf: () => EmbeddedText,
): EmbeddedText["encode"] {
  const lineEnd = outer.slice(start - 2, start) === "\r\n" ? "\r\n" : "\n";
  const indented = (text: string): string =>
    text.replace(/(?:\r?\n)+/g, (breaks) => lineEnd.repeat(breaks.split("\n").length - 1) + indent);
  return (text, at) => {
    if (!at || text === "") return indented(text);
    const block = blockOf();
    const place = block.span(at).start;
    const isLineStart = outer[place - 1] === "\n";
    const before = isLineStart && !text.startsWith("\n") ? indent : "";
    if (at.end < block.text.length || !block.text.endsWith("\n")) return before + indented(text);
    // At the end of the block nothing follows that needs the indentation, and the last line needs its break.
    const missing = at.start === at.end && !isLineStart ? lineEnd + indent : before;
    const body = text.replace(/\r?\n$/, "");
    return missing + indented(body) + lineEnd;
  };
}
