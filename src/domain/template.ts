/** Text that a template engine replaces before BuildKit reads the file: `{{…}}`, `{%…%}`, `{#…#}`. */
const templatePattern = /\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}/gs;

/** Stands for a template. A lone surrogate: decoded text never contains one. */
export const templateMark = "\uD801";

export function hasTemplate(text: string): boolean {
  return text.includes("{{") || text.includes("{%");
}

/** The text with each template as one mark, so that quotes, escapes, colons and blanks in it mean nothing. */
export function maskTemplates(text: string): { masked: string; templates: readonly string[] } {
  if (!text.includes("{")) return { masked: text, templates: [] };
  const templates: string[] = [];
  const masked = text.replace(templatePattern, (template) => {
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
  return text.replace(templatePattern, (template) => "x".repeat(template.length));
}
