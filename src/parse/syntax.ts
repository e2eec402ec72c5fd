import type { Text } from "../domain/build/dockerfile.ts";
import { fileStart } from "../domain/build/region.ts";
import { isJsonObject } from "../text/json-object.ts";
import { readDirective } from "./directive.ts";

const blanks = "\t\f\r ";

/**
 * The image that BuildKit has read the file (parser.DetectSyntax): named by `# syntax=` at the top of the file, after a byte
 * order mark or a line with `#!`; else by `// syntax=`; else by the key `syntax` of a file that is a JSON object.
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

/** Directives have no indent. The first other line ends them. */
function fromComments(text: string, mark: "#" | "//", firstLine: number): Text | null {
  let [line, start] = [firstLine, 0];
  const seen = new Set<string>();
  for (; text.startsWith(mark, start); line++) {
    const lineEnd = text.indexOf("\n", start);
    const end = lineEnd < 0 ? text.length : lineEnd;
    const directive = readDirective(text.slice(start + mark.length, end));
    // BuildKit stops at a key that appears twice, but has the first one.
    if (!directive || seen.has(directive.key)) return null;
    const { key, value } = directive;
    if (key === "syntax") {
      let [first, last] = [0, value.length];
      while (first < last && blanks.includes(value[first] ?? "")) first++;
      while (last > first && blanks.includes(value[last - 1] ?? "")) last--;
      const [image = ""] = value.slice(first, last).split(" ", 1);
      const startColumn = end - value.length + first - start + 1;
      const region = { startLine: line, startColumn, endLine: line };
      return { text: image, region: { ...region, endColumn: startColumn + image.length } };
    }
    seen.add(key);
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
