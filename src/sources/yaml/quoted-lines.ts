/** A quoted scalar where a value can begin. Each quote that can begin one ends the one before it, so that this is linear. */
const quoted = /(?<=[:,?-][ \t]+|[[{][ \t]*)(?:"(?:[^"\\]|\\[^])*"|'(?:[^']|'')*')/g;

/**
 * The text with blanks for the line breaks in quoted scalars, at equal length; null for a text without such. YAML wants their lines
 * indented more than the key; Python's and Go's readers, and so Azure ML, take them as they are.
 */
export function withJoinedLines(text: string): string | null {
  const joined = text.replace(quoted, (scalar) => scalar.replace(/[\r\n]/g, " "));
  return joined === text ? null : joined;
}
