import { safeText } from "./safe-text.ts";

/** What could be markup or HTML. Brackets are written as entities, so that parentheses need not be. */
const markup = /[\\`*_{}[\]<>#|~$&^]/g;

/**
 * A renderer decodes entities before it looks for mentions, issues and mail addresses, so that a character without width has to
 * part them. `name@sha256:…` is a digest to copy and stays whole: no mention follows a letter, no address is without a dot.
 */
const links: readonly (readonly [RegExp, string])[] = [
  [/(?<=\w)@(?=sha256:)/g, "&#64;"],
  [/@/g, "&#64;&#8203;"],
  [/&#35;(?=\d)/g, "&#35;&#8203;"],
  [/\bGH-(?=\d)/gi, "GH-&#8203;"],
  [/:\/\//g, "&#58;//"],
  [/\bwww\./gi, "www&#46;"],
];

/** Foreign text within a line of GitHub's Markdown, where it is only text: no markup, HTML, link, mention or issue. */
export function markdownText(text: string): string {
  const plain = safeText(text).replace(markup, (character) => `&#${character.charCodeAt(0)};`);
  return links.reduce((result, [pattern, entity]) => result.replace(pattern, entity), plain);
}

/** Foreign text in the font of code. In a code span of Markdown, a backtick could not be written as an entity. */
export function markdownCode(text: string): string {
  return `<code>${markdownText(text)}</code>`;
}

/** A row of a table, with its line end. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}

/** The rows above the first one of a table. */
export function markdownHeader(columns: readonly string[]): string {
  return markdownRow(columns) + markdownRow(columns.map(() => "---"));
}
