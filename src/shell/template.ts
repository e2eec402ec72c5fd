/** What begins a template, text that a template engine replaces before BuildKit reads the file, and what ends it. */
const templateEnds: Readonly<Record<string, string>> = { "{{": "}}", "{%": "%}", "{#": "#}" };

/** Stands for a template. A lone surrogate: decoded text never contains one. */
export const templateMark = "\uD801";

export function hasTemplate(text: string): boolean {
  return text.includes("{{") || text.includes("{%");
}

/** The text with each template as one mark, so that quotes, escapes, colons and blanks in it mean nothing. */
export function maskTemplates(text: string): { masked: string; templates: readonly string[] } {
  if (!text.includes("{")) return { masked: text, templates: [] };
  const templates: string[] = [];
  const masked = replaceTemplates(text, (template) => {
    templates.push(template);
    return templateMark;
  });
  return { masked, templates };
}

/** The templates back in their places. */
export function unmaskTemplates(masked: string, templates: readonly string[]): string {
  if (templates.length === 0) return masked;
  let next = 0;
  return masked.replaceAll(templateMark, () => templates[next++] ?? "");
}

/** The text with each template as a word of the same length. */
export function blankTemplates(text: string): string {
  if (!hasTemplate(text)) return text;
  return replaceTemplates(text, (template) => "x".repeat(template.length));
}

/** Looks for each kind of end no further than once past the last one: a file can hold half a million beginnings. */
function replaceTemplates(text: string, replace: (template: string) => string): string {
  const unended = new Set<string>();
  let [out, done] = ["", 0];
  for (const { 0: start, index } of text.matchAll(/\{(?=[{%#])/g)) {
    const kind = `${start}${text[index + 1] ?? ""}`;
    if (index < done || unended.has(kind)) continue;
    const end = text.indexOf(templateEnds[kind] ?? "", index + 2);
    if (end < 0) {
      unended.add(kind);
      continue;
    }
    out += text.slice(done, index) + replace(text.slice(index, end + 2));
    done = end + 2;
  }
  return out + text.slice(done);
}
