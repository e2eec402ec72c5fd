import { blankTemplates, hasTemplate } from "../../shell/template.ts";

/**
 * A text of a template engine (Helm, Jinja) as YAML, at equal length: a line that is only templates is blank, any other template
 * is a word. Null for a text without templates.
 */
export function withoutTemplates(text: string): string | null {
  if (!hasTemplate(text)) return null;
  const blanked = blankTemplates(text);
  if (blanked === text) return null;
  let [out, start] = ["", 0];
  while (start < blanked.length) {
    const found = blanked.indexOf("\n", start);
    const end = found < 0 ? blanked.length : found + 1;
    const line = blanked.slice(start, end);
    const isTemplate = /^\s*x[x\s]*$/.test(line) && /^\s*\{[{%#]/.test(text.slice(start, end));
    out += isTemplate ? line.replace(/x/g, " ") : line;
    start = end;
  }
  return out;
}
