import type { ExemptionList } from "../../domain/rule/exemption.ts";
import { safeText } from "../safe-text.ts";
import { columns, rowsOf } from "./columns.ts";

/** A table in the Markdown of GitHub. */
export function* exceptionsMarkdown(list: ExemptionList): Iterable<string> {
  yield row(columns);
  yield row(columns.map(() => "---"));
  for (const cells of rowsOf(list)) yield row(cells.map(cell));
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}

/** What could be markup, HTML, a mention, an issue or an emoji. A reference to an image keeps its look. */
const markup = /[\\`*_{}[\]()<>#+!|~$&^"']/g;

function cell(text: string): string {
  return safeText(text)
    .replace(markup, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll("@", "&#64;")
    .replaceAll("://", "&#58;//")
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}&#46;`);
}
