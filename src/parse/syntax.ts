import type { Text } from "../domain/build/dockerfile.ts";
import { fileStart } from "../domain/build/region.ts";
import { isSpace } from "../shell/blank.ts";
import { isJsonObject } from "../text/json-object.ts";

/** Go's `\s` is ASCII only. */
const directivePattern = /^([a-zA-Z][a-zA-Z0-9]*)[\t\f\r ]*=(.+)$/s;
const blanks = "\t\f\r ";
const directives = new Set(["syntax", "escape", "check"]);

/**
 * The image that BuildKit hands the file to (parser.DetectSyntax): named by `# syntax=` at the top of the file, after a byte order
 * mark or a line with `#!`; else by `// syntax=`; else by the key `syntax` of a file that is a JSON object.
 */
export function readSyntax(text: string): Text | null {
  const content = text.replace(/^\uFEFF/, "");
  const shebang = content.startsWith("#!") ? content.indexOf("\n") + 1 || content.length : 0;
  const rest = content.slice(shebang);
  const firstLine = shebang === 0 ? 1 : 2;
  return (
    fromComments(rest, "#", firstLine) ?? fromComments(rest, "//", firstLine) ?? fromJson(rest)
  );
}

/** Directives stand without indent, one a line, and end with the first line that is none. */
function fromComments(text: string, mark: "#" | "//", firstLine: number): Text | null {
  let [line, start] = [firstLine, 0];
  const seen = new Set<string>();
  for (; text.startsWith(mark, start); line++) {
    const lineEnd = text.indexOf("\n", start);
    const end = lineEnd < 0 ? text.length : lineEnd;
    let from = start + mark.length;
    while (from < end && isSpace(text[from] ?? "")) from++;
    const [, key = "", rest = ""] = directivePattern.exec(text.slice(from, end)) ?? [];
    const name = key.toLowerCase();
    // BuildKit stops at a key that appears twice, but has the first one.
    if (!directives.has(name) || seen.has(name)) return null;
    if (name === "syntax") {
      let [first, last] = [0, rest.length];
      while (first < last && blanks.includes(rest[first] ?? "")) first++;
      while (last > first && blanks.includes(rest[last - 1] ?? "")) last--;
      const [image = ""] = rest.slice(first, last).split(" ", 1);
      const startColumn = end - rest.length + first - start + 1;
      const region = { startLine: line, startColumn, endLine: line };
      return { text: image, region: { ...region, endColumn: startColumn + image.length } };
    }
    seen.add(name);
    if (lineEnd < 0) return null;
    start = lineEnd + 1;
  }
  return null;
}

function fromJson(text: string): Text | null {
  if (!/^\s*\{/.test(text)) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    const syntax = isJsonObject(parsed) ? parsed["syntax"] : null;
    return typeof syntax === "string" ? { text: syntax, region: fileStart } : null;
  } catch {
    return null;
  }
}
