import { withEntities } from "../entities.ts";
import { safeText } from "../safe-text.ts";

/** Text of a page in which everything foreign is escaped. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Markup | string | number | null | readonly Content[];

/**
 * A piece of a page: what is inserted is text, unless it is a piece itself. Nothing for null. Indentation of the template is left
 * out.
 */
export function markup(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  const own = withoutIndentation(parts);
  let text = own[0] ?? "";
  for (const [index, value] of values.entries())
    text += contentText(value) + (own[index + 1] ?? "");
  return new Markup(text);
}

const known = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Each template of the source once, however often it is used. */
function withoutIndentation(parts: TemplateStringsArray): readonly string[] {
  let own = known.get(parts);
  if (!own) {
    own = parts.map((part) => part.replace(/\n\s*/g, "\n"));
    known.set(parts, own);
  }
  return own;
}

function contentText(content: Content): string {
  if (content instanceof Markup) return content.text;
  if (content === null) return "";
  if (typeof content === "number") return String(content);
  // Templates have double quotes alone; a text may not end a single one either.
  if (typeof content === "string") return withEntities(safeText(content)).replaceAll("'", "&#39;");
  return content.map(contentText).join("");
}
