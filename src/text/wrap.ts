/** What a terminal does not show: the colours and weights that reports use (ECMA-48 SGR). */
// eslint-disable-next-line no-control-regex
const invisible = /\u001B\[[\d;]*m/g;

/** The number of columns a text takes on a terminal, if every character takes one. */
export function visibleLength(text: string): number {
  return text.replace(invisible, "").length;
}

/** Pads with spaces to a number of visible columns. */
export function padVisible(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - visibleLength(text)));
}

/**
 * Breaks a text at spaces into lines of at most `width` columns. A word that is longer gets a line of its own, unbroken.
 * @param breakable matches the spaces at which the text may be broken
 * @returns at least one line
 */
export function wrapLines(
  text: string,
  width: number,
  breakable: string | RegExp = " ",
): readonly string[] {
  const lines: string[] = [];
  let line = "";
  let length = 0;
  for (const word of text.split(breakable)) {
    const wordLength = visibleLength(word);
    if (line !== "" && length + 1 + wordLength > width) {
      lines.push(line);
      [line, length] = [word, wordLength];
    } else {
      length += wordLength + (line === "" ? 0 : 1);
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
