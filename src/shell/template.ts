/** Openings and closings of templates: text that a template engine replaces before BuildKit reads the file. */
const templateEnds: Readonly<Record<string, string>> = { "{{": "}}", "{%": "%}", "{#": "#}" };

/** Placeholder for a template. A lone surrogate, which decoded text never contains. */
export const templateMark = "\uD801";

export function hasTemplate(text: string): boolean {
  return text.includes("{{") || text.includes("{%");
}

/** Replaces each template with a mark, so that its quotes, escapes, colons and blanks are not parsed. */
export function maskTemplates(text: string): { masked: string; templates: readonly string[] } {
  if (!text.includes("{")) return { masked: text, templates: [] };
  const templates: string[] = [];
  const masked = replaceTemplates(text, (template) => {
    templates.push(template);
    return templateMark;
  });
  return { masked, templates };
}

/** Puts the templates back. */
export function unmaskTemplates(masked: string, templates: readonly string[]): string {
  if (templates.length === 0) return masked;
  let next = 0;
  return masked.replaceAll(templateMark, () => templates[next++] ?? "");
}

/** Replaces each template with a word of the same length. */
export function blankTemplates(text: string): string {
  if (!hasTemplate(text)) return text;
  return replaceTemplates(text, (template) => "x".repeat(template.length));
}

/** Searches each kind of closing at most once after the last one: a file can contain half a million openings. */
function replaceTemplates(text: string, replace: (template: string) => string): string {
  const unclosed = new Set<string>();
  let [out, done] = ["", 0];
  for (const { 0: start, index } of text.matchAll(/\{(?=[{%#])/g)) {
    const kind = `${start}${text[index + 1] ?? ""}`;
    if (index < done || unclosed.has(kind)) continue;
    const end = text.indexOf(templateEnds[kind] ?? "", index + 2);
    if (end < 0) {
      unclosed.add(kind);
      continue;
    }
    out += text.slice(done, index) + replace(text.slice(index, end + 2));
    done = end + 2;
  }
  return out + text.slice(done);
}
