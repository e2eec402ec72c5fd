/** Openings and closings of templates: text that a template engine replaces before BuildKit reads the file. */
const templateEnds: Readonly<Record<string, string>> = { "{{": "}}", "{%": "%}", "{#": "#}" };

/** Placeholder for a template. A lone surrogate, which decoded text never contains. */
export const templateMark = "\uD801";

/** Whether a text contains a template that puts something out. */
export function hasTemplate(text: string): boolean {
  return text.includes("{{") || text.includes("{%");
}

/**
 * Whether a template engine could change the text, or take a part of it for a template: a reading without templates may then
 * differ. The two characters of an opening can stand on two lines that are joined.
 */
export function mayHaveTemplate(text: string): boolean {
  return /\{(?:[{%#]|[\\`][\t ]*\r*\n)/.test(text);
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

/** Private characters that number the marks of a table, in order. */
const [firstNumber, lastNumber] = [0xe000, 0xf8ff];
/** A mark with its number, as a regular expression. */
export const numberedMark: string = `${templateMark}[\\uE000-\\uF8FF]`;
const numberedMarks = new RegExp(numberedMark, "g");

/** The templates of one file. Each mark has a number, so that expansion may drop, repeat and reorder them. */
export class TemplateTable {
  private readonly numbers = new Map<string, number>();
  private readonly templates: string[] = [];

  mask(text: string): string {
    return text.includes("{") ? replaceTemplates(text, (template) => this.mark(template)) : text;
  }

  unmask(masked: string): string {
    if (!masked.includes(templateMark)) return masked;
    return masked.replace(
      numberedMarks,
      (mark) => this.templates[mark.charCodeAt(1) - firstNumber] ?? "",
    );
  }

  /** More templates than there are numbers are shown as the last one. */
  private mark(template: string): string {
    let number = this.numbers.get(template);
    if (number === undefined) {
      number = Math.min(this.templates.length, lastNumber - firstNumber);
      if (number === this.templates.length) this.templates.push(template);
      this.numbers.set(template, number);
    }
    return templateMark + String.fromCharCode(firstNumber + number);
  }
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
