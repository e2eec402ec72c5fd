/** Whether a file is JSON by its name. */
export function isJsonName(path: string): boolean {
  return /\.json[c5]?$/i.test(path);
}

/** Whether a text begins as JSON does, after comments of JSON if there are any. A template begins with two braces. */
export function beginsAsJson(text: string): boolean {
  return (
    /^\uFEFF?\s*(?:[[{]\s*(?:["\]}[{]|\/[/*])|\/[/*])/.test(text) && !/^\uFEFF?\s*\{\{/.test(text)
  );
}

/**
 * Blanks the comments that some readers of JSON accept, at equal length. In flow collections YAML would read them as text.
 * A comment that is not closed is left as it is.
 */
export function blankJsonComments(text: string): string {
  if (!text.includes("//") && !text.includes("/*")) return text;
  // A URL without quotes, which only YAML has, is no comment.
  const start = /["']|(?<![^\s,"[\]{}])\/[/*]/g;
  let [out, done] = ["", 0];
  for (let match = start.exec(text); match; match = start.exec(text)) {
    const { 0: opening, index } = match;
    const end = endOf(text, opening, index);
    if (end === null) break;
    if (opening.startsWith("/")) {
      out += text.slice(done, index) + text.slice(index, end).replace(/[^\r\n]/g, " ");
      done = end;
    }
    start.lastIndex = end;
  }
  return out + text.slice(done);
}

/** The end of a string or comment; null where it is not closed. */
function endOf(text: string, opening: string, at: number): number | null {
  const after = (found: number, length: number): number | null =>
    found < 0 ? null : found + length;
  if (opening === "//") {
    const found = text.indexOf("\n", at);
    return found < 0 ? text.length : found;
  }
  if (opening === "/*") return after(text.indexOf("*/", at + 2), 2);
  const close = opening === "'" ? /'/g : /\\.|"/gs;
  close.lastIndex = at + 1;
  for (let match = close.exec(text); match; match = close.exec(text))
    if (match[0] === opening) return close.lastIndex;
  return null;
}
